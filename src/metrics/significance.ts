/**
 * Is one system better than another on this test set, or was it luck? Paired tests as sacreBLEU runs them. Where
 * only a handful of sentences differ, neither test means much, and p comes out too small.
 */
import {
  bootstrapScores,
  checkResampling,
  confidenceInterval,
  DEFAULT_RESAMPLES,
  DEFAULT_SEED,
  type ConfidenceInterval,
  type ResamplingOptions,
} from './bootstrap';
import { addRow, corpusStatistics, sumStatistics, type CorpusStatistics, type Metric } from './metric';
import { Random } from '../random';
import type { ReferenceStreams } from './references';

const DEFAULT_TRIALS = 10_000;

/** Outcome of a paired test. */
export interface PairedResult {
  readonly baselineScore: number;
  readonly systemScore: number;
  /** systemScore − baselineScore. */
  readonly difference: number;
  /** How likely a difference this large is between equally good systems; 0.05 is the usual limit. */
  readonly pValue: number;
  readonly samples: number;
  readonly seed: number;
  readonly signature: string;
}

/** A paired bootstrap also gives both confidence intervals. */
export interface PairedBootstrapResult extends PairedResult {
  readonly baselineInterval: ConfidenceInterval;
  readonly systemInterval: ConfidenceInterval;
}

/**
 * Paired bootstrap resampling (Koehn 2004) as in sacreBLEU's `--paired-bs`: both systems are scored on the same
 * resamples, and p = (c + 1) / (n + 1), where c counts the resamples whose absolute difference exceeds the mean absolute
 * difference by more than the real one. Of two systems that agree in every resample sacreBLEU says p = 1 / (n + 1); here
 * p is 1, because nothing tells them apart. The random generator is not numpy's (see `random.ts`).
 *
 * @throws MetricsError for bad input (see `corpusBleu`), or fewer than one resample.
 */
export function pairedBootstrap(
  metric: Metric,
  baseline: readonly string[],
  system: readonly string[],
  references: ReferenceStreams,
  { samples = DEFAULT_RESAMPLES, seed = DEFAULT_SEED }: ResamplingOptions = {},
): PairedBootstrapResult {
  checkResampling(samples, seed);
  const pair = readPair(metric, baseline, system, references);
  const [ofBaseline, ofSystem] = bootstrapScores(metric, [pair.baseline, pair.system], samples, seed);
  const differences = ofSystem.map((score, sample) => Math.abs(score - ofBaseline[sample]));
  const mean = differences.reduce((sum, difference) => sum + difference, 0) / samples;
  return {
    ...pair.scores,
    pValue: pValue(differences, mean, pair.scores.difference),
    baselineInterval: confidenceInterval(ofBaseline),
    systemInterval: confidenceInterval(ofSystem),
    samples,
    seed,
    signature: metric.signature(pair.baseline.referenceCount, { bs: samples, seed }),
  };
}

/**
 * Paired approximate randomization (Riezler and Maxwell 2005, https://aclanthology.org/W05-0908) as in sacreBLEU's
 * `--paired-ar`: in each trial every sentence pair is swapped or not by the toss of a coin, and p = (c + 1) / (n + 1),
 * where c counts the trials whose absolute difference exceeds the real one. As above, p is 1 for systems that agree in
 * every trial, and the random generator is not numpy's.
 *
 * @throws MetricsError for bad input (see `corpusBleu`), or fewer than one trial.
 */
export function pairedApproximateRandomization(
  metric: Metric,
  baseline: readonly string[],
  system: readonly string[],
  references: ReferenceStreams,
  { samples = DEFAULT_TRIALS, seed = DEFAULT_SEED }: ResamplingOptions = {},
): PairedResult {
  checkResampling(samples, seed);
  const pair = readPair(metric, baseline, system, references);
  const differences = randomizedDifferences(metric, pair.baseline, pair.system, samples, seed);
  return {
    ...pair.scores,
    pValue: pValue(differences, 0, pair.scores.difference),
    samples,
    seed,
    signature: metric.signature(pair.baseline.referenceCount, { ar: samples, seed }),
  };
}

function readPair(
  metric: Metric,
  baselineLines: readonly string[],
  systemLines: readonly string[],
  references: ReferenceStreams,
) {
  const baseline = corpusStatistics(metric, baselineLines, references);
  const system = corpusStatistics(metric, systemLines, references);
  const baselineScore = metric.scoreOf(sumStatistics(baseline));
  const systemScore = metric.scoreOf(sumStatistics(system));
  return {
    baseline,
    system,
    scores: { baselineScore, systemScore, difference: systemScore - baselineScore },
  };
}

/** Absolute differences (shape [trials]) between two pseudo-systems made by swapping sentences at random. */
function randomizedDifferences(
  metric: Metric,
  baseline: CorpusStatistics,
  system: CorpusStatistics,
  trials: number,
  seed: number,
): Float64Array {
  const random = new Random(seed);
  const both = sumStatistics(baseline);
  sumStatistics(system).forEach((sum, column) => {
    both[column] += sum;
  });
  return new Float64Array(trials).map(() => {
    const first = new Float64Array(baseline.width);
    for (let row = 0; row < baseline.size; row++) {
      addRow(first, random.uniform() < 0.5 ? baseline.values : system.values, row);
    }
    // What the first pseudo-system did not get, the second one has; exact, because the statistics are whole numbers.
    const second = both.map((sum, column) => sum - first[column]);
    return Math.abs(metric.scoreOf(first) - metric.scoreOf(second));
  });
}

/** (c + 1) / (n + 1), c counting the differences that exceed `offset` by more than the real one. */
function pValue(differences: Float64Array, offset: number, realDifference: number): number {
  if (differences.every((difference) => difference === 0)) return 1;
  const real = Math.abs(realDifference);
  const extreme = differences.filter((difference) => difference - offset > real).length;
  return (extreme + 1) / (differences.length + 1);
}
