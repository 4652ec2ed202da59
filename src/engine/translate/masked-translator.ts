/**
 * Translates annotated sentences so that every mask comes back exactly once, and what a network cannot spell is copied. A
 * sentence is tried in several ways: with few masks; with masks for all numbers and names; with pairs that are copied
 * whole. The first candidate that keeps everything is taken; where none does the sentence has no translation.
 */
import { SearchError } from '../../search';
import type { GlossaryEntry, KeptReason } from '../../protocol/document';
import type { DecodingSettings } from '../../protocol/model';
import type { TranslateProgress } from '../../protocol/translation';
import type { RequestContext } from '../../rpc/services';
import type { AnnotatedText, NetworkSentence } from '../../text';
import {
  networkSentence,
  pairKey,
  PLACEHOLDER_TOKENS,
  PlaceholderError,
  unmask,
  verifyStructure,
  withMarks,
} from '../../text';
import type { Way } from './copied';
import { copiedIn, FIRST_WAY, keepsCopies } from './copied';
import type { Outcome } from './document-translation';
import { contains, findTerms, hasTerm } from './glossary';
import type { Fault } from './guards';
import { faultOf, leastProbableWord } from './guards';
import { disguised, undisguised } from './disguise';
import { knowsMasks } from './sentence-codec';
import { behindSpace } from './spacing';
import type { Found, Searched, TranslationModel, TranslatorOptions } from './translator';
import { searchSentences } from './translator';

/** Sentences searched together: more would only make the first results wait. */
const BATCH_SIZE = 8;

/** A candidate that keeps all that it must. */
export interface Reading extends Found {
  /** With the masks of the annotated text; `text` has those of the network's sentence. */
  translation: string;
}

export interface Readings {
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
  const results = sentences.map((): Readings => ({
    network: undefined,
    readings: [],
    kept: 'placeholders',
    faulty: false,
    cut: false,
  }));
  let open = [...sentences.keys()].map((i) => ({
    i,
    attempt: { ...FIRST_WAY, whole: new Set<number>() } as Attempt,
  }));
  for (let round = 0; round < ROUNDS && open.length > 0; round++) {
    const tried = open.flatMap(({ i, attempt }) => {
      const network = readAs(model, sentences[i], glossary, attempt);
      if (!network || same(network, results[i].network)) return [];
      results[i].network = network;
      return [{ i, attempt, network }];
    });
    const networks = tried.map(({ network }) => (knowsMasks(model) ? network : disguised(network)));
    const progress = round === 0 ? context.progress : () => undefined;
    const searched = await searchSentences(model, networks, options, { signal: context.signal, progress });
    open = searched.flatMap((one, j) => {
      const { i, attempt, network } = tried[j];
      const { loss, ...judgement } = judged(model, sentences[i], network, one);
      Object.assign(results[i], judgement);
      return loss ? [{ i, attempt: next(attempt, loss, sentences[i]) }] : [];
    });
  }
  return results;
}

const same = (a: NetworkSentence, b: NetworkSentence | undefined): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

/** @returns undefined where the network cannot carry so many masks */
function readAs(
  model: TranslationModel,
  sentence: AnnotatedText,
  glossary: readonly GlossaryEntry[],
  { all, whole }: Attempt,
): NetworkSentence | undefined {
  const masks = knowsMasks(model);
  const read = networkSentence(sentence, {
    copied: (text, contentOf) => {
      const { kept, translated } = findTerms(text, glossary);
      const copied = masks ? copiedIn(model, text, contentOf, { all }) : [];
      const free = copied.filter(
        (one) => !translated.some((term) => one.start < term.end && term.start < one.end),
      );
      return [...kept, ...free];
    },
    whole,
    label: (words) => (hasTerm(words, glossary) ? undefined : model.phrases?.find(words)),
    limit: PLACEHOLDER_TOKENS.length,
  });
  return read;
}

interface Judgement extends Omit<Readings, 'network'> {
  /** Of the best candidate, where none keeps everything. */
  loss?: Loss;
}

/** The candidates that keep everything; or why none does. */
function judged(
  model: TranslationModel,
  sentence: AnnotatedText,
  network: NetworkSentence,
  { found, cut }: Searched,
): Judgement {
  const plain = unmask(sentence.text, sentence.placeholders);
  const readings: Reading[] = [];
  const losses: Loss[] = [];
  for (const one of found) {
    const translation = structureOf(model, one, sentence, network);
    if (typeof translation !== 'string') losses.push(translation);
    else if (!keepsCopies(model, plain, unmask(translation, sentence.placeholders)))
      losses.push({ of: 'copies' });
    else if (!readings.some((other) => other.translation === translation))
      readings.push({ ...one, translation });
  }
  const loss = losses[0] ?? { of: 'structure' };
  const kept = cut ? 'length' : loss.of === 'copies' ? 'numbers' : 'placeholders';
  if (readings.length === 0) return { readings, kept, cut, loss, faulty: false };
  const sound = readings.filter((one) => !faultOfReading(one, sentence));
  return sound.length > 0
    ? { readings: sound, kept, cut, faulty: false }
    : { readings, kept, cut, faulty: true };
}

const faultOfReading = (
  { hypothesis: { attention }, sourcePieces, translation }: Reading,
  { text }: AnnotatedText,
): Fault | undefined => faultOf({ attention, sourcePieces, source: text, translation });

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

