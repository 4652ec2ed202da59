/**
 * A sentence as a network reads it, and what the network wrote as text again. What is copied goes in as numbered tokens;
 * the search must bring each back exactly once.
 *
 * Not here: the search itself (translator.ts), what is copied (copied.ts), and documents with markup (src/text/documents).
 */
import type { Hypothesis } from '../../search';
import type { Candidate } from '../../protocol/translation';
import type { CopiedIn, NetworkSentence, Tokenizer } from '../../text';
import {
  annotateSentence,
  networkSentence,
  PLACEHOLDER_TOKENS,
  PlaceholderError,
  separateMasks,
  unmask,
} from '../../text';
import type { Copying } from './copied';
import { copiedIn, FIRST_WAY } from './copied';

/** Longer sources are cut here: the networks have never seen such sentences, and time must have a bound. */
const MAX_SOURCE_TOKENS = 400;

/** Networks that lose their way write the same words over and over. */
const LOOP = 5;

export interface EncodedSentence {
  tokens: Int32Array;
  /** As it is read: with masks for what is copied, where the network knows them. */
  text: string;
  /** What the numbered tokens stand for; none for a network that does not know such tokens. */
  placeholders: string[];
  /** Target tokens that must occur exactly once, and those that must not occur. */
  required: number[];
  /** Those of them that keep their order. */
  ordered: number[];
  foreign: number[];
  /** So many target tokens in a row must not occur twice: more where the source repeats itself. */
  noRepeatNgramSize: number;
  /** The sentence was longer than what a network is given. */
  cut: boolean;
}

/** By tokenizer: they are asked for several times a sentence. */
const knownIds = new WeakMap<Tokenizer, number[]>();

/** The ids of ⦑0⦒, ⦑1⦒, …; undefined where the vocabulary does not have them all. */
export function placeholderIds(tokenizer: Tokenizer): readonly number[] | undefined {
  const ids = knownIds.get(tokenizer) ?? PLACEHOLDER_TOKENS.flatMap((token) => tokenizer.idOf(token) ?? []);
  knownIds.set(tokenizer, ids);
  return ids.length === PLACEHOLDER_TOKENS.length ? ids : undefined;
}

export const knowsMasks = ({ source, target }: Copying): boolean =>
  placeholderIds(source) !== undefined && placeholderIds(target) !== undefined;

/** A sentence without pairs, as translation reads it at first. */
export const encodeSentence = (model: Copying, sentence: string): EncodedSentence =>
  encodeCopying(model, sentence, (text, contentOf) => copiedIn(model, text, contentOf, FIRST_WAY));

/** A sentence as training text has it: only placeholders are set apart. */
export const encodeAsTrained = (model: Copying, sentence: string): EncodedSentence =>
  encodeCopying(model, sentence, () => []);

/** More masks than the network knows would be spelt out: then it gets nothing to read. */
function encodeCopying(model: Copying, sentence: string, copied: CopiedIn): EncodedSentence {
  if (!knowsMasks(model)) return encode(model, { text: sentence, contents: [], marks: [], ordered: [] });
  const annotated = annotateSentence(sentence);
  const read = networkSentence(annotated, { copied, whole: new Set(), limit: PLACEHOLDER_TOKENS.length });
  if (!read) return encode(model, { text: '', contents: [], marks: [], ordered: [] });
  const whole = (content: string): string =>
    content.replace(/\u2991(\d+)\u2992/g, (_, i: string) => annotated.placeholders[Number(i)]);
  return encode(model, { ...read, contents: read.contents.map(whole) });
}

export function encode(
  { source, target }: Copying,
  { text, contents, ordered }: NetworkSentence,
): EncodedSentence {
  const ids = placeholderIds(target) ?? [];
  const tokens = source.encode(text);
  return {
    tokens: tokens.slice(0, MAX_SOURCE_TOKENS),
    text,
    placeholders: contents,
    required: ids.slice(0, contents.length),
    ordered: ordered.map((i) => ids[i]),
    foreign: ids.slice(contents.length),
    noRepeatNgramSize: Math.max(LOOP, 2 * longestRepeat(tokens.subarray(0, MAX_SOURCE_TOKENS))),
    cut: tokens.length > MAX_SOURCE_TOKENS,
  };
}

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

/** What a network wrote, with the numbered tokens as masks. */
export interface WrittenSentence {
  text: string;
  /** The text by target tokens. */
  pieces: string[];
}

export function decode(
  { tokens }: Hypothesis,
  target: Tokenizer,
  { text: source }: Pick<EncodedSentence, 'text'>,
): WrittenSentence {
  const text = separateMasks(target.decode(tokens), source);
  return { text, pieces: spaced(target.pieces(tokens), text) };
}

/**
 * The best hypotheses as text.
 * @returns without those that lost a placeholder, which the search leaves only where there was no room for all
 */
export function decodeHypotheses(
  hypotheses: readonly Hypothesis[],
  target: Tokenizer,
  sentence: Pick<EncodedSentence, 'placeholders' | 'text'>,
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

/** @throws PlaceholderError where a placeholder is missing or doubled, or a character in pieces */
export function toCandidate(
  hypothesis: Hypothesis,
  target: Tokenizer,
  sentence: Pick<EncodedSentence, 'placeholders' | 'text'>,
): Candidate {
  const { text, pieces } = decode(hypothesis, target, sentence);
  const { placeholders } = sentence;
  const whole = placeholders.length > 0 ? unmask(text, placeholders) : text;
  if (
    whole.includes('\ufffd') &&
    !sentence.text.includes('\ufffd') &&
    !placeholders.join('').includes('\ufffd')
  )
    throw new PlaceholderError('unknown', 'a character has come to pieces');
  return { text: whole, ...scored(hypothesis, pieces, placeholders) };
}

/** @param contents of the masks, to be shown in their place */
export function scored(
  { logProbs, score, logProb }: Hypothesis,
  pieces: readonly string[],
  contents: readonly string[],
): Omit<Candidate, 'text'> {
  // A piece may also hold the rest of a broken character before it.
  const shown = (piece: string): string =>
    piece.replace(/\u2991(\d)\u2992/g, (mask, i: string) => contents[Number(i)] ?? mask);
  return { score, logProb, tokens: pieces.map((piece, i) => ({ text: shown(piece), logProb: logProbs[i] })) };
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
