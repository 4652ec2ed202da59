/**
 * From sentences to the counts BLEU adds up. The figure itself is computed in `bleu-score.ts`.
 */
import { MAX_NGRAM_ORDER } from './bleu-score';
import { countMatches, countNgrams, type NgramCounts } from './ngrams';
import { bleuTokenizer, type BleuTokenizer } from './tokenizers';
import { trimEndWhitespace } from './whitespace';

/**
 * Line in, tokens out, as sacreBLEU prepares a line for BLEU.
 *
 * @throws MetricsError `bad-option` for an unknown tokenizer.
 */
export function lineTokenizer(tokenize: BleuTokenizer, lowercase: boolean): (line: string) => string[] {
  const tokenizer = bleuTokenizer(tokenize);
  return (line) => tokenizer(trimEndWhitespace(lowercase ? line.toLowerCase() : line));
}

/** [hypLen, refLen, matches of order 1…4, n-grams of order 1…4], sacreBLEU's layout. */
export function sentenceCounts(
  hypothesis: readonly string[],
  references: readonly (readonly string[])[],
): number[] {
  const found = countNgrams(hypothesis, MAX_NGRAM_ORDER, ' ');
  const allowed = grantedNgrams(references);
  const totals = found.map((_, index) => Math.max(0, hypothesis.length - index));
  const matches = found.map((counts, index) => countMatches(counts, allowed[index]));
  return [hypothesis.length, closestLength(hypothesis.length, references), ...matches, ...totals];
}

/** How often each n-gram may match: its highest count in any one reference (not empty). */
export function grantedNgrams(references: readonly (readonly string[])[]): NgramCounts[] {
  const [most, ...others] = references.map((tokens) => countNgrams(tokens, MAX_NGRAM_ORDER, ' '));
  for (const other of others) {
    other.forEach((counts, index) => {
      for (const [key, count] of counts) most[index].set(key, Math.max(count, most[index].get(key) ?? 0));
    });
  }
  return most;
}

/** The reference length closest to the hypothesis length; of two equally close ones the shorter. */
function closestLength(length: number, references: readonly (readonly string[])[]): number {
  return references
    .map((tokens) => tokens.length)
    .reduce((best, next) => {
      const gain = Math.abs(length - best) - Math.abs(length - next);
      return gain > 0 || (gain === 0 && next < best) ? next : best;
    });
}
