/**
 * chrF and chrF++ as sacreBLEU 2.6 defines them: F-scores of character (and word) n-grams, in need of no tokenizer.
 */
import { MetricsError } from './errors';
import { corpusStatistics, sumStatistics, type Metric } from './metric';
import { countMatches, countNgrams, totalCount, type NgramCounts } from './ngrams';
import type { ReferenceCount, ReferenceStreams } from './references';
import { formatSignature, type Resampling } from './signature';
import { splitWhitespace } from './whitespace';

/** Options of chrF; the defaults are sacreBLEU's and give chrF2. */
export interface ChrfOptions {
  /** Highest order of character n-grams. Default 6. */
  readonly charOrder?: number;
  /** Highest order of word n-grams: 0 (default) for chrF, 2 for chrF++. */
  readonly wordOrder?: number;
  /** Recall counts β² times as much as precision. Default 2. */
  readonly beta?: number;
  /** Default false. */
  readonly lowercase?: boolean;
  /** Count white space as characters. Default false. */
  readonly whitespace?: boolean;
  /**
   * Average the F-scores of all orders, as chrF++.py, NLTK and Moses do, instead of the precisions and recalls of the
   * orders that occur. The epsilon itself (1e-16 where a fraction is undefined) is 0 here. Default false.
   */
  readonly epsSmoothing?: boolean;
}

/** A chrF figure in percent. */
export interface ChrfScore {
  readonly score: number;
  /** `chrF2`, `chrF2++`: β, and a plus sign for each word order. */
  readonly name: string;
  readonly signature: string;
}

type ChrfSettings = Required<ChrfOptions>;

const ASCII_PUNCTUATION = new Set('!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~');

/**
 * chrF with the given options.
 *
 * Popović (2015), https://aclanthology.org/W15-3049; chrF++: Popović (2017), https://aclanthology.org/W17-4770.
 *
 * @throws MetricsError `bad-option` for orders that are not whole numbers, or a β that is not positive.
 */
export function chrf(options: ChrfOptions = {}): Metric {
  const settings = checked(options);
  const { charOrder, wordOrder, beta, lowercase } = settings;
  const fields = [
    ['case', lowercase ? 'lc' : 'mixed'],
    ['eff', settings.epsSmoothing ? 'no' : 'yes'],
    ['nc', charOrder],
    ['nw', wordOrder],
    ['space', settings.whitespace ? 'yes' : 'no'],
  ] as const;

  return {
    name: `chrF${beta}${'+'.repeat(wordOrder)}`,
    width: 3 * (charOrder + wordOrder),
    sentenceStatistics: (hypothesis, references) => bestStatistics(hypothesis, references, settings),
    scoreOf: (sums) => fScore(sums, settings),
    signature: (references: ReferenceCount, resampling?: Resampling) =>
      formatSignature(fields, references, resampling),
  };
}

/**
 * chrF of a corpus.
 *
 * @throws MetricsError for unequal numbers of lines, missing references or bad options.
 */
export function corpusChrf(
  hypotheses: readonly string[],
  references: ReferenceStreams,
  options: ChrfOptions = {},
): ChrfScore {
  const metric = chrf(options);
  const statistics = corpusStatistics(metric, hypotheses, references);
  return {
    score: metric.scoreOf(sumStatistics(statistics)),
    name: metric.name,
    signature: metric.signature(statistics.referenceCount),
  };
}

/**
 * chrF of one sentence: that of the reference it comes closest to.
 *
 * @throws MetricsError when there is no reference, or for bad options.
 */
export function sentenceChrf(
  hypothesis: string,
  references: readonly string[],
  options: ChrfOptions = {},
): ChrfScore {
  const streams = references.map((reference) => [reference]);
  return corpusChrf([hypothesis], streams, options);
}

