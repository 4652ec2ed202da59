/**
 * What a network reads and writes for annotated sentences, so that every mask comes back exactly once and what it cannot
 * spell is copied. A sentence is tried in several ways: with few masks; with masks for all numbers and names; with pairs
 * that are copied whole. Candidates that keep everything are its readings; where there are none it has no translation.
 *
 * Not here: which of the readings is taken, and terms that the search is made to write (masked-translator.ts).
 */
import type { GlossaryEntry, KeptReason } from '../../protocol/document';
import type { TranslateProgress } from '../../protocol/translation';
import type { RequestContext } from '../../rpc/services';
import type { AnnotatedText, NetworkSentence } from '../../text';
import {
  elided,
  findDates,
  networkSentence,
  pairKey,
  PLACEHOLDER_TOKENS,
  PlaceholderError,
  unmask,
  verifyStructure,
  withMarks,
} from '../../text';
import type { Way } from './copied';
import { copiedIn, copyCheck, FIRST_WAY } from './copied';
import { coveragePenalty } from './coverage';
import type { TermFinder } from './glossary';
import { termFinder } from './glossary';
import { faultOf, hasMovedEnd, hasMovedNumber } from './guards';
import { isInvented } from './invented';
import { disguised, undisguised } from './disguise';
import type { Enclosed, Labels } from './pair-labels';
import { asEnclosed, enclosedIn, isSureOf, mayBeCopied } from './pair-labels';
import { knowsMasks } from './sentence-codec';
import type { SourceForm } from './source-form';
import { sourceForm } from './source-form';
import type { Found, Searched, TranslationModel, TranslatorOptions } from './translator';
import { searchSentences } from './translator';

/** A candidate that keeps all that it must. */
export interface Reading extends Found {
  /** With the masks of the annotated text and in the form of its source; `text` has those of the network's sentence. */
  translation: string;
}

/** A sentence in the form that networks know. */
export interface ReadSentence {
  sentence: AnnotatedText;
  form: SourceForm;
}

export interface Readings {
  read: ReadSentence;
  /** As the network read it, the last time. */
  network: NetworkSentence | undefined;
  /** Best first. */
  readings: Reading[];
  /** Why there is none. */
  kept: KeptReason;
  /** None of them is without a fault (guards.ts): they have lost words, or repeat them. */
  faulty: boolean;
  /** The sentence or its translation was cut: it is longer than a network reads or the maximum length allows. */
  cut: boolean;
}

/** How a sentence is read: more is copied each time. */
interface Attempt extends Way {
  /** Pairs that are copied whole. */
  whole: ReadonlySet<number>;
}

/** The first, one for what each kind of loss asks for, and one more pair. */
const ROUNDS = 4;

/** What the best candidate lacks. */
type Loss = { of: 'copies' | 'structure' } | { of: 'pair'; pair: number };

function next({ all, whole }: Attempt, loss: Loss, { pairs }: AnnotatedText): Attempt {
  const every = new Set(pairs.map(pairKey));
  if (loss.of === 'pair')
    return { all, whole: whole.has(loss.pair) ? every : new Set([...whole, loss.pair]) };
  return { all: true, whole: all || loss.of === 'structure' ? every : whole };
}

/**
 * @param glossary terms to be kept are copied; those that are translated are left to the network
 * @returns the candidates of each sentence from the first attempt that has any
 * @throws SearchError('aborted') when cancelled, RuntimeError from the engine
 */
export async function readSentences(
  model: TranslationModel,
  sentences: readonly AnnotatedText[],
  glossary: readonly GlossaryEntry[],
  options: TranslatorOptions,
  context: RequestContext<TranslateProgress>,
): Promise<Readings[]> {
  const terms = termFinder(glossary);
  const results = sentences.map((sentence): Readings => {
    const form = sourceForm(sentence.text, model.sourceLanguage, model.language, model.lexicon);
    const read = { sentence: { ...sentence, text: form.text }, form };
    return { read, network: undefined, readings: [], kept: 'placeholders', faulty: false, cut: false };
  });
  const first: Attempt = { ...FIRST_WAY, whole: new Set<number>() };
  const labels = new Map<string, string>();
  let open = results.map((result) => ({ result, attempt: first }));
  for (let round = 0; round < ROUNDS && open.length > 0; round++) {
    const enclosed = open.flatMap(({ result, attempt }) => enclosedIn(result.read.sentence, attempt.whole));
    await addLabels(model, labels, enclosed, glossary, options, context.signal);
    const tried = open.flatMap(({ result, attempt }) => {
      const network = readAs(model, result.read.sentence, terms, attempt, labels);
      if (!network || (result.network && isSame(network, result.network))) return [];
      result.network = network;
      return [{ result, attempt, network }];
    });
    const networks = tried.map(({ network }) => (knowsMasks(model) ? network : disguised(network)));
    const progress = round === 0 ? context.progress : () => undefined;
    const searched = await searchSentences(model, networks, options, { signal: context.signal, progress });
    open = searched.flatMap((one, j) => {
      const { result, attempt, network } = tried[j];
      const { wanted } = terms.in(result.read.sentence.text);
      const { loss, ...judgement } = judge(model, result.read, network, one, wanted);
      Object.assign(result, judgement);
      return loss ? [{ result, attempt: next(attempt, loss, result.read.sentence) }] : [];
    });
  }
  return results;
}

