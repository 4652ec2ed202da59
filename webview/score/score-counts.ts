/** Scores counted and ordered. Knows nothing of the page. */
import type { ScoreFilesAnswer } from '../../src/protocol/score';

type Sentence = ScoreFilesAnswer['sentences'][number];

export type Column = 'line' | 'bleu' | 'chrf' | 'change';

const TENTHS = 10;

/** How many scores of 0 to 100 lie in each tenth; 100 itself in the last. */
export function tenths(scores: readonly number[]): number[] {
  const counts = Array.from({ length: TENTHS }, () => 0);
  for (const score of scores) counts[Math.max(0, Math.min(TENTHS - 1, Math.floor((score / 100) * TENTHS)))]++;
  return counts;
}

/** Against the baseline; undefined where there is none. */
export const changeOf = ({ bleu, baseline }: Sentence): number | undefined =>
  baseline === undefined ? undefined : bleu - baseline;

const valueOf = (sentence: Sentence, column: Column): number =>
  column === 'change' ? (changeOf(sentence) ?? 0) : sentence[column];

export const sortedBy = (sentences: readonly Sentence[], column: Column, up: boolean): Sentence[] =>
  sentences.toSorted((a, b) => (up ? 1 : -1) * (valueOf(a, column) - valueOf(b, column)));
