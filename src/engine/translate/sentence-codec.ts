/**
 * A sentence as a network reads it, and what the network wrote as text again. Placeholders (code, addresses, {0}) go
 * in as numbered tokens; the search must bring each back exactly once, and they become again what they were.
 *
 * Not here: the search itself (translator.ts), and documents with markup (src/text/documents).
 */
import type { Hypothesis } from '../../search';
import type { Candidate } from '../../protocol/translation';
import type { Tokenizer } from '../../text';
import {
  maskPlaceholders,
  normalize,
  PLACEHOLDER_TOKENS,
  PlaceholderError,
  separateMasks,
  unmask,
} from '../../text';

/** Longer sources are cut here: the networks have never seen such sentences, and time must have a bound. */
const MAX_SOURCE_TOKENS = 400;

/** Networks that lose their way write the same words over and over. */
const LOOP = 5;

export interface EncodedSentence {
  tokens: Int32Array;
  /** As it is read: with masks for placeholders, where the network knows them. */
  text: string;
  /** What the numbered tokens stand for; none for a network that does not know such tokens. */
  placeholders: string[];
  /** Target tokens that must occur exactly once, and those that must not occur. */
  required: number[];
  foreign: number[];
  /** So many target tokens in a row must not occur twice: more where the source repeats itself. */
  noRepeatNgramSize: number;
  /** The sentence was longer than what a network is given. */
  cut: boolean;
}

export interface Tokenizers {
  source: Tokenizer;
  target: Tokenizer;
}

/** The ids of ⦑0⦒, ⦑1⦒, …; undefined where the vocabulary does not have them all. */
export function placeholderIds(tokenizer: Tokenizer): number[] | undefined {
  const ids = PLACEHOLDER_TOKENS.map((token) => tokenizer.idOf(token));
  return ids.every((id) => id !== undefined) ? ids : undefined;
}

export function encodeSentence({ source, target }: Tokenizers, sentence: string): EncodedSentence {
  const ids = placeholderIds(target);
  if (!ids || !placeholderIds(source)) return cutTokens(source.encode(sentence), sentence, [], [], []);
  const { text, placeholders } = maskPlaceholders(normalize(sentence));
  // More than there are tokens for would be spelt out, and spoilt: nothing to read, so the sentence stays as it is.
  if (placeholders.length > ids.length) return cutTokens(new Int32Array(0), text, [], [], []);
  const count = placeholders.length;
  return cutTokens(source.encode(text), text, placeholders, ids.slice(0, count), ids.slice(count));
}

const cutTokens = (
  tokens: Int32Array,
  text: string,
  placeholders: string[],
  required: number[],
  foreign: number[],
): EncodedSentence => ({
  tokens: tokens.slice(0, MAX_SOURCE_TOKENS),
  text,
  placeholders,
  required,
  foreign,
  noRepeatNgramSize: Math.max(LOOP, 2 * longestRepeat(tokens.subarray(0, MAX_SOURCE_TOKENS))),
  cut: tokens.length > MAX_SOURCE_TOKENS,
});

/** The most tokens in a row that occur twice, if they are as many as a loop has: a translation may need twice as many for them. */
function longestRepeat(tokens: Int32Array): number {
  let longest = 0;
  for (let distance = 1; distance < tokens.length; distance++)
    for (let i = 0, run = 0; i + distance < tokens.length; i++) {
      run = tokens[i] === tokens[i + distance] ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
  return longest < LOOP ? 0 : longest;
}

type Masked = Pick<EncodedSentence, 'placeholders' | 'text'>;

/**
 * The best hypotheses as text.
 * @returns without those that lost a placeholder, which the search leaves only where there was no room for all
 */
export function decodeHypotheses(
  hypotheses: readonly Hypothesis[],
  target: Tokenizer,
  sentence: Masked,
): Candidate[] {
  return hypotheses.flatMap((hypothesis) => {
    try {
      return [toCandidate(hypothesis, target, sentence)];
    } catch (error) {
      if (error instanceof PlaceholderError) return [];
      throw error;
    }
  });
}

/** @throws PlaceholderError where a placeholder is missing or doubled */
export function toCandidate(
  { tokens, logProbs, score, logProb }: Hypothesis,
  target: Tokenizer,
  { placeholders, text: source }: Masked,
): Candidate {
  // A piece may also hold the rest of a broken character before it.
  const shown = (piece: string): string =>
    piece.replace(/\u2991(\d)\u2992/g, (mask, i: string) => placeholders[Number(i)] ?? mask);
  const masked = separateMasks(target.decode(tokens), source);
  const pieces = spaced(target.pieces(tokens), masked);
  return {
    text: placeholders.length > 0 ? unmask(masked, placeholders) : masked,
    score,
    logProb,
    tokens: pieces.map((piece, i) => ({ text: shown(piece), logProb: logProbs[i] })),
  };
}

/** The pieces of `text`, which has some spaces more. */
function spaced(pieces: readonly string[], text: string): string[] {
  let at = 0;
  return pieces.map((piece) => {
    const start = at;
    for (let i = 0; i < piece.length; i++, at++) if (text[at] !== piece[i]) at++;
    return text.slice(start, at);
  });
}
