/** Attention between words: the weights of the pieces, summed over a source word, averaged over a target word. */
import type { SearchCandidate, TokenSpan } from '../../src/protocol/search';

export interface WordAttention {
  source: string[];
  target: string[];
  /** weights[target][source]; every row sums to 1 */
  weights: number[][];
}

/** @returns undefined where the network has no attention */
export function attentionOfWords(
  { words, tokens, attention }: SearchCandidate,
  source: readonly TokenSpan[],
): WordAttention | undefined {
  if (!attention || tokens.length === 0) return undefined;
  const width = attention.length / tokens.length;
  const weights = words.map(({ start, end }) =>
    source.map((span) => {
      let sum = 0;
      for (let t = start; t < end; t++)
        for (let s = span.start; s < span.end; s++) sum += attention[t * width + s];
      return sum / (end - start);
    }),
  );
  return { source: source.map(({ text }) => text), target: words.map(({ text }) => text), weights };
}
