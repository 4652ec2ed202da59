/**
 * The options all searches share, and their validation: every option is checked before the
 * first step, and an error names the option, the sentence, the value and the remedy.
 *
 * Not here: options of one search only (its own file), and what the constraints do (constraints.ts).
 */
import type { Decoder } from './decoder';
import { SearchError } from './errors';
import { DEFAULT_LENGTH_PENALTY } from './length-penalty';

/** Token ids, a phrase or a prefix. */
export type TokenSequence = readonly number[];

/** A deterministic automaton over tokens that starts in state 0. */
export interface Automaton {
  /** The state after a token; undefined where the token may not come. */
  next(state: number, token: number): number | undefined;
  /** The least tokens after which a sequence may end; 0: it may end there. */
  distance(state: number): number;
}

/** "Per sentence" means one entry for each of the N rows of `decoder.initial`, in their order. */
export interface DecodingOptions {
  /** Longest sequence, `<eos>` counted, for all sentences or for each. At this length only `<eos>` may come. */
  maxLength: number | readonly number[];
  /** Shortest sequence, `<eos>` counted, for all sentences or for each; default 1, which is `<eos>` alone. */
  minLength?: number | readonly number[];
  /** α of score = (1/L^α) · Σ log p; default 0.75. */
  lengthPenalty?: number;
  /**
   * No n-gram of this size occurs twice in a sequence; 0, the default, allows all. For all sentences or for each. A forced
   * prefix may repeat itself.
   */
  noRepeatNgramSize?: number | readonly number[];
  /** Per sentence: tokens the sequence starts with, scored but not chosen. */
  forcedPrefix?: readonly TokenSequence[];
  /** Per sentence: token sequences that must not occur. */
  forbiddenPhrases?: readonly (readonly TokenSequence[])[];
  /** Per sentence: tokens that occur at most once (placeholders). A forced prefix may repeat itself. */
  onceTokens?: readonly TokenSequence[];
  /** Per sentence: tokens that must not occur before those that stand before them in this list. */
  orderedTokens?: readonly TokenSequence[];
  /** Tokens that never occur, in any sentence (padding, `<unk>`). */
  forbiddenTokens?: TokenSequence;
  /** What every sequence must be accepted by: the bytes of its tokens make whole characters. A forced prefix need not be. */
  automaton?: Automaton;
  /** Checked at every step. */
  signal?: AbortSignal;
}

/** The same, checked, with defaults, for one sentence. */
export interface SentenceRules {
  readonly eos: number;
  readonly minLength: number;
  readonly maxLength: number;
  readonly noRepeatNgramSize: number;
  readonly prefix: TokenSequence;
  readonly forbiddenTokens: ReadonlySet<number>;
  readonly forbiddenPhrases: readonly TokenSequence[];
  readonly onceTokens: ReadonlySet<number>;
  readonly orderedTokens: TokenSequence;
  readonly automaton: Automaton | undefined;
}

/**
 * Checks the shared options and gives the rules of every sentence.
 *
 * @throws {SearchError} `invalid-option`, `conflicting-constraints`
 */
export function resolveRules(decoder: Decoder, options: DecodingOptions): SentenceRules[] {
  const sentences = decoder.initial.rows;
  const maxLengths = perSentenceNumber('maxLength', options.maxLength, sentences);
  const minLengths = perSentenceNumber('minLength', options.minLength ?? 1, sentences);
  const ngramSizes = perSentenceNumber('noRepeatNgramSize', options.noRepeatNgramSize ?? 0, sentences, 0);
  checkPerSentence('forcedPrefix', options.forcedPrefix, sentences);
  checkPerSentence('onceTokens', options.onceTokens, sentences);
  checkPerSentence('orderedTokens', options.orderedTokens, sentences);
  checkPerSentence('forbiddenPhrases', options.forbiddenPhrases, sentences);
  const forbiddenTokens = new Set(options.forbiddenTokens ?? []);
  checkTokens('forbiddenTokens', [...forbiddenTokens], decoder);
  return maxLengths.map((maxLength, s) => {
    const rules = {
      eos: decoder.eos,
      minLength: minLengths[s],
      maxLength,
      noRepeatNgramSize: ngramSizes[s],
      prefix: options.forcedPrefix?.[s] ?? [],
      forbiddenTokens,
      forbiddenPhrases: options.forbiddenPhrases?.[s] ?? [],
      onceTokens: new Set(options.onceTokens?.[s] ?? []),
      orderedTokens: options.orderedTokens?.[s] ?? [],
      automaton: options.automaton,
    };
    checkSentence(rules, s, decoder);
    return rules;
  });
}

