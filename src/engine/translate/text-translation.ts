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
import { answerSentences } from './answers';
import type { Answer } from './masked-translator';
import type { Reading, Readings } from './readings';
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
  // A wider choice where something may be lost on the way.
  const answers = await answerSentences(
    model,
    distinct,
    [],
    { ...options, nBest: options.beamSize },
    context,
  );
  const bySource = new Map(
    answers.map((answer, i) => [sourceOf(distinct[i]), toldOf(answer, distinct[i], options.nBest)]),
  );
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

/** The candidates of a sentence; before those of the network what the phrase table has, or its parts joined. */
function toldOf({ outcome, read }: Answer, sentence: AnnotatedSentence, nBest: number): SentenceTranslation {
  const source = sourceOf(sentence);
  const candidates = read?.readings.map((reading) => candidateOf(reading, sentence, read)) ?? [];
  if ('text' in outcome && (!read || read.faulty))
    candidates.unshift(whole(unmask(outcome.text, sentence.placeholders)));
  const told = { source, candidates: candidates.slice(0, nBest), cut: read?.cut ?? false };
  return read ? told : { ...told, from: 'phrases' };
}

/** A candidate that no one search has found. */
const whole = (text: string): Candidate => ({ text, score: 0, logProb: 0, tokens: [{ text, logProb: 0 }] });

const sourceOf = ({ text, placeholders }: AnnotatedSentence): string => unmask(text, placeholders);

function candidateOf(
  { translation, hypothesis, pieces }: Reading,
  { placeholders }: AnnotatedSentence,
  { network }: Readings,
): Candidate {
  const contents = network?.contents.map((content) =>
    content.replace(/\u2991(\d+)\u2992/g, (_, i: string) => placeholders[Number(i)]),
  );
  const text = unmask(translation, placeholders);
  const { tokens, ...scores } = scored(hypothesis, pieces, contents ?? []);
  return { text, ...scores, tokens: cutAs(text, tokens) };
}

/** What people read, cut where the tokens were; the last has what there is more. */
function cutAs(text: string, tokens: Candidate['tokens']): Candidate['tokens'] {
  let at = 0;
  return tokens.map((token, i) => {
    const start = at;
    at = i === tokens.length - 1 ? text.length : at + token.text.length;
    return { ...token, text: text.slice(start, at) };
  });
}