/** Translates what is enclosed and has no label yet; what the network is not sure of gets none. */
async function addLabels(
  model: TranslationModel,
  labels: Map<string, string>,
  enclosed: readonly Enclosed[],
  glossary: readonly GlossaryEntry[],
  options: TranslatorOptions,
  signal: AbortSignal,
): Promise<void> {
  const open = enclosed.filter(({ words }) => !labels.has(words) && !mayBeCopied(words, model));
  if (open.length === 0) return;
  const sentences = open.map(({ sentence }) => sentence);
  const quiet = { signal, progress: () => undefined };
  const read = await readSentences(model, sentences, glossary, options, quiet);
  read.forEach(({ readings: [best], faulty, cut }, i) => {
    if (best && !faulty && !cut && isSureOf(open[i].words, best.hypothesis.logProbs))
      labels.set(open[i].words, asEnclosed(open[i], best.translation.trim()));
  });
}

/** Of one annotated sentence: whatever else there is in them follows from these. */
const isSame = (a: NetworkSentence, b: NetworkSentence): boolean =>
  a.text === b.text &&
  a.marks.length === b.marks.length &&
  a.contents.every((content, i) => content === b.contents[i]);

/** @returns undefined where the network cannot carry so many masks */
function readAs(
  model: TranslationModel,
  sentence: AnnotatedText,
  terms: TermFinder,
  { all, whole }: Attempt,
  labels: Labels,
): NetworkSentence | undefined {
  const masks = knowsMasks(model);
  return networkSentence(sentence, {
    copied: (text, contentOf) => {
      const { kept, translated } = terms.in(text);
      const copied = masks
        ? [
            ...findDates(text, model.sourceLanguage, model.language),
            ...copiedIn(model, text, contentOf, { all }),
          ]
        : [];
      const free = copied.filter(
        (one) => !translated.some((term) => one.start < term.end && term.start < one.end),
      );
      return [...kept, ...free];
    },
    whole,
    label: (words) => (terms.has(words) ? undefined : (model.phrases?.find(words) ?? labels.get(words))),
    mayCopy: (words) => mayBeCopied(words, model) || terms.has(words),
    limit: PLACEHOLDER_TOKENS.length,
  });
}

interface Judgement extends Omit<Readings, 'network' | 'read'> {
  /** Of the best candidate, where none keeps everything. */
  loss?: Loss;
}

/**
 * The candidates that keep everything; or why none does.
 * @param wanted terms of the sentence: what they are translated by is no invention
 */
export function judge(
  model: TranslationModel,
  { sentence, form }: ReadSentence,
  network: NetworkSentence,
  { found, cut }: Searched,
  wanted: readonly GlossaryEntry[],
): Judgement {
  const terms = wanted.flatMap(({ translations }) => translations);
  const keepsCopies = copyCheck(model, sentence.text, unmask(sentence.text, sentence.placeholders));
  const readings: Reading[] = [];
  const losses: Loss[] = [];
  for (const one of found) {
    const translation = structureOf(model, one, sentence, network);
    if (typeof translation !== 'string') losses.push(translation);
    else if (!keepsCopies(unmask(translation, sentence.placeholders))) losses.push({ of: 'copies' });
    else if (!readings.some((other) => other.translation === translation))
      readings.push({ ...one, translation });
  }
  const loss = losses[0] ?? { of: 'structure' };
  const kept = cut ? 'length' : loss.of === 'copies' ? 'numbers' : 'placeholders';
  if (readings.length === 0) return { readings, kept, cut, loss, faulty: false };
  const sound = readings.filter(
    (one) =>
      !isFaulty(one, sentence) &&
      !isInvented({ ...model, source: network.text, translation: one.text, terms }),
  );
  const moved = ({ translation }: Reading): number =>
    Number(hasMovedNumber(sentence, translation)) + Number(hasMovedEnd(sentence.text, translation));
  const best = byCoverage(sound.length > 0 ? sound : readings).sort((a, b) => moved(a) - moved(b));
  const isFrench = model.language.startsWith('fr');
  const restored = best.map((one) => ({
    ...one,
    translation: form.restore(isFrench ? elided(one.translation) : one.translation),
  }));
  return { readings: restored, kept, cut, faulty: sound.length === 0 };
}

/** In the order of their scores, less what the words cost that the network passed over. */
function byCoverage(readings: readonly Reading[]): Reading[] {
  const scored = readings.map((reading) => {
    const { hypothesis, sourcePieces } = reading;
    return {
      reading,
      score: hypothesis.score + coveragePenalty({ attention: hypothesis.attention, sourcePieces }),
    };
  });
  return scored.sort((a, b) => b.score - a.score).map(({ reading }) => reading);
}

const isFaulty = (
  { hypothesis: { attention }, sourcePieces, translation }: Reading,
  { text }: AnnotatedText,
): boolean => faultOf({ attention, sourcePieces, source: text, translation }) !== undefined;

/** @returns the candidate with the masks of the annotated text, where it has them all in good order */
function structureOf(
  model: TranslationModel,
  { text, pieces, sourcePieces, hypothesis }: Found,
  sentence: AnnotatedText,
  network: NetworkSentence,
): string | Loss {
  const masks = knowsMasks(model);
  const masked = masks ? text : undisguised(text, network);
  if (masked === undefined) return { of: 'structure' };
  const attention = masks ? hypothesis.attention : undefined;
  const translation = withMarks(network, { text: masked, pieces, sourcePieces, attention });
  if (typeof translation !== 'string') return { of: 'pair', pair: pairKey(translation) };
  try {
    verifyStructure(translation, sentence);
    return translation;
  } catch (error) {
    if (error instanceof PlaceholderError) return { of: 'structure' };
    throw error;
  }
}
