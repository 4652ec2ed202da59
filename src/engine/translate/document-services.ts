/**
 * The services for documents behind the protocol's requests: each sentence goes to the model of its language, or stays
 * where it is in the target language already.
 */
import type {
  DetectLanguagesParams,
  DocumentProgress,
  DocumentTranslation,
  KeptReason,
  TranslateDocumentParams,
} from '../../protocol/document';
import type { Outcome, PortionParams } from '../../protocol/portion';
import type { TextEdit } from '../../text/edits';
import type { Span } from '../../text/span';
import type { DecodingSettings } from '../../protocol/model';
import type { TranslateProgress } from '../../protocol/translation';
import type { RequestContext } from '../../rpc/services';
import type { AnnotatedText } from '../../text';
import {
  detectLanguage,
  detectSurely,
  hasLettersOf,
  findPassages,
  isOfAnotherLanguage,
  isToldByScript,
  splitSentences,
  toTraditional,
  unmask,
} from '../../text';
import type { LoadedModel } from '../loaded-model';
import { answerSentences } from './answers';
import type { TranslateMasked } from './document-translation';
import { translateDocument } from './document-translation';
import { shareOut } from './share-out';
import { TranslationMemory } from './translation-memory';

/** Sentences searched together: more would only make the first results wait. */
const BATCH_SIZE = 8;
/** The first of all are fewer still: with them a user begins to read. */
const FEW = 4;
/** So many sentences one engine translates sooner than a second one starts. */
const ALONE = 32;
/** Sentences that one engine takes at a time behind what the user sees, and those among which they are sorted by length. */
const PORTION = 16;
const WINDOW = 64;
/** Languages are told from so much of a document. */
const SAMPLE = 20_000;
/** Shorter sentences are taken to be in the language of the others where no small word tells: n-grams tell little of them. */
const TELLING_WORDS = 4;

/**
 * The languages of the prose, that of most of it first. Short passages without small words count only where there is
 * nothing else; what is selected is taken to be in the language of its document then.
 */
export function detectDocumentLanguages({
  text,
  format,
  selected,
  among,
  target,
}: DetectLanguagesParams): string[] {
  const prose = findPassages(text, format, selected).map((passage) => passage.text);
  const found = languagesOf(prose, among);
  if (found.length > 0) return found;
  const around = selected?.[0] && textAround(text, selected[0]);
  const surrounding = around ? findPassages(around, format).map((passage) => passage.text) : [];
  const context = languagesOf(surrounding, among);
  if (context.length > 0) return context;
  // Labels: each by itself tells little, together they do.
  const labels = prose.join('\n').slice(0, SAMPLE);
  const likely = detectLanguage(labels, among);
  // A target that the user has chosen is left only where there is no doubt that all is in it.
  const language = likely === target ? detectSurely(labels, among) : likely;
  return language ? [language] : [];
}

const textAround = (text: string, { start, end }: Span): string =>
  text.slice(Math.max(0, start - SAMPLE), end + SAMPLE);

function languagesOf(prose: readonly string[], among: readonly string[]): string[] {
  const amounts = new Map<string, number>();
  const count = (language: string | undefined, text: string): void => {
    if (language) amounts.set(language, (amounts.get(language) ?? 0) + text.length);
  };
  let read = 0;
  for (const passage of prose) {
    if (read > SAMPLE) break;
    read += passage.length;
    const language = (tells(passage) ? detectLanguage : detectSurely)(passage, among);
    count(language, passage);
    for (const { text } of splitSentences(passage, language ?? among[0])) {
      const own = detectSurely(text, among);
      if (own !== language) count(own, text);
    }
  }
  return [...amounts.keys()].sort((a, b) => amounts.get(b)! - amounts.get(a)!);
}

/** Other engines with the same models, which take a part of a long document. */
export interface Helpers {
  /** How many there may be; they are started when one is asked. */
  count(): Promise<number>;
  /** @param helper 0 to count − 1. @throws what keeps it from answering: then it is done here */
  answer(helper: number, portion: PortionParams, signal: AbortSignal): Promise<Outcome[]>;
}

export interface DocumentServices {
  /** How to decode where the user has set nothing. */
  recommended(model: LoadedModel): DecodingSettings;
  helpers?: Helpers;
}

/** Sentences that one engine translates in one go. */
interface Portion {
  model: LoadedModel;
  /** Of the document. */
  sentences: readonly number[];
}

/**
 * @param models in the order of the request, all into one language
 * @throws SearchError('aborted') when cancelled, RuntimeError
 */
