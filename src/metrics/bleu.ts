/**
 * BLEU as sacreBLEU 2.6 defines it, for corpora and single sentences, with its signature. Not the BLEU of the D2L notes
 * (see `d2l-bleu.ts`).
 */
import { lineTokenizer, sentenceCounts } from './bleu-counts';
import {
  bleuFromCounts,
  MAX_NGRAM_ORDER,
  type BleuCounts,
  type BleuParts,
  type BleuRule,
  type BleuSmoothing,
} from './bleu-score';
import { MetricsError } from './errors';
import { corpusStatistics, sumStatistics, type Metric } from './metric';
import type { ReferenceCount, ReferenceStreams } from './references';
import { formatSignature, type Resampling } from './signature';
import type { BleuTokenizer } from './tokenizers';

/** Options of BLEU; the defaults are sacreBLEU's. */
export interface BleuOptions {
  /** Default `13a`; use `zh` for Chinese. */
  readonly tokenize?: BleuTokenizer;
  /** Default `exp`. */
  readonly smooth?: BleuSmoothing;
  /** The floor (default 0.1) or the k of add-k (default 1); has no effect on `exp` and `none`. */
  readonly smoothValue?: number;
  /** Default false. */
  readonly lowercase?: boolean;
  /** Default false for corpora, true for single sentences. */
  readonly effectiveOrder?: boolean;
}

/** A BLEU figure, its parts and the signature to publish with it. */
export interface BleuScore extends BleuParts {
  readonly signature: string;
}

/** BLEU as a metric that can be resampled, and that can also give its parts. */
export interface BleuMetric extends Metric {
  partsOf(sums: ArrayLike<number>): BleuParts;
}

const SMOOTH_DEFAULTS: Readonly<Record<BleuSmoothing, number | undefined>> = {
  exp: undefined,
  floor: 0.1,
  'add-k': 1,
  none: undefined,
};

/**
 * BLEU with the given options.
 *
 * @throws MetricsError `bad-option` for an unknown tokenizer or smoothing, or a negative smoothing value.
 */
export function bleu(options: BleuOptions = {}): BleuMetric {
  const { tokenize = '13a', smooth = 'exp', lowercase = false, effectiveOrder = false } = options;
  const smoothValue = checkedSmoothValue(smooth, options.smoothValue);
  const rule: BleuRule = { smooth, smoothValue: smoothValue ?? 0, effectiveOrder };
  const tokensOf = lineTokenizer(tokenize, lowercase);
  const partsOf = (sums: ArrayLike<number>): BleuParts => bleuFromCounts(countsFrom(sums), rule);
  const fields = [
    ['case', lowercase ? 'lc' : 'mixed'],
    ['eff', effectiveOrder ? 'yes' : 'no'],
    ['tok', tokenize],
    ['smooth', smoothValue === undefined ? smooth : `${smooth}[${smoothValue.toFixed(2)}]`],
  ] as const;

  return {
    name: 'BLEU',
    width: 2 + 2 * MAX_NGRAM_ORDER,
    sentenceStatistics: (hypothesis, references) =>
      sentenceCounts(tokensOf(hypothesis), references.map(tokensOf)),
    scoreOf: (sums) => partsOf(sums).score,
    partsOf,
    signature: (references: ReferenceCount, resampling?: Resampling) =>
      formatSignature(fields, references, resampling),
  };
}

/**
 * BLEU of a corpus.
 *
 * @throws MetricsError for unequal numbers of lines, missing references or bad options.
 */
export function corpusBleu(
  hypotheses: readonly string[],
  references: ReferenceStreams,
  options: BleuOptions = {},
): BleuScore {
  const metric = bleu(options);
  const statistics = corpusStatistics(metric, hypotheses, references);
  return {
    ...metric.partsOf(sumStatistics(statistics)),
    signature: metric.signature(statistics.referenceCount),
  };
}

/**
 * BLEU of one sentence against its references, with effective order unless the options say otherwise.
 *
 * @throws MetricsError when there is no reference, or for bad options.
 */
export function sentenceBleu(
  hypothesis: string,
  references: readonly string[],
  options: BleuOptions = {},
): BleuScore {
  const streams = references.map((reference) => [reference]);
  return corpusBleu([hypothesis], streams, { ...options, effectiveOrder: options.effectiveOrder ?? true });
}

function checkedSmoothValue(smooth: BleuSmoothing, given: number | undefined): number | undefined {
  if (!Object.hasOwn(SMOOTH_DEFAULTS, smooth)) {
    const known = Object.keys(SMOOTH_DEFAULTS).join(', ');
    throw new MetricsError('bad-option', `Unknown BLEU smoothing "${String(smooth)}". Known: ${known}.`);
  }
  const standard = SMOOTH_DEFAULTS[smooth];
  const value = standard === undefined ? undefined : (given ?? standard);
  if (value === undefined || (Number.isFinite(value) && value >= 0)) return value;
  throw new MetricsError(
    'bad-option',
    `The smoothing value is ${value}. Give a number that is not negative.`,
  );
}

function countsFrom(sums: ArrayLike<number>): BleuCounts {
  const values = Array.from(sums);
  return {
    hypLen: values[0],
    refLen: values[1],
    counts: values.slice(2, 2 + MAX_NGRAM_ORDER),
    totals: values.slice(2 + MAX_NGRAM_ORDER),
  };
}
