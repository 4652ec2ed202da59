/**
 * The services for documents behind the protocol's requests: each sentence goes to the model of its language, or stays
 * where it is in the target language already.
 */
import type {
  DetectLanguagesParams,
  DocumentTranslation,
  KeptReason,
  TranslateDocumentParams,
} from '../../protocol/document';
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
  unmask,
} from '../../text';
import type { LoadedModel } from '../loaded-model';
import { answerSentences } from './answers';
import type { Outcome } from './document-translation';
import { translateDocument } from './document-translation';
import { TranslationMemory } from './translation-memory';

/** Sentences searched together: more would only make the first results wait. */
const BATCH_SIZE = 8;
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

/**
 * @param models in the order of the request, all into one language
 * @param recommended how to decode where the user has set nothing
 * @throws SearchError('aborted') when cancelled, RuntimeError
 */
export function translateDocumentWith(
  models: readonly LoadedModel[],
  recommended: (model: LoadedModel) => DecodingSettings,
  params: TranslateDocumentParams,
  context: RequestContext<TranslateProgress>,
): Promise<DocumentTranslation> {
  const { source: locale } = models[0].card;
  const memory = new TranslationMemory(params.memory);
  return translateDocument({ ...params, locale }, async (sentences) => {
    const outcomes = sentences.map((sentence) => rememberedOutcome(sentence, memory));
    const routes = sentences.map((sentence, i) => (outcomes[i] ? undefined : routeOf(sentence, models)));
    for (const [i, route] of routes.entries()) if (route && 'kept' in route) outcomes[i] = route;
    const open = [...routes.keys()].filter((i) => routes[i] && !outcomes[i]);
    const total = open.length;
    let before = 0;
    for (const model of models) {
      const own = open.filter((i) => routes[i] === model);
      if (own.length === 0) continue;
      const decoding = { ...recommended(model), ...params.decoding };
      const answers = await answerSentences(
        model,
        own.map((i) => sentences[i]),
        params.glossary,
        // A wider choice where something may be lost on the way.
        { ...decoding, nBest: decoding.beamSize, batchSize: BATCH_SIZE },
        { signal: context.signal, progress: ({ done }) => context.progress({ done: before + done, total }) },
      );
      answers.forEach(({ outcome }, j) => {
        const near =
          'text' in outcome && outcome.from === 'model' ? memory.near(sentences[own[j]]) : undefined;
        outcomes[own[j]] = near ? { ...outcome, near } : outcome;
      });
      before += own.length;
    }
    return outcomes.map((outcome) => outcome ?? { kept: 'placeholders' });
  });
}

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