function checked(options: ChrfOptions): ChrfSettings {
  const { charOrder = 6, wordOrder = 0, beta = 2 } = options;
  const { lowercase = false, whitespace = false, epsSmoothing = false } = options;
  const whole = Number.isInteger(charOrder) && Number.isInteger(wordOrder);
  if (!whole || charOrder < 1 || wordOrder < 0) {
    throw new MetricsError(
      'bad-option',
      `chrF orders are ${charOrder} (characters) and ${wordOrder} (words). Give whole numbers from 1 and from 0.`,
    );
  }
  if (!Number.isFinite(beta) || beta <= 0) {
    throw new MetricsError('bad-option', `chrF's beta is ${beta}. Give a positive number.`);
  }
  return { charOrder, wordOrder, beta, lowercase, whitespace, epsSmoothing };
}

/** [n-grams of the hypothesis, of the reference, matches] for each order, of the reference with the best F-score. */
function bestStatistics(hypothesis: string, references: readonly string[], settings: ChrfSettings): number[] {
  const found = allNgrams(hypothesis, settings);
  let best: number[] = [];
  let bestScore = -1;
  for (const reference of references) {
    const statistics = matchStatistics(found, allNgrams(reference, settings));
    const score = fScore(statistics, settings);
    if (score > bestScore) [best, bestScore] = [statistics, score];
  }
  return best;
}

function matchStatistics(found: readonly NgramCounts[], expected: readonly NgramCounts[]): number[] {
  return found.flatMap((counts, index) => {
    const reference = expected[index];
    // Where the reference has no n-gram of this order, those of the hypothesis are not held against it.
    const hypothesisCount = reference.size > 0 ? totalCount(counts) : 0;
    return [hypothesisCount, totalCount(reference), countMatches(counts, reference)];
  });
}

/** Counts of character n-grams of order 1 to charOrder, then of word n-grams. */
function allNgrams(
  sentence: string,
  { charOrder, wordOrder, lowercase, whitespace }: ChrfSettings,
): NgramCounts[] {
  const line = lowercase ? sentence.toLowerCase() : sentence;
  const characters = Array.from(whitespace ? line : splitWhitespace(line).join(''));
  const ofCharacters = countNgrams(characters, charOrder, '');
  return wordOrder === 0 ? ofCharacters : [...ofCharacters, ...countNgrams(wordsOf(line), wordOrder, ' ')];
}

/** Words with one punctuation mark split off: the last character if it is one, otherwise the first. */
function wordsOf(line: string): string[] {
  return splitWhitespace(line).flatMap((word) => {
    if (word.length === 1) return [word];
    const end = word.length - 1;
    if (ASCII_PUNCTUATION.has(word[end])) return [word.slice(0, end), word[end]];
    if (ASCII_PUNCTUATION.has(word[0])) return [word[0], word.slice(1)];
    return [word];
  });
}

function fScore(statistics: ArrayLike<number>, { beta, epsSmoothing }: ChrfSettings): number {
  const factor = beta ** 2;
  const orders = statistics.length / 3;
  let [precisions, recalls, scores, occurring] = [0, 0, 0, 0];
  for (let i = 0; i < orders; i++) {
    const hypothesisCount = statistics[3 * i];
    const referenceCount = statistics[3 * i + 1];
    const matches = statistics[3 * i + 2];
    const precision = hypothesisCount > 0 ? matches / hypothesisCount : 0;
    const recall = referenceCount > 0 ? matches / referenceCount : 0;
    scores += harmonicMean(precision, recall, factor);
    if (hypothesisCount === 0 || referenceCount === 0) continue;
    precisions += precision;
    recalls += recall;
    occurring++;
  }
  if (epsSmoothing) return (100 * scores) / orders;
  return occurring === 0 ? 0 : 100 * harmonicMean(precisions / occurring, recalls / occurring, factor);
}

/** F_β with `factor` = β²; 0 where both are 0. */
function harmonicMean(precision: number, recall: number, factor: number): number {
  const denominator = factor * precision + recall;
  return denominator > 0 ? ((1 + factor) * precision * recall) / denominator : 0;
}
