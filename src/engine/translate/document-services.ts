/**
 * The services for documents behind the protocol's requests: each sentence goes to the model of its language, or stays
 * where it is in the target language already.
 */
import type {
  DetectLanguagesParams,
  DocumentProgress,
  DocumentTranslation,
  TranslateDocumentParams,
} from '../../protocol/document';
import type { TextEdit } from '../../text/edits';
import type { Span } from '../../text/span';
import type { DecodingSettings } from '../../protocol/model';
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
  unmask,
} from '../../text';
import type { LoadedModel } from '../loaded-model';
import type { TranslateMasked } from './document-translation';
import { translateDocument } from './document-translation';
import type { Helpers, Route } from './sentence-run';
import { translateSentencesOf } from './sentence-run';

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

export interface DocumentServices {
  /** How to decode where the user has set nothing. */
  recommended(model: LoadedModel): DecodingSettings;
  helpers?: Helpers;
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
  const counted = { done: 0, total: 0 };
  const tell = (edits: TextEdit[]): void => progress({ ...counted, edits });
  const settings = new Map(models.map((model) => [model, { ...recommended(model), ...params.decoding }]));
  const job = { models, settings, params, helpers, signal, counted, tell: () => tell([]) };
  const translate: TranslateMasked = (sentences, early) =>
    translateSentencesOf(sentences, early, job, (sentence) => routeOf(sentence, models));
  return translateDocument(
    { ...params, locale: models[0].card.source },
    translate,
    (edits) => edits.length > 0 && tell(edits),
  );
}

/** The model of a sentence's language; or why there is none for it. */
function routeOf({ text, placeholders }: AnnotatedText, models: readonly LoadedModel[]): Route {
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
