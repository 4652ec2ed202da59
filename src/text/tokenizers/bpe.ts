/**
 * Trains byte-level BPE: the most frequent pair of neighbouring tokens becomes a token, again and again (Sennrich et
 * al. 2016, over bytes as in Radford et al. 2019). Deterministic: equal counts go to the pair whose token numbers are
 * smaller.
 *
 * Not here: the counting and merging of pairs (pair-merger.ts), applying the merges to text (bpe-tokenizer.ts).
 */
import { CHARACTER_OF_BYTE } from './bytes';
import { TokenizerError } from '../errors';
import type { TokenizerJson } from '../format';
import { bpeJson, PRE_TOKENIZER_PATTERN } from '../format';
import { PairMerger } from './pair-merger';

export interface BpeOptions {
  /** Size of the vocabulary: special tokens, the 256 bytes, and as many merges as fit. */
  vocabularySize: number;
  /** First in the vocabulary, in this order. */
  specialTokens: string[];
  /** Next in the vocabulary: text that is kept whole wherever it stands, such as PLACEHOLDER_TOKENS. */
  textTokens?: readonly string[];
  /** Pairs seen less often are not merged. */
  minFrequency: number;
}

/**
 * @param lines the training text
 * @returns a tokenizer in the Hugging Face format
 * @throws TokenizerError('vocabulary') when the vocabulary has no room for the bytes, a special token is empty, a byte
 *   or there twice, or `minFrequency` is not a number
 */
export function trainBpe(lines: Iterable<string>, options: BpeOptions): TokenizerJson {
  checkOptions(options);
  const { specialTokens: special, textTokens: text = [] } = options;
  const merger = new PairMerger(countWords(lines, text), [...special, ...text], options.minFrequency);
  merger.run(options.vocabularySize);
  return bpeJson(merger.vocabulary, merger.merges, { special, text });
}

function checkOptions({ vocabularySize, specialTokens, textTokens = [], minFrequency }: BpeOptions): void {
  const added = [...specialTokens, ...textTokens];
  const smallest = added.length + CHARACTER_OF_BYTE.length;
  if (!Number.isInteger(vocabularySize) || vocabularySize < smallest) {
    throw new TokenizerError(
      'vocabulary',
      `a byte-level vocabulary needs at least ${smallest} entries (a whole number), not ${vocabularySize}`,
    );
  }
  if (Number.isNaN(minFrequency)) throw new TokenizerError('vocabulary', 'minFrequency is not a number');
  const taken = new Set(['', ...CHARACTER_OF_BYTE]);
  for (const token of added) {
    if (taken.has(token)) {
      throw new TokenizerError(
        'vocabulary',
        `"${token}" cannot be an added token: it is empty, a byte, or there already`,
      );
    }
    taken.add(token);
  }
}

function countWords(lines: Iterable<string>, textTokens: readonly string[]): Map<string, number> {
  const pattern = new RegExp(PRE_TOKENIZER_PATTERN, 'gu');
  const counts = new Map<string, number>();
  for (const line of lines) {
    const parts = textTokens.reduce((texts, token) => texts.flatMap((t) => t.split(token)), [line]);
    for (const part of parts) {
      for (const [word] of part.matchAll(pattern)) counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  return counts;
}
