/**
 * Translates sentences whose placeholders are masks (⦑0⦒, ⦑1⦒ …) so that every mask comes back exactly once. Networks
 * that know masks write them as tokens; for others a name stands in for each, which networks copy, and what was not
 * copied is found out. A sentence for which no candidate keeps its masks has no translation.
 */
import { SearchError } from '../../search';
import type { GlossaryEntry } from '../../protocol/document';
import type { DecodingSettings } from '../../protocol/model';
import type { SentenceTranslation, TranslateProgress } from '../../protocol/translation';
import type { RequestContext } from '../../rpc/services';
import type { MaskedSentence } from '../../text';
import { checkMasks, maskToken, PLACEHOLDER_TOKENS, PlaceholderError } from '../../text';
import type { Outcome } from './document-translation';
import { contains } from './glossary';
import { placeholderIds } from './sentence-codec';
import { behindSpace } from './spacing';
import type { TranslationModel, TranslatorOptions } from './translator';
import { translateSentences } from './translator';

/** Sentences searched together: more would only make the first results wait. */
const BATCH_SIZE = 8;

/** Names that everyday text has and that stay as they are in other languages. */
const NAMES = ['Tom', 'John', 'Boston', 'Jack', 'Bob', 'Ken', 'Jim', 'Fred', 'Bill', 'Dan'];

const MASK = /\u2991(\d+)\u2992/g;
/** A mask that touches a word is a part of it, which no name can stand for. */
const TOUCHES_WORD = /[\p{L}\p{N}]\u2991|\u2992[\p{L}\p{N}]/u;

const knowsMasks = ({ source, target }: TranslationModel): boolean =>
  placeholderIds(source) !== undefined && placeholderIds(target) !== undefined;

export interface MaskedRequest {
  sentence: MaskedSentence;
  /** Terms in it of which one of the translations must be written. */
  wanted: readonly GlossaryEntry[];
}

/** @returns one outcome for each sentence */
export async function translateMasked(
  model: TranslationModel,
  requests: readonly MaskedRequest[],
  decoding: DecodingSettings,
  context: RequestContext<TranslateProgress>,
): Promise<Outcome[]> {
  const carried = requests.map((request) => ({ ...request, carrier: carrierFor(model, request.sentence) }));
  const sent = carried.filter((one): one is Carried => one.carrier !== undefined);
  // A wider choice where something may be lost on the way.
  const options = { ...decoding, nBest: decoding.beamSize, batchSize: BATCH_SIZE };
  const texts = sent.map(({ carrier }) => carrier.text);
  const found = await translateSentences(model, texts, options, context);
  const outcomes = found.map((one, i) => chosen(one, sent[i], sent[i].wanted));
  const without = [...sent.keys()].filter((i) => sent[i].wanted.length > 0 && !('text' in outcomes[i]));
  for (const i of without)
    outcomes[i] = (await forced(model, sent[i], options, context)) ?? chosen(found[i], sent[i], []);
  let next = 0;
  return carried.map(({ carrier }) => (carrier ? outcomes[next++] : { kept: 'placeholders' }));
}

interface Carried extends MaskedRequest {
  carrier: Carrier;
}

/** The best candidate with all masks and a form of each wanted term. */
function chosen(
  { candidates, cut }: SentenceTranslation,
  { carrier, sentence }: Carried,
  wanted: MaskedRequest['wanted'],
): Outcome {
  if (cut) return { kept: 'length' };
  for (const { text } of candidates) {
    const masked = carrier.read(text.trim());
    if (masked === undefined || !keepsMasks(masked, sentence)) continue;
    if (wanted.every(({ translations }) => translations.some((form) => contains(masked, form))))
      return { text: masked, from: 'model' };
  }
  return { kept: 'placeholders' };
}

/** Ways to force terms upon the search that are tried. */
const MAX_WAYS = 8;

/**
 * The search is made to write a form of each term: as a word behind a space, or behind an elision or at the beginning.
 * @returns the best of the ways; undefined where there is none
 */
async function forced(
  { source, target, ...model }: TranslationModel,
  request: Carried,
  options: TranslatorOptions,
  context: RequestContext<TranslateProgress>,
): Promise<Outcome | undefined> {
  const lists = request.wanted.map(({ translations }) => translations);
  const longest = Math.max(...lists.map((forms) => forms.length));
  const ways = Array.from({ length: longest }, (_, i) =>
    lists.map((forms) => forms[Math.min(i, forms.length - 1)]),
  ).flatMap((forms) => [forms.map(behindSpace), forms, forms.map(capitalised)]);
  const unwanted = await usualWords({ source, target, ...model }, request.wanted, options, context);
  const phrases = distinct(ways)
    .slice(0, MAX_WAYS)
    .map((forms) => ({
      wanted: forms.map((form) => [...target.encode(form)]),
      unwanted,
    }));
  const texts = phrases.map(() => request.carrier.text);
  try {
    const quiet = { signal: context.signal, progress: () => undefined };
    const found = await translateSentences(
      { source, target, ...model },
      texts,
      { ...options, phrases },
      quiet,
    );
    const best = found
      .filter((one) => 'text' in chosen(one, request, request.wanted))
      .sort((a, b) => b.candidates[0].score - a.candidates[0].score)[0];
    return best && chosen(best, request, request.wanted);
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
  const terms = wanted.map(({ term }) => term);
  const found = await translateSentences(model, terms, { ...options, nBest: 1 }, quiet);
  const allowed = wanted.flatMap(({ translations }) => translations).join(' ');
  const words = found.flatMap(({ candidates: [best] }) => best?.text.match(TELLING_WORD) ?? []);
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

function keepsMasks(text: string, sentence: MaskedSentence): boolean {
  try {
    checkMasks(text, sentence);
    return true;
  } catch (error) {
    if (error instanceof PlaceholderError) return false;
    throw error;
  }
}

/** The sentence in a form that this network can carry, and the masks found again in what it wrote. */
interface Carrier {
  text: string;
  read(translated: string): string | undefined;
}

/** @returns undefined when there is no way */
function carrierFor(model: TranslationModel, { text, placeholders }: MaskedSentence): Carrier | undefined {
  const count = placeholders.length;
  if (count === 0) return { text, read: (translated) => translated };
  if (knowsMasks(model))
    return count > PLACEHOLDER_TOKENS.length ? undefined : { text, read: (translated) => translated };
  const names = NAMES.filter((name) => !text.includes(name));
  if (count > names.length || TOUCHES_WORD.test(text)) return undefined;
  return {
    text: text.replace(MASK, (_, digits: string) => names[Number(digits)]),
    read: (translated) => withMasks(translated, names.slice(0, count)),
  };
}

/** @returns undefined when a name is not there once, alone */
function withMasks(text: string, names: readonly string[]): string | undefined {
  let result = text;
  for (const [i, name] of names.entries()) {
    const places = [...result.matchAll(new RegExp(`(?<![\\p{L}\\p{N}])${name}(?![\\p{L}\\p{N}])`, 'gu'))];
    if (places.length !== 1 || result.split(name).length !== 2) return undefined;
    result = result.replace(name, maskToken(i));
  }
  return result;
}
