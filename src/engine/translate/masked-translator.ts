/**
 * Translates annotated sentences with a network: the best of the readings that keep everything, with the words that the
 * user's glossary wants; where there is none the sentence stays, with the reason.
 */
import { SearchError } from '../../search';
import type { GlossaryEntry } from '../../protocol/document';
import { isUnsure } from '../../protocol/doubt';
import type { TranslateProgress } from '../../protocol/translation';
import type { Outcome } from '../../protocol/portion';
import type { RequestContext } from '../../rpc/services';
import type { AnnotatedText, NetworkSentence } from '../../text';
import { disguised } from './disguise';
import { contains, termFinder } from './glossary';
import { leastProbableWord } from './guards';
import type { Reading, ReadSentence, Readings } from './readings';
import { judge, readSentences } from './readings';
import { knowsMasks } from './sentence-codec';
import { behindSpace } from './spacing';
import type { TranslationModel, TranslatorOptions } from './translator';
import { searchSentences } from './translator';

/** What a model has for a sentence. */
export interface Answer {
  outcome: Outcome;
  /** By the network for the sentence as a whole; absent where it was not asked. */
  read?: Readings;
}

/**
 * @returns one answer for each sentence
 * @throws SearchError('aborted') when cancelled, RuntimeError from the engine
 */
export async function translateAnnotated(
  model: TranslationModel,
  sentences: readonly AnnotatedText[],
  glossary: readonly GlossaryEntry[],
  options: TranslatorOptions,
  context: RequestContext<TranslateProgress>,
): Promise<Answer[]> {
  const results = await readSentences(model, sentences, glossary, options, context);
  const terms = termFinder(glossary);
  const answers: Answer[] = [];
  for (const read of results) {
    const { wanted } = terms.in(read.read.sentence.text);
    answers.push({ outcome: await outcomeOf(model, read, wanted, options, context), read });
  }
  return answers;
}

async function outcomeOf(
  model: TranslationModel,
  { read, network, readings, kept, cut, faulty }: Readings,
  wanted: readonly GlossaryEntry[],
  options: TranslatorOptions,
  context: RequestContext<TranslateProgress>,
): Promise<Outcome> {
  // What is forced upon a search may be where it has not looked.
  if (cut || (faulty && wanted.length === 0)) return { kept: cut ? 'length' : 'doubtful' };
  const best = readings.find(({ translation }) => hasTerms(translation, wanted));
  const forcedOne =
    !best && network && wanted.length > 0
      ? await forced(model, { read, network, wanted }, options, context)
      : undefined;
  const chosen = best ?? forcedOne ?? (readings[0] as Reading | undefined);
  const fitting = readings.filter(({ translation }) => hasTerms(translation, wanted));
  return chosen ? written(chosen, fitting) : { kept };
}

/** So many a person looks through. */
const MOST_ALTERNATIVES = 4;

function written({ translation, pieces, hypothesis }: Reading, all: readonly Reading[]): Outcome {
  const doubt = leastProbableWord(pieces, hypothesis.logProbs);
  const text = translation.trim();
  const others = isUnsure(doubt)
    ? [...new Set(all.map((one) => one.translation.trim()))].filter((one) => one !== text && one !== '')
    : [];
  return {
    text,
    from: 'model',
    ...(doubt && { doubt }),
    ...(others.length > 0 && { alternatives: others.slice(0, MOST_ALTERNATIVES) }),
  };
}

const hasTerms = (text: string, wanted: readonly GlossaryEntry[]): boolean =>
  wanted.every(({ translations }) => translations.some((form) => contains(text, form)));

interface WithTerms {
  read: ReadSentence;
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
  { read, network, wanted }: WithTerms,
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
      .flatMap((one) => judge(model, read, network, one, wanted).readings)
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
