/**
 * Public surface of the metrics room: BLEU of the field and of the notes, chrF, and how sure one can be of them.
 * Everything else in the room is an inner matter.
 */
export { bleu, corpusBleu, sentenceBleu, type BleuMetric, type BleuOptions, type BleuScore } from './bleu';
export type { BleuSmoothing } from './bleu-score';
export {
  bootstrap,
  type BootstrapResult,
  type ConfidenceInterval,
  type ResamplingOptions,
} from './bootstrap';
export { chrf, corpusChrf, sentenceChrf, type ChrfOptions, type ChrfScore } from './chrf';
export { bleuD2l, type D2lBleu } from './d2l-bleu';
export { MetricsError, type MetricsErrorCode } from './errors';
export { bleuMatches, type BleuMatches, type MatchedNgram } from './matches';
export type { Metric } from './metric';
export type { ReferenceStreams } from './references';
export {
  pairedApproximateRandomization,
  pairedBootstrap,
  type PairedBootstrapResult,
  type PairedResult,
} from './significance';
export { type BleuTokenizer, languageTokenizer } from './tokenizers';