export function translateDocumentWith(
  models: readonly LoadedModel[],
  { recommended, helpers }: DocumentServices,
  params: TranslateDocumentParams,
  { signal, progress }: RequestContext<DocumentProgress>,
): Promise<DocumentTranslation> {
  const { source: locale } = models[0].card;
  const memory = new TranslationMemory(params.memory);
  const counted = { done: 0, total: 0 };
  const tell = (edits: TextEdit[]): void => progress({ ...counted, edits });
  const translate: TranslateMasked = async (sentences, early) => {
    const { urgent } = early;
    const settle = (i: number, outcome: Outcome): void => early.settle(i, inVariant(outcome, params.variant));
    const known = sentences.map(
      (sentence) => rememberedOutcome(sentence, memory) ?? routeOf(sentence, models),
    );
    const outcomes = known.map((one) => ('card' in one ? undefined : one));
    const routes = known.map((one) => ('card' in one ? one : undefined));
    const withNear = (i: number, outcome: Outcome): Outcome => {
      const near = 'text' in outcome && outcome.from === 'model' ? memory.near(sentences[i]) : undefined;
      return near ? { ...outcome, near } : outcome;
    };
    const settings = new Map(models.map((model) => [model, { ...recommended(model), ...params.decoding }]));
    for (const [model, decoding] of settings) model.outcomes.keepOnly(decoding, params.glossary);
    for (const [i, route] of routes.entries()) {
      const before = route?.outcomes.get(sentences[i]);
      if (before) outcomes[i] = withNear(i, before);
    }
    const open = [...routes.keys()].filter((i) => routes[i] && !outcomes[i]);
    counted.total = open.length;
    outcomes.forEach((outcome, i) => outcome && settle(i, outcome));
    const portions = portionsOf(
      open,
      (i) => routes[i]!,
      (i) => sentences[i].text.length,
      urgent,
    );
    const paramsOf = ({ model, sentences: own }: Portion): PortionParams => ({
      model: params.models[models.indexOf(model)],
      sentences: own.map((i) => plain(sentences[i])),
      glossary: params.glossary,
      decoding: settings.get(model)!,
    });
    const here = (portion: Portion, over: AbortSignal): Promise<Outcome[]> =>
      answerPortion(portion.model, paramsOf(portion), { signal: over, progress: () => undefined });
    const beside = open.length > ALONE && helpers ? await helpers.count() : 0;
    await shareOut(
      portions,
      here,
      Array.from(
        { length: beside },
        (_, n) => (portion: Portion, over: AbortSignal) => helpers!.answer(n, paramsOf(portion), over),
      ),
      ({ model, sentences: own }, answers) => {
        counted.done += own.length;
        own.forEach((i, j) => {
          model.outcomes.put(sentences[i], answers[j]);
          settle(i, (outcomes[i] = withNear(i, answers[j])));
        });
        tell([]);
      },
      signal,
    );
    return (outcomes as Outcome[]).map((outcome) => inVariant(outcome, params.variant));
  };
  return translateDocument({ ...params, locale }, translate, (edits) => edits.length > 0 && tell(edits));
}

/** What the user has accepted before is in the variant that he wants. */
function inVariant(outcome: Outcome, variant: string | undefined): Outcome {
  if (variant === undefined || !('text' in outcome) || outcome.from === 'memory') return outcome;
  const write = (text: string): string => toTraditional(text, variant);
  const { text, doubt, alternatives } = outcome;
  return {
    ...outcome,
    text: write(text),
    ...(doubt && { doubt: { ...doubt, word: write(doubt.word) } }),
    ...(alternatives && { alternatives: alternatives.map(write) }),
  };
}

/** @returns one outcome for each sentence. @throws SearchError('aborted') when cancelled, RuntimeError */
export async function answerPortion(
  model: LoadedModel,
  { sentences, glossary, decoding }: PortionParams,
  context: RequestContext<TranslateProgress>,
): Promise<Outcome[]> {
  // A wider choice where something may be lost on the way.
  const options = { ...decoding, nBest: decoding.beamSize, batchSize: BATCH_SIZE };
  const answers = await answerSentences(model, sentences, glossary, options, context);
  return answers.map(({ outcome }) => outcome);
}

/**
 * What the user sees comes first, in the order of the document and in small portions; then the rest, in which sentences of
 * like length are beside each other: a batch runs as long as its longest.
 */
function portionsOf(
  open: readonly number[],
  modelOf: (sentence: number) => LoadedModel,
  lengthOf: (sentence: number) => number,
  urgent: number,
): Portion[] {
  const seen = Math.max(urgent, BATCH_SIZE);
  const first = open.filter((i) => i < seen);
  const rest = open.filter((i) => i >= seen);
  const windows = chunks(rest, WINDOW).map((own) => own.sort((a, b) => lengthOf(a) - lengthOf(b)));
  const [few, more] = [first.slice(0, FEW), first.slice(FEW)];
  return [few, ...chunks(more, BATCH_SIZE), ...windows.flatMap((own) => chunks(own, PORTION))].flatMap(
    (own) =>
      [...new Set(own.map(modelOf))].map((model) => ({
        model,
        sentences: own.filter((i) => modelOf(i) === model),
      })),
  );
}

/** What crosses a port of it. */
const plain = ({ text, placeholders, pairs, words }: AnnotatedText): AnnotatedText => ({
  text,
  placeholders,
  pairs,
  words,
});

const chunks = (list: readonly number[], size: number): number[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size));

function rememberedOutcome(sentence: AnnotatedText, memory: TranslationMemory): Outcome | undefined {
  const text = memory.find(sentence);
  return text === undefined ? undefined : { text, from: 'memory' };
}

/** The model of a sentence's language; or why there is none for it. */
function routeOf(
  { text, placeholders }: AnnotatedText,
  models: readonly LoadedModel[],
): LoadedModel | { kept: KeptReason } {
  const [{ card }] = models;
  const plain = unmask(text, placeholders);
  const sources = models.map((model) => model.card.source);
  const among = [card.target, ...sources];
  if (!sources.some((source) => hasLettersOf(source, plain))) return { kept: 'language' };
  const certain = tells(plain) || isToldByScript(card.target, sources);
  const detected = certain ? detectLanguage(plain, among) : detectSurely(plain, among);
  if (detected === card.target) return { kept: 'language' };
  if (isOfAnotherLanguage(plain, among)) return { kept: 'foreign' };
  return models.find((model) => model.card.source === detected) ?? models[0];
}

const tells = (text: string): boolean =>
  /\p{Script=Han}/u.test(text) || (text.match(/\p{L}+/gu) ?? []).length >= TELLING_WORDS;