/**
 * @returns one outcome for each sentence
 * @throws SearchError('aborted') when cancelled, RuntimeError from the engine
 */
export async function translateAnnotated(
  model: TranslationModel,
  sentences: readonly AnnotatedText[],
  glossary: readonly GlossaryEntry[],
  decoding: DecodingSettings,
  context: RequestContext<TranslateProgress>,
): Promise<Outcome[]> {
  // A wider choice where something may be lost on the way.
  const options = { ...decoding, nBest: decoding.beamSize, batchSize: BATCH_SIZE };
  const results = await readSentences(model, sentences, glossary, options, context);
  const outcomes: Outcome[] = [];
  for (const [i, { network, readings, kept, cut, faulty }] of results.entries()) {
    const { wanted } = findTerms(sentences[i].text, glossary);
    // What is forced upon a search may be where it has not looked.
    if (cut || (faulty && wanted.length === 0)) {
      outcomes.push({ kept: cut ? 'length' : 'doubtful' });
      continue;
    }
    const best = readings.find(({ translation }) => hasTerms(translation, wanted));
    const forcedOne =
      !best && network && wanted.length > 0
        ? await forced(model, { sentence: sentences[i], network, wanted }, options, context)
        : undefined;
    const chosen = best ?? forcedOne ?? (readings[0] as Reading | undefined);
    outcomes.push(chosen ? outcomeOf(chosen) : { kept });
  }
  return outcomes;
}

function outcomeOf({ translation, pieces, hypothesis }: Reading): Outcome {
  const doubt = leastProbableWord(pieces, hypothesis.logProbs);
  return { text: translation.trim(), from: 'model', ...(doubt && { doubt }) };
}

const hasTerms = (text: string, wanted: readonly GlossaryEntry[]): boolean =>
  wanted.every(({ translations }) => translations.some((form) => contains(text, form)));

interface WithTerms {
  sentence: AnnotatedText;
  network: NetworkSentence;
  wanted: readonly GlossaryEntry[];
}

/** Ways to force terms upon the search that are tried. */
const MAX_WAYS = 8;

/**
 * The search is made to write a form of each term: as a word behind a space, or behind an elision or at the beginning.
 * @returns the best of the ways; undefined where there is none
 */
async function forced(
  model: TranslationModel,
  { sentence, network, wanted }: WithTerms,
  options: TranslatorOptions,
  context: RequestContext<TranslateProgress>,
): Promise<Reading | undefined> {
  const lists = wanted.map(({ translations }) => translations);
  const longest = Math.max(...lists.map((forms) => forms.length));
  const ways = Array.from({ length: longest }, (_, i) =>
    lists.map((forms) => forms[Math.min(i, forms.length - 1)]),
  ).flatMap((forms) => [forms.map(behindSpace), forms, forms.map(capitalised)]);
  const unwanted = await usualWords(model, wanted, options, context);
  const phrases = distinct(ways)
    .slice(0, MAX_WAYS)
    .map((forms) => ({
      wanted: forms.map((form) => [...model.target.encode(form)]),
      unwanted,
    }));
  const carried = knowsMasks(model) ? network : disguised(network);
  try {
    const quiet = { signal: context.signal, progress: () => undefined };
    const networks = phrases.map(() => carried);
    const searched = await searchSentences(model, networks, { ...options, phrases }, quiet);
    return searched
      .flatMap((one) => judged(model, sentence, network, one).readings)
      .filter(({ translation }) => hasTerms(translation, wanted))
      .sort((a, b) => b.hypothesis.score - a.hypothesis.score)[0];
  } catch (error) {
    // More is wanted than the sentence may be long.
    if (error instanceof SearchError && error.code === 'conflicting-constraints') return undefined;
    throw error;
  }
}

/**
 * What the network would write for the terms by themselves: without forbidding it, a search writes both that and the
 * wanted form.
 */
async function usualWords(
  model: TranslationModel,
  wanted: readonly GlossaryEntry[],
  options: TranslatorOptions,
  { signal }: RequestContext<TranslateProgress>,
): Promise<number[][]> {
  const quiet = { signal, progress: () => undefined };
  const terms = wanted.map(({ term }) => ({ text: term, contents: [], marks: [], ordered: [] }));
  const searched = await searchSentences(model, terms, { ...options, nBest: 1 }, quiet);
  const allowed = wanted.flatMap(({ translations }) => translations).join(' ');
  const words = searched.flatMap(({ found: [best] }) => best?.text.match(TELLING_WORD) ?? []);
  return words
    .filter((word) => !contains(allowed, word))
    .flatMap((word) => [
      ...new Set([word, behindSpace(word), word.toLowerCase(), behindSpace(word.toLowerCase())]),
    ])
    .map((word) => [...model.target.encode(word)]);
}

/** No article or the like, which the rest of the sentence may need. */
const TELLING_WORD = /\p{Script=Han}{2,}|(?:(?!\p{Script=Han})\p{L}){4,}/gu;

const distinct = (ways: readonly string[][]): string[][] => [
  ...new Map(ways.map((forms) => [forms.join('\n'), forms])).values(),
];

const capitalised = (form: string): string => form.charAt(0).toUpperCase() + form.slice(1);
