/**
 * Fills blanks (`___`) with a network that has read the text on both sides, and shows beside it what the same network
 * says when the future is withheld: the past alone.
 */
import type { Hypothesis } from '../../search';
import { beamSearch } from '../../search';
import type { FillAnswer, FilledBlank, Filler } from '../../protocol/fill';
import { blankIds, encodeBlank, splitAtBlanks } from '../../text';
import { responsive } from '../responsive';
import { withoutRepeated } from './repeated-words';
import { placeholderIds } from '../translate/sentence-codec';
import type { TranslationModel } from '../translate/translator';

/** Of a search from the past alone. */
const PAST_BEAM = 4;
const PAST_TOKENS = 8;
/** A blank has two neighbours: one filler that is neither remains. */
const LEAST_BEAM = 3;

export interface FillOptions {
  beamSize: number;
  /** Fillers shown for each blank. */
  nBest: number;
  /** The most tokens of a filler. */
  maxLength: number;
  signal: AbortSignal;
}

/**
 * Blanks are filled from left to right, never with the word that stands beside them: each knows the fillers before it, the ones after it stay open.
 * @throws TokenizerError when the model does not fill blanks, SearchError('aborted') when cancelled
 */
export async function fillBlanks(
  model: TranslationModel,
  text: string,
  options: FillOptions,
): Promise<FillAnswer> {
  let parts = splitAtBlanks(text);
  const blanks: FilledBlank[] = [];
  while (parts.length > 1) {
    const sources = [true, false].map((future) => encodeBlank(model.source, parts, 0, future));
    // What would repeat a neighbour falls away: more are found than are shown.
    const beamSize = Math.max(options.beamSize, LEAST_BEAM);
    const [both, past] = await search(model, sources, { ...options, beamSize, nBest: beamSize });
    const [before, after] = parts;
    const proposed = (found: Hypothesis[], future: string): Filler[] =>
      withoutRepeated(
        found.map((h) => toFiller(h, model)),
        before,
        future,
      ).slice(0, options.nBest);
    const blank = { pastAndFuture: proposed(both, after), pastOnly: proposed(past, '') };
    blanks.push(blank);
    parts = joinFirst(parts, blank.pastAndFuture[0]?.text ?? '');
  }
  return { text: parts[0], blanks };
}

/**
 * What may follow each text, nothing being known of what comes after it.
 * @returns for each its best fillers, of one word or a few
 */
export async function fillFromPast(
  model: TranslationModel,
  texts: readonly string[],
  nBest: number,
  signal: AbortSignal,
): Promise<Filler[][]> {
  const sources = texts.map((text) => encodeBlank(model.source, [text, ''], 0, false));
  const options = { beamSize: Math.max(nBest, PAST_BEAM), nBest, maxLength: PAST_TOKENS, signal };
  const found = await search(model, sources, options);
  return found.map((hypotheses) => hypotheses.map((h) => toFiller(h, model)));
}

async function search(
  model: TranslationModel,
  sources: Int32Array[],
  options: FillOptions,
): Promise<Hypothesis[][]> {
  const { pad, bos, unk } = model.target.ids;
  const marks = blankIds(model.target);
  const decoder = responsive(await model.session.encode(sources));
  try {
    const { sentences } = await beamSearch(decoder, {
      beamSize: options.beamSize,
      nBest: Math.min(options.nBest, options.beamSize),
      // Fillers compete by probability, not by length: "very" and "very very" are different answers.
      lengthPenalty: 0,
      minLength: 2,
      maxLength: options.maxLength,
      forbiddenTokens: [
        ...[pad, bos, unk, marks.blank, marks.gap, marks.cut],
        ...(placeholderIds(model.target) ?? []),
      ],
      signal: options.signal,
    });
    return sentences;
  } finally {
    decoder.dispose();
  }
}

function toFiller(hypothesis: Hypothesis, model: TranslationModel): Filler {
  return { text: model.target.decode(hypothesis.tokens).trim(), probability: Math.exp(hypothesis.logProb) };
}

/** The first blank is filled; what the user put around it stays. */
function joinFirst([first, second, ...rest]: string[], filler: string): string[] {
  return [first + filler + second, ...rest];
}
