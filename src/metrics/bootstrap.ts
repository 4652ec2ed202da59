/**
 * Bootstrap resampling: how far would the figure move on another test set of the same kind? One system only; two
 * systems are compared in `significance.ts`.
 */
import { MetricsError } from './errors';
import { addRow, corpusStatistics, sumStatistics, type CorpusStatistics, type Metric } from './metric';
import { Random } from '../random';
import type { ReferenceStreams } from './references';

/** sacreBLEU's seed. */
export const DEFAULT_SEED = 12345;

/** sacreBLEU's number of bootstrap resamples. */
export const DEFAULT_RESAMPLES = 1000;

export interface ResamplingOptions {
  /** Resamples (bootstrap, default 1,000) or trials (approximate randomization, default 10,000). */
  readonly samples?: number;
  /** Default 12345; the same seed gives the same figures. */
  readonly seed?: number;
}

/** A mean with its 95 % interval, `score ± ci` in sacreBLEU's output. */
export interface ConfidenceInterval {
  /** Mean over the resamples. */
  readonly mean: number;
  /** Half the width from `lower` to `upper`. */
  readonly ci: number;
  /** The 2.5 % and the 97.5 % quantile of the resamples. */
  readonly lower: number;
  readonly upper: number;
}

/** A metric's figure with its confidence interval. */
export interface BootstrapResult extends ConfidenceInterval {
  readonly score: number;
  readonly samples: number;
  readonly seed: number;
  readonly signature: string;
}

/**
 * Bootstrap confidence interval as sacreBLEU computes it: `samples` times as many sentences as the test set has are
 * drawn with replacement, and the middle 95 % of the figures are reported. The random generator is not numpy's (see
 * `random.ts`).
 *
 * Koehn (2004), https://aclanthology.org/W04-3250.
 *
 * @throws MetricsError for bad input (see `corpusBleu`), or fewer than one resample.
 */
export function bootstrap(
  metric: Metric,
  hypotheses: readonly string[],
  references: ReferenceStreams,
  { samples = DEFAULT_RESAMPLES, seed = DEFAULT_SEED }: ResamplingOptions = {},
): BootstrapResult {
  checkResampling(samples, seed);
  const statistics = corpusStatistics(metric, hypotheses, references);
  const [scores] = bootstrapScores(metric, [statistics], samples, seed);
  return {
    score: metric.scoreOf(sumStatistics(statistics)),
    ...confidenceInterval(scores),
    samples,
    seed,
    signature: metric.signature(statistics.referenceCount, { bs: samples, seed }),
  };
}

/**
 * Figures (shape [system][sample]) of resampled test sets; each resample draws the same sentences for every system.
 */
export function bootstrapScores(
  metric: Metric,
  systems: readonly CorpusStatistics[],
  samples: number,
  seed: number,
): Float64Array[] {
  const random = new Random(seed);
  const scores = systems.map(() => new Float64Array(samples));
  const rows = new Int32Array(systems[0].size);
  for (let sample = 0; sample < samples; sample++) {
    for (let i = 0; i < rows.length; i++) rows[i] = random.below(rows.length);
    systems.forEach(({ values, width }, system) => {
      const sums = new Float64Array(width);
      for (const row of rows) addRow(sums, values, row);
      scores[system][sample] = metric.scoreOf(sums);
    });
  }
  return scores;
}

/** Mean and middle 95 %: one fortieth of the sorted figures is left out at either end. */
export function confidenceInterval(scores: Float64Array): ConfidenceInterval {
  const sorted = scores.toSorted();
  const cut = Math.floor(sorted.length / 40);
  const lower = sorted[cut];
  const upper = sorted[sorted.length - cut - 1];
  const mean = sorted.reduce((sum, score) => sum + score, 0) / sorted.length;
  return { mean, ci: (upper - lower) / 2, lower, upper };
}

/** @throws MetricsError `bad-option` unless there is at least one sample and the seed is a whole number. */
export function checkResampling(samples: number, seed: number): void {
  if (!Number.isInteger(samples) || samples < 1) {
    throw new MetricsError('bad-option', `The number of samples is ${samples}. Give a whole number from 1.`);
  }
  if (!Number.isSafeInteger(seed)) {
    throw new MetricsError('bad-option', `The seed is ${seed}. Give a whole number.`);
  }
}
