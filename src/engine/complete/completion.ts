/**
 * How a text may go on at the cursor: by a language model, or by the blank filler with the future withheld where there
 * is none; and ranked by how well it leads into what stands behind the cursor, which the blank filler reads too.
 *
 * Not here: what a language model writes (continuation.ts).
 */
import { forcedScore } from '../../search';
import type { Completion } from '../../protocol/completion';
import { encodeBlank } from '../../text';
import type { Continuation, Sampling } from './continuation';
import { continueText } from './continuation';
import { fillFromPast } from './filler';
import { NearbyWords, withNearby } from './nearby-words';
import { responsive } from '../responsive';
import type { TranslationModel } from '../translate/translator';

export interface CompletionOptions {
  /** As many as there are good ones, at most. */
  candidates: number;
  /** The most words of one. */
  words: number;
  /** For the language model: words are drawn. */
  sampling?: Sampling;
  /** What stands around the sentence, in the document and in others: its words weigh in. */
  nearby?: string;
  /** A completion ends before it is less probable than this, and there is none where its first word is. */
  minProbability?: number;
  signal: AbortSignal;
}

export interface CompletionModels {
  language?: TranslationModel;
  filler?: TranslationModel;
}

/** Word pieces for a word. */
const TOKENS_A_WORD = 2;
const BEAM = 6;
/** Fills of the blank filler that make one completion: it has learnt to write a few words at most. */
const MAX_FILLS = 2;
const SENTENCE_END = /[.!?…:;]["'”’)]*$/;
const BEGUN_WORD = /(?<![\p{L}\p{M}\p{N}'’])[\p{L}\p{M}\p{N}'’]+$/u;

/**
 * @param before the sentence up to the cursor, without line breaks
 * @param after the rest of the sentence; empty: there is none
 * @returns best first, each to be put right at the cursor
 * @throws SearchError('aborted') when cancelled, RuntimeError
 */
export async function complete(
  { language, filler }: CompletionModels,
  before: string,
  after: string,
  options: CompletionOptions,
): Promise<Completion[]> {
  const found = language
    ? await continueText(language, before, {
        beamSize: Math.max(BEAM, options.candidates),
        nBest: options.candidates,
        maxTokens: options.words * TOKENS_A_WORD,
        sampling: options.sampling,
        signal: options.signal,
      })
    : filler
      ? await continueByFilling(filler, before, options)
      : [];
  const mixed = options.nearby ? withNearby(found, new NearbyWords(options.nearby), before) : found;
  const limited = distinct(mixed.flatMap((one) => cut(one, options.words, options.minProbability ?? 0)));
  const ranked =
    filler && after.trim() !== '' ? await rankByFuture(filler, before, after, limited, options) : limited;
  return ranked.slice(0, options.candidates).map(({ text, probability }) => ({ text, probability }));
}

function cut(one: Continuation, words: number, minProbability: number): Completion[] {
  const kept = one.words.slice(0, words).filter(({ probability }) => probability >= minProbability);
  const last = kept[kept.length - 1];
  return last ? [{ text: one.text.slice(0, last.length).trimEnd(), probability: last.probability }] : [];
}

/** One fill after the other; a word that is begun must be gone on with. */
async function continueByFilling(
  model: TranslationModel,
  before: string,
  { candidates, words, signal }: CompletionOptions,
): Promise<Continuation[]> {
  const begun = BEGUN_WORD.exec(before)?.[0] ?? '';
  const spaced = /\s$/.test(before) || before === '';
  const starts = await fillFromPast(model, [before.slice(0, before.length - begun.length)], BEAM * 2, signal);
  const whole = begun === '' ? [] : await fillFromPast(model, [before], BEAM, signal);
  const fitting = starts[0].filter(({ text }) => text.startsWith(begun) && text !== begun);
  const beginnings = [
    ...fitting.map(({ text, probability }) => ({ text: text.slice(begun.length), probability })),
    ...(whole[0] ?? []).map(({ text, probability }) => ({ text: spaced ? text : ` ${text}`, probability })),
  ];
  let under = beginnings
    .filter(({ text }) => /[\p{L}\p{N}]/u.test(text))
    .sort((a, b) => b.probability - a.probability)
    .slice(0, candidates)
    .map((fill) => extended(undefined, fill));
  for (let fill = 1; fill < MAX_FILLS && under.some((one) => goesOn(one.text, words)); fill++) {
    const next = await fillFromPast(
      model,
      under.map(({ text }) => before + text),
      1,
      signal,
    );
    under = under.map((one, i) => {
      const [best] = next[i];
      if (!goesOn(one.text, words) || !best?.text) return one;
      const space = /^[.,;:!?…)]/.test(best.text) ? '' : ' ';
      return extended(one, { ...best, text: space + best.text });
    });
  }
  return under;
}

/** The filler says how probable a whole fill is, not its words: each is at least as probable as that. */
function extended(one: Continuation | undefined, fill: Completion): Continuation {
  const text = (one?.text ?? '') + fill.text;
  const probability = (one?.probability ?? 1) * fill.probability;
  const start = one?.text.length ?? 0;
  const words = Array.from(fill.text.matchAll(/\S+/g), ({ 0: word, index }, i) => ({
    length: start + index + word.length,
    probability,
    tokens: (one?.words.length ?? 0) + i + 1,
  }));
  return { text, probability, words: [...(one?.words ?? []), ...words] };
}

const wordCount = (text: string): number => (text.match(/\S+/g) ?? []).length;
const goesOn = (text: string, words: number): boolean => !SENTENCE_END.test(text) && wordCount(text) < words;

function distinct(found: readonly Completion[]): Completion[] {
  const byText = new Map<string, Completion>();
  for (const one of found) if (one.text.trim() !== '' && !byText.has(one.text)) byText.set(one.text, one);
  return [...byText.values()];
}

/** By what the filler thinks of each between what is before it and what is behind it, a word on average. */
async function rankByFuture(
  filler: TranslationModel,
  before: string,
  after: string,
  found: readonly Completion[],
  { signal }: CompletionOptions,
): Promise<Completion[]> {
  if (found.length < 2) return [...found];
  // A word that is begun is the blank's; the filler reads whole words.
  const begun = BEGUN_WORD.exec(before)?.[0] ?? '';
  const past = before.slice(0, before.length - begun.length);
  const source = encodeBlank(filler.source, [past, after], 0, true);
  const sequences = found.map(({ text }) => [
    ...filler.target.encode(` ${(begun + text).trim()}`),
    filler.target.ids.eos,
  ]);
  const decoder = responsive(await filler.session.encode(found.map(() => source)));
  try {
    const scored = await forcedScore(decoder, sequences, { lengthPenalty: 1, signal });
    const score = (i: number): number =>
      scored.sentences[i][0].score + Math.log(found[i].probability) / sequences[i].length;
    const order = [...found.keys()].sort((a, b) => score(b) - score(a));
    return order.map((i) => found[i]);
  } finally {
    decoder.dispose();
  }
}
