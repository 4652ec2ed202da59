/**
 * Translates whole texts: cut into sentences, translated together in batches, joined again with every space and line
 * end where it was.
 */
import type {
  Candidate,
  SentenceTranslation,
  TranslateProgress,
  Translation,
} from '../../protocol/translation';
import type { RequestContext } from '../../rpc/services';
import type { AnnotatedSentence } from '../../text';
import { annotate, hasLettersOf, unmask } from '../../text';
import type { Reading, Readings } from './masked-translator';
import { readSentences, translateAnnotated } from './masked-translator';
import { translateInParts } from './in-parts';
import { scored } from './sentence-codec';
import { sourceForm } from './source-form';
import type { TranslationModel, TranslatorOptions } from './translator';

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
  const annotated = texts.map((text) =>
    text.split(/(?<=\r\n|\n|\r(?!\n))/).flatMap((line) => annotate(line, [], locale)),
  );
  // Something to translate: a letter of the language outside code and addresses. Numbers, rules and signs stay as they are.
  const sentences = annotated.flat().filter(({ words, text }) => words && hasLettersOf(locale, text));
  const distinct = [...new Map(sentences.map((one) => [sourceOf(one), one])).values()];
  const known = distinct.flatMap((one) => fromPhrases(model, sourceOf(one), locale) ?? []);
  const bySource = new Map(known.map((translation) => [translation.source, translation]));
  const unknown = distinct.filter((one) => !bySource.has(sourceOf(one)));
  const forms = unknown.map(({ text }) => sourceForm(text, locale, model.language));
  const read = unknown.map((one, i) => ({ ...one, text: forms[i].text }));
  const results = await readSentences(model, read, [], options, context);
  results.forEach((result, i) => {
    const source = sourceOf(unknown[i]);
    const candidates = result.readings.map((reading) =>
      restored(candidateOf(reading, unknown[i], result), (text) => forms[i].restore(text)),
    );
    bySource.set(source, { source, candidates, cut: result.cut });
  });
  const lost = [...results.keys()].filter((i) => results[i].faulty);
  const languages = { source: locale, target: model.language };
  const mended = await translateInParts(
    lost.map((i) => unknown[i]),
    languages,
    (parts) =>
      translateAnnotated(model, parts, [], options, { signal: context.signal, progress: () => undefined }),
  );
  mended.forEach((masked, j) => {
    if (masked === undefined) return;
    const text = unmask(masked, unknown[lost[j]].placeholders);
    bySource.get(sourceOf(unknown[lost[j]]))!.candidates.unshift(whole(text));
  });
  return annotated.map((list) => {
    let joined = '';
    const told = list.flatMap((sentence) => {
      const source = sourceOf(sentence);
      const translation = bySource.get(source);
      joined += sentence.before + (translation?.candidates[0]?.text.trim() ?? source) + sentence.after;
      return translation ? [translation] : [];
    });
    return { text: joined, sentences: told };
  });
}

/** @returns undefined where the model's phrase table has no such sentence */
function fromPhrases(
  { phrases, language }: TranslationModel,
  source: string,
  locale: string,
): SentenceTranslation | undefined {
  const text = phrases?.find(sourceForm(source, locale, language).phrase);
  if (text === undefined) return undefined;
  return { source, candidates: [whole(text)], cut: false, from: 'phrases' };
}

/** A candidate that no one search has found. */
const whole = (text: string): Candidate => ({ text, score: 0, logProb: 0, tokens: [{ text, logProb: 0 }] });

const sourceOf = ({ text, placeholders }: AnnotatedSentence): string => unmask(text, placeholders);

function candidateOf(
  reading: Reading,
  { placeholders }: AnnotatedSentence,
  { network }: Readings,
): Candidate {
  const whole = (content: string): string =>
    content.replace(/\u2991(\d+)\u2992/g, (_, i: string) => placeholders[Number(i)]);
  const contents = network?.contents.map(whole) ?? [];
  return {
    text: unmask(reading.translation, placeholders),
    ...scored(reading.hypothesis, reading.pieces, contents),
  };
}

/** In the case and with the end of its source; its tokens cut where they were, the last with what there is more. */
function restored(candidate: Candidate, restore: (text: string) => string): Candidate {
  const text = restore(candidate.text);
  let at = 0;
  const tokens = candidate.tokens.map((token, i, { length }) => {
    const start = at;
    at = i === length - 1 ? text.length : at + token.text.length;
    return { ...token, text: text.slice(start, at) };
  });
  return { ...candidate, text, tokens };
}