function checkSentence(rules: SentenceRules, sentence: number, decoder: Decoder): void {
  if (rules.minLength > rules.maxLength) {
    throw new SearchError(
      'conflicting-constraints',
      `Sentence ${sentence}: minLength ${rules.minLength} is above maxLength ${rules.maxLength}; lower one or raise the other.`,
    );
  }
  checkTokens(`forcedPrefix[${sentence}]`, rules.prefix, decoder);
  checkTokens(`onceTokens[${sentence}]`, [...rules.onceTokens], decoder);
  checkTokens(`orderedTokens[${sentence}]`, rules.orderedTokens, decoder);
  checkPhrases('forbiddenPhrases', rules.forbiddenPhrases, sentence, decoder);
  if (rules.prefix.length >= rules.maxLength) {
    throw new SearchError(
      'conflicting-constraints',
      `Sentence ${sentence}: a forcedPrefix of ${rules.prefix.length} tokens and <eos> do not fit in maxLength ${rules.maxLength}.`,
    );
  }
  checkNothingForbidden('forcedPrefix', rules.prefix, rules, sentence);
}

/** @throws {SearchError} `conflicting-constraints` if a forced sequence holds a forbidden token or phrase */
export function checkNothingForbidden(
  option: string,
  tokens: TokenSequence,
  rules: SentenceRules,
  sentence: number,
): void {
  const token = tokens.find((t) => rules.forbiddenTokens.has(t));
  const phrase = rules.forbiddenPhrases.find((p) => contains(tokens, p));
  if (token !== undefined || phrase) {
    throw new SearchError(
      'conflicting-constraints',
      `Sentence ${sentence}: ${option} contains the forbidden ${phrase ? `phrase [${phrase.join(' ')}]` : `token ${token}`}; force it or forbid it, not both.`,
    );
  }
}

/** Whether `phrase` occurs in `tokens` as a contiguous run. */
export function contains(tokens: TokenSequence, phrase: TokenSequence): boolean {
  for (let start = 0; start + phrase.length <= tokens.length; start++) {
    if (phrase.every((token, i) => tokens[start + i] === token)) {
      return true;
    }
  }
  return false;
}

/** @throws {SearchError} `invalid-option` on an empty phrase or a token that cannot be generated before the end */
export function checkPhrases(
  option: string,
  phrases: readonly TokenSequence[],
  sentence: number,
  decoder: Decoder,
): void {
  phrases.forEach((phrase, i) => {
    if (phrase.length === 0) {
      throw new SearchError('invalid-option', `${option}[${sentence}][${i}] is empty; leave it out.`);
    }
    checkTokens(`${option}[${sentence}][${i}]`, phrase, decoder);
  });
}

/** @throws {SearchError} `invalid-option` unless every token is in the vocabulary and none is `<eos>` */
export function checkTokens(what: string, tokens: TokenSequence, decoder: Decoder): void {
  for (const token of tokens) {
    if (!Number.isInteger(token) || token < 0 || token >= decoder.vocabularySize) {
      throw new SearchError(
        'invalid-option',
        `${what} holds ${token}, which is no token id: ids are whole numbers from 0 to ${decoder.vocabularySize - 1}.`,
      );
    }
    if (token === decoder.eos) {
      throw new SearchError(
        'invalid-option',
        `${what} holds <eos> (${token}), which can only end a sequence; use minLength and maxLength to say where.`,
      );
    }
  }
}

export function checkPerSentence(
  option: string,
  values: readonly unknown[] | undefined,
  sentences: number,
): void {
  if (values && values.length !== sentences) {
    throw new SearchError(
      'invalid-option',
      `${option} has ${values.length} entries for ${sentences} sentences; give one for each (an empty one where there is none).`,
    );
  }
}

/** @throws {SearchError} `invalid-option` unless `value` is a whole number of at least `least` */
export function checkInteger(option: string, value: number, least: number): number {
  if (!Number.isSafeInteger(value) || value < least) {
    throw new SearchError(
      'invalid-option',
      `${option} is ${value}; it must be a whole number of at least ${least}.`,
    );
  }
  return value;
}

/** @throws {SearchError} `invalid-option` unless `value` is finite and not negative */
export function checkNotNegative(option: string, value: number): number {
  if (!Number.isFinite(value) || value < 0) {
    throw new SearchError('invalid-option', `${option} is ${value}; it must be a number of at least 0.`);
  }
  return value;
}

/** @throws {SearchError} `invalid-option` unless the decoder has this sentence */
export function checkSentenceIndex(sentence: number, decoder: Decoder): number {
  checkInteger('sentence', sentence, 0);
  if (sentence >= decoder.initial.rows) {
    throw new SearchError(
      'invalid-option',
      `sentence is ${sentence}, and the decoder holds sentences 0 to ${decoder.initial.rows - 1}.`,
    );
  }
  return sentence;
}

/** α with its default. @throws {SearchError} `invalid-option` unless it is finite and not negative */
export function resolveLengthPenalty(alpha: number | undefined): number {
  return checkNotNegative('lengthPenalty', alpha ?? DEFAULT_LENGTH_PENALTY);
}

function perSentenceNumber(
  option: string,
  value: number | readonly number[],
  sentences: number,
  least = 1,
): number[] {
  if (typeof value === 'number') {
    return new Array<number>(sentences).fill(checkInteger(option, value, least));
  }
  checkPerSentence(option, value, sentences);
  return value.map((v, s) => checkInteger(`${option}[${s}]`, v, least));
}
