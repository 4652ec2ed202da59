/**
 * BLEU of the notes: the formula of "Dive into Deep Learning", made for one short sentence and for reading along. Not
 * comparable with published BLEU figures; for those see `bleu.ts`.
 */
import { MetricsError } from './errors';
import { matchedNgrams, type MatchedNgram } from './matches';
import { countNgrams } from './ngrams';

export interface D2lBleu {
  /** From 0 to 1. */
  readonly score: number;
  /** exp(min(0, 1 − label length / prediction length)): below 1 where the prediction is the shorter one. */
  readonly penalty: number;
  /** p₁, p₂, …: as many as the prediction has orders, k at most. */
  readonly precisions: readonly number[];
  /** N-grams of the prediction that the label grants, each of the label's being used once. */
  readonly matches: readonly MatchedNgram[];
}

/**
 * exp(min(0, 1 − len_label / len_pred)) · Π p_n^(1/2ⁿ) over n = 1 … min(k, len_pred).
 *
 * As in D2L's code, the product stops at the prediction's length, so a prediction shorter than k is not punished for the
 * orders it cannot have. Tokens stand between single blanks; an empty prediction has none and scores 0.
 *
 * Zhang et al., Dive into Deep Learning, "Evaluation of Predicted Sequences", https://d2l.ai.
 *
 * @param prediction Tokens joined by blanks.
 * @param label The reference, tokens joined by blanks.
 * @param k Highest n-gram order, 1 or more.
 * @throws MetricsError `bad-option` for a k that is not a positive whole number.
 */
export function bleuD2l(prediction: string, label: string, k: number): D2lBleu {
  if (!Number.isInteger(k) || k < 1) {
    throw new MetricsError('bad-option', `k is ${k}. Give the highest n-gram order, a whole number from 1.`);
  }
  const predicted = tokensOf(prediction);
  const expected = tokensOf(label);
  if (predicted.length === 0) return { score: 0, penalty: 0, precisions: [], matches: [] };

  const penalty = Math.exp(Math.min(0, 1 - expected.length / predicted.length));
  const granted = countNgrams(expected, Math.min(k, predicted.length), ' ');
  const matches = matchedNgrams(predicted, granted);
  const precisions = granted.map((_, index) => {
    const matched = matches.filter(({ order }) => order === index + 1);
    return matched.length / (predicted.length - index);
  });
  const score = precisions.reduce(
    (product, precision, index) => product * precision ** (1 / 2 ** (index + 1)),
    penalty,
  );
  return { score, penalty, precisions, matches };
}

function tokensOf(sentence: string): string[] {
  return sentence === '' ? [] : sentence.split(' ');
}
