/**
 * Goes on with a text: what a language model would write next. A word that is begun is finished by the network's own
 * tokens for such words, not from the tokens its few letters happen to have.
 *
 * Not here: the blank filler, which also reads what follows (filler.ts).
 */
import type { Decoder, DecoderState, Hypothesis } from '../../search';
import { beamSearch, DEFAULT_LENGTH_PENALTY, lengthPenalised, sample } from '../../search';
import type { Tokenizer } from '../../text';
import { maskPlaceholders, normalize } from '../../text';
import { responsive } from '../responsive';
import { placeholderIds } from '../translate/sentence-codec';
import type { TranslationModel } from '../translate/translator';

export interface Continuation {
  /** To be put right behind the text: it begins with a space where the text needs one. */
  text: string;
  /** Of these words, given the text. */
  probability: number;
  /** Where its words end, in order; the last is the end of the text. */
  words: readonly WordEnd[];
}

export interface WordEnd {
  /** Of the text up to here. */
  length: number;
  /** Of the words up to here. */
  probability: number;
  /** Word pieces up to here. */
  tokens: number;
}

export interface ContinuationOptions {
  beamSize: number;
  nBest: number;
  /** The most tokens written. */
  maxTokens: number;
  /** Words are drawn and not searched. */
  sampling?: Sampling;
  signal: AbortSignal;
}

export interface Sampling {
  /** Above 0: small ones stay with what is probable. */
  temperature: number;
  /** Only from the most probable tokens with so much probability together. */
  topP: number;
  /** Numbers in [0, 1). */
  random: () => number;
}

