/**
 * Translates whole texts: cut into sentences, translated together in batches, joined again with every space and line
 * end where it was.
 */
import type { SentenceTranslation, TranslateProgress, Translation } from '../../protocol/translation';
import type { RequestContext } from '../../rpc/services';
import { hasLettersOf, joinSegments, maskPlaceholders, splitSentences } from '../../text';
import type { TranslationModel, TranslatorOptions } from './translator';
import { translateSentences } from './translator';

/** Something to translate: a letter of the language outside code and addresses. Numbers, rules and signs stay as they are. */
const hasWords = (text: string, locale: string): boolean => hasLettersOf(locale, maskPlaceholders(text).text);

/**
 * @param locale of the source language, for sentence boundaries
 * @returns one translation for each text
 */
export async function translateTexts(
  model: TranslationModel,
  texts: readonly string[],
  locale: string,
  options: TranslatorOptions,
  context: RequestContext<TranslateProgress>,
): Promise<Translation[]> {
  const segments = texts.map((text) => splitSentences(text, locale));
  const sources = segments
    .flatMap((list) => list.map((s) => s.text))
    .filter((text) => hasWords(text, locale));
  const known = sources.flatMap((source) => fromPhrases(model, source) ?? []);
  const bySource = new Map(known.map((t) => [t.source, t]));
  const unknown = [...new Set(sources)].filter((source) => !bySource.has(source));
  for (const one of await translateSentences(model, unknown, options, context)) bySource.set(one.source, one);
  return segments.map((list) => {
    const sentences = list.flatMap((s) => bySource.get(s.text) ?? []);
    const joined = list.map((s) => ({
      ...s,
      text: bySource.get(s.text)?.candidates[0]?.text.trim() ?? s.text,
    }));
    return { text: joinSegments(joined), sentences };
  });
}

/** @returns undefined where the model's phrase table has no such sentence */
function fromPhrases({ phrases }: TranslationModel, source: string): SentenceTranslation | undefined {
  const text = phrases?.find(source);
  if (text === undefined) return undefined;
  const candidate = { text, score: 0, logProb: 0, tokens: [{ text, logProb: 0 }] };
  return { source, candidates: [candidate], cut: false, from: 'phrases' };
}
