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
import { readSentences } from './masked-translator';
import { scored } from './sentence-codec';
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
  const known = distinct.flatMap((one) => fromPhrases(model, sourceOf(one)) ?? []);
  const bySource = new Map(known.map((translation) => [translation.source, translation]));
  const unknown = distinct.filter((one) => !bySource.has(sourceOf(one)));
  const results = await readSentences(model, unknown, [], options, context);
  results.forEach((result, i) => {
    const source = sourceOf(unknown[i]);
    const candidates = result.readings.map((reading) => candidateOf(reading, unknown[i], result));
    bySource.set(source, { source, candidates, cut: result.cut });
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
function fromPhrases({ phrases }: TranslationModel, source: string): SentenceTranslation | undefined {
  const text = phrases?.find(source);
  if (text === undefined) return undefined;
  const candidate = { text, score: 0, logProb: 0, tokens: [{ text, logProb: 0 }] };
  return { source, candidates: [candidate], cut: false, from: 'phrases' };
}

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