/** What is read of a text: enough for a sentence, and time has a bound. */
const MAX_CONTEXT_TOKENS = 120;
/** Of the ways to finish a word that is begun, so many are followed. */
const MAX_STARTS = 6;
const END_OF_TEXT_WORD = / ?(?<![\p{L}\p{M}\p{N}'’])[\p{L}\p{M}\p{N}'’]+$/u;

/**
 * @param model a language model
 * @param text up to the cursor; a sentence or the start of one
 * @returns continuations by whole words, best first by length-penalised probability; none for an empty text
 * @throws SearchError('aborted') when cancelled, RuntimeError from the engine
 */
export async function continueText(
  model: TranslationModel,
  text: string,
  options: ContinuationOptions,
): Promise<Continuation[]> {
  const spaced = /\s$/.test(text);
  const plain = normalize(text);
  if (plain === '') return [];
  const begun = spaced ? '' : (END_OF_TEXT_WORD.exec(plain)?.[0] ?? '');
  const head = contextTokens(model.target, plain.slice(0, plain.length - begun.length));
  const decoder = responsive(await model.session.encode([[]]));
  try {
    const reading = await read(decoder, head, options.signal);
    try {
      const starts = await startsOf(reading, model.target, begun);
      const hypotheses = await search(reading.decoder(starts.length), starts, model.target, options);
      return best(
        hypotheses.flatMap((h) => toContinuation(h, model.target, { begun, spaced })),
        options.nBest,
      );
    } finally {
      reading.state.dispose();
    }
  } finally {
    decoder.dispose();
  }
}

/** Code, addresses and the like are read as the tokens that the network has met in their place. */
function contextTokens(tokenizer: Tokenizer, text: string): number[] {
  const ids = placeholderIds(tokenizer);
  const { text: masked, placeholders } = maskPlaceholders(text);
  const known = ids !== undefined && placeholders.length <= ids.length;
  return [...tokenizer.encode(known ? masked : text)].slice(-MAX_CONTEXT_TOKENS);
}

/** A text that has been read up to its last token. */
interface Reading {
  state: DecoderState;
  /** The last token, which is not yet fed. */
  last: number;
  /** A decoding of n sentences that all go on from here. */
  decoder(n: number): Decoder;
}

async function read(decoder: Decoder, head: number[], signal: AbortSignal): Promise<Reading> {
  const fed = [decoder.bos, ...head];
  const last = fed[fed.length - 1];
  let state = decoder.initial;
  for (const token of fed.slice(0, -1)) {
    signal.throwIfAborted();
    const { state: next } = await decoder.step({
      state,
      parents: Int32Array.of(0),
      tokens: Int32Array.of(token),
      k: 1,
    });
    state.dispose();
    state = next;
  }
  return { state, last, decoder: (n) => copies(decoder, state, last, n) };
}

/** n sentences that begin with the one row of `state`; what is fed first is `bos`. */
function copies(decoder: Decoder, state: DecoderState, bos: number, n: number): Decoder {
  const initial: DecoderState = { rows: n, dispose: () => undefined };
  return {
    ...decoder,
    bos,
    initial,
    step: (request) =>
      request.state === initial
        ? decoder.step({ ...request, state, parents: new Int32Array(request.parents.length) })
        : decoder.step(request),
    dispose: () => undefined,
  };
}

/** How the continuation may begin: anyhow, or with the most probable tokens that begin as the begun word does. */
async function startsOf(reading: Reading, tokenizer: Tokenizer, begun: string): Promise<number[][]> {
  if (begun === '') return [[]];
  const fitting = tokensBeginningWith(tokenizer, begun);
  if (fitting.length === 0) return [[...tokenizer.encode(begun)]];
  const decoder = reading.decoder(1);
  const { state, probeLogProbs } = await decoder.step({
    state: decoder.initial,
    parents: Int32Array.of(0),
    tokens: Int32Array.of(reading.last),
    k: 1,
    probes: Int32Array.from(fitting),
  });
  state.dispose();
  const order = [...fitting.keys()].sort((a, b) => probeLogProbs![b] - probeLogProbs![a]);
  return order.slice(0, MAX_STARTS).map((i) => [fitting[i]]);
}

function tokensBeginningWith(tokenizer: Tokenizer, begun: string): number[] {
  const ids = Array.from({ length: tokenizer.size }, (_, id) => id);
  return ids.filter((id) => tokenizer.decode([id]).startsWith(begun));
}

/** Hypotheses that have ended, and those under way when the tokens are used up: an end is not forced upon them. */
async function search(
  decoder: Decoder,
  starts: number[][],
  tokenizer: Tokenizer,
  { beamSize, nBest, maxTokens, sampling, signal }: ContinuationOptions,
): Promise<Hypothesis[]> {
  const longest = maxTokens + Math.max(...starts.map((start) => start.length));
  const rules = {
    maxLength: longest + 1,
    forcedPrefix: starts,
    forbiddenTokens: wordless(tokenizer),
    signal,
  };
  if (sampling) {
    const samples = Math.ceil(nBest / starts.length);
    return (await sample(decoder, { ...rules, ...sampling, samples })).sentences.flat();
  }
  let underWay: Hypothesis[][] | undefined;
  const { sentences } = await beamSearch(decoder, {
    ...rules,
    beamSize,
    nBest: beamSize,
    onStep: ({ step, hypotheses }) => {
      if (step === longest) underWay = starts.map((_, s) => hypotheses(s));
    },
  });
  return (underWay ?? sentences).flat();
}

/** Control symbols but <eos>, and what stands for code and the like: nobody knows which code it would be. */
function wordless(tokenizer: Tokenizer): number[] {
  const ids = Array.from({ length: tokenizer.size }, (_, id) => id);
  const control = ids.filter((id) => id !== tokenizer.ids.eos && tokenizer.decode([id]) === '');
  return [...control, ...(placeholderIds(tokenizer) ?? [])];
}

function toContinuation(
  { tokens, logProbs, ended }: Hypothesis,
  tokenizer: Tokenizer,
  { begun, spaced }: { begun: string; spaced: boolean },
): Continuation[] {
  const pieces = tokenizer.pieces(tokens);
  const whole = pieces.join('');
  // A word at the end that may go on is left out.
  const kept = ended === 'eos' ? whole : whole.slice(0, Math.max(begun.length, whole.lastIndexOf(' ')));
  const text = kept.slice(begun.length);
  const added = spaced ? text.replace(/^ /, '') : text;
  if (added.trim() === '') return [];
  const words = wordEnds(pieces, logProbs, kept.length).flatMap((end) => {
    const length = end.length - (kept.length - added.length);
    return length > 0 ? [{ ...end, length }] : [];
  });
  return [{ text: added, probability: words[words.length - 1].probability, words }];
}

/** The length-penalised log-probability, by which continuations are put in order. */
export function scoreOf({ words }: Continuation): number {
  const { probability, tokens } = words[words.length - 1];
  return lengthPenalised(Math.log(probability), tokens, DEFAULT_LENGTH_PENALTY);
}

/** Up to a length of the whole: where the next piece begins with a space, and the end. */
function wordEnds(pieces: readonly string[], logProbs: readonly number[], limit: number): WordEnd[] {
  const ends: WordEnd[] = [];
  let [length, logProb] = [0, 0];
  for (let i = 0; i < pieces.length && length < limit; i++) {
    length += pieces[i].length;
    logProb += logProbs[i];
    const isEnd = length >= limit || pieces[i + 1]?.startsWith(' ');
    if (isEnd) ends.push({ length: Math.min(length, limit), probability: Math.exp(logProb), tokens: i + 1 });
  }
  return ends;
}

function best(found: Continuation[], n: number): Continuation[] {
  const distinct = new Map<string, Continuation>();
  for (const one of found.sort((a, b) => scoreOf(b) - scoreOf(a)))
    if (!distinct.has(one.text)) distinct.set(one.text, one);
  return [...distinct.values()].slice(0, n);
}
