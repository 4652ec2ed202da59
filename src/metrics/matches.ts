/**
 * Which n-grams of a hypothesis the references grant: the spans to highlight where a figure needs an explanation. Not a
 * word alignment.
 */
import type { BleuOptions } from './bleu';
import { grantedNgrams, lineTokenizer } from './bleu-counts';
import { MetricsError } from './errors';
import type { NgramCounts } from './ngrams';

/** A matching n-gram: tokens `start` up to, but without, `end` of the hypothesis. */
export interface MatchedNgram {
  /** n = end − start */
  readonly order: number;
  readonly start: number;
  readonly end: number;
  /** Its tokens, joined by blanks. */
  readonly text: string;
}

/** A hypothesis as BLEU reads it, and what of it BLEU counts as matching. */
export interface BleuMatches {
  readonly tokens: readonly string[];
  /** By order, then by position; of each order as many as BLEU counts. */
  readonly matches: readonly MatchedNgram[];
}

/**
 * The n-grams (n = 1 … 4) behind the counts of {@link sentenceBleu}. Where a hypothesis repeats an n-gram more often than
 * any reference, the first ones match.
 *
 * @throws MetricsError `no-reference` or `bad-option`.
 */
export function bleuMatches(
  hypothesis: string,
  references: readonly string[],
  { tokenize = '13a', lowercase = false }: Pick<BleuOptions, 'tokenize' | 'lowercase'> = {},
): BleuMatches {
  if (references.length === 0) {
    throw new MetricsError('no-reference', 'There is no reference to match with. Give at least one.');
  }
  const tokensOf = lineTokenizer(tokenize, lowercase);
  const tokens = tokensOf(hypothesis);
  return { tokens, matches: matchedNgrams(tokens, grantedNgrams(references.map(tokensOf))) };
}

/** N-grams of `tokens` from left to right, each as often as `granted` (index n − 1 for order n) allows. */
export function matchedNgrams(tokens: readonly string[], granted: readonly NgramCounts[]): MatchedNgram[] {
  return granted.flatMap((allowed, index) => matchesOfOrder(tokens, allowed, index + 1));
}

function matchesOfOrder(tokens: readonly string[], allowed: NgramCounts, order: number): MatchedNgram[] {
  const used = new Map<string, number>();
  const matches: MatchedNgram[] = [];
  for (let start = 0; start + order <= tokens.length; start++) {
    const text = tokens.slice(start, start + order).join(' ');
    const count = used.get(text) ?? 0;
    if (count >= (allowed.get(text) ?? 0)) continue;
    used.set(text, count + 1);
    matches.push({ order, start, end: start + order, text });
  }
  return matches;
}
