/**
 * What BLEU and chrF have in common: each keeps a few counts for every sentence, and the figure of a corpus, or of any
 * resample of it, follows from the sums of those counts. So sentences are read once, however often they are resampled.
 */
import { referencesOf, type ReferenceCount, type ReferenceStreams } from './references';
import type { Resampling } from './signature';

/** A corpus metric that can be computed from sums of sentence statistics. */
export interface Metric {
  /** sacreBLEU's name: `BLEU`, `chrF2`, `chrF2++`. */
  readonly name: string;
  /** How many counts a sentence has. */
  readonly width: number;
  /** The counts of one sentence, `width` of them. `references` is not empty. */
  sentenceStatistics(hypothesis: string, references: readonly string[]): number[];
  /** The figure (0 to 100) for `width` summed counts. */
  scoreOf(sums: ArrayLike<number>): number;
  signature(references: ReferenceCount, resampling?: Resampling): string;
}

/** The statistics of all sentences of one system, row after row in `values` (shape [size, width]). */
export interface CorpusStatistics {
  readonly size: number;
  readonly width: number;
  readonly values: Float64Array;
  readonly referenceCount: ReferenceCount;
}

/**
 * Reads every sentence once.
 *
 * @throws MetricsError when lines or references are missing (see {@link referencesOf}).
 */
export function corpusStatistics(
  metric: Metric,
  hypotheses: readonly string[],
  references: ReferenceStreams,
): CorpusStatistics {
  const { sentences, count } = referencesOf(hypotheses, references);
  const values = new Float64Array(hypotheses.length * metric.width);
  hypotheses.forEach((hypothesis, line) => {
    values.set(metric.sentenceStatistics(hypothesis, sentences[line]), line * metric.width);
  });
  return { size: hypotheses.length, width: metric.width, values, referenceCount: count };
}

/** Column sums (shape [width]) over all sentences. */
export function sumStatistics({ size, width, values }: CorpusStatistics): Float64Array {
  const sums = new Float64Array(width);
  for (let row = 0; row < size; row++) addRow(sums, values, row);
  return sums;
}

/** Adds row `row` of `values` (shape [·, sums.length]) to `sums`. */
export function addRow(sums: Float64Array, values: Float64Array, row: number): void {
  const start = row * sums.length;
  for (let column = 0; column < sums.length; column++) sums[column] += values[start + column];
}
