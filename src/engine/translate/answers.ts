/**
 * The one road of sentences through a model, in texts and in documents: the phrase table is asked first, then the network;
 * what it has not carried over as a whole is translated part by part.
 *
 * Not here: what the user has accepted before (translation-memory.ts), and which model reads a sentence (document-services.ts).
 */
import type { GlossaryEntry } from '../../protocol/document';
import type { TranslateProgress } from '../../protocol/translation';
import type { Outcome } from '../../protocol/portion';
import type { RequestContext } from '../../rpc/services';
import type { AnnotatedText } from '../../text';
import { networkSentence, pairKey } from '../../text';
import { copiedIn } from './copied';
import { hasTerm } from './glossary';
import { translateInParts } from './in-parts';
import type { Answer } from './masked-translator';
import { translateAnnotated } from './masked-translator';
import { mayBeCopied } from './pair-labels';
import { sourceForm } from './source-form';
import type { TranslationModel, TranslatorOptions } from './translator';

/** Longer sentences are no phrases, and phrases have no more slots. */
const LONGEST_PHRASE = 200;
const MOST_SLOTS = 3;

/**
 * @param glossary overrules the phrase table
 * @returns one answer for each sentence
 * @throws SearchError('aborted') when cancelled, RuntimeError from the engine
 */
export async function answerSentences(
  model: TranslationModel,
  sentences: readonly AnnotatedText[],
  glossary: readonly GlossaryEntry[],
  options: TranslatorOptions,
  context: RequestContext<TranslateProgress>,
): Promise<Answer[]> {
  const answers = sentences.map((sentence): Answer | undefined => fromPhrases(model, sentence, glossary));
  const open = [...answers.keys()].filter((i) => !answers[i]);
  const known = sentences.length - open.length;
  const progress = ({ done }: TranslateProgress): void =>
    context.progress({ done: known + done, total: sentences.length });
  const unknown = open.map((i) => sentences[i]);
  const translated = await translateAnnotated(model, unknown, glossary, options, {
    signal: context.signal,
    progress,
  });
  await mendInParts(translated, unknown, async (parts) => {
    const quiet = { signal: context.signal, progress: () => undefined };
    return (await translateAnnotated(model, parts, glossary, options, quiet)).map(({ outcome }) => outcome);
  });
  translated.forEach((answer, j) => (answers[open[j]] = answer));
  return answers as Answer[];
}

/** What the phrase table has, unless the user's glossary says how a word of it is translated. */
function fromPhrases(
  model: TranslationModel,
  sentence: AnnotatedText,
  glossary: readonly GlossaryEntry[],
): Answer | undefined {
  const { phrases, sourceLanguage, language } = model;
  const phrase = sourceForm(sentence.text, sourceLanguage, language).phrase;
  const found = phrases?.find(phrase) ?? aroundCopies(model, { ...sentence, text: phrase });
  if (found === undefined || hasTerm(sentence.text, glossary)) return undefined;
  return { outcome: { text: found, from: 'phrases' } };
}

/** The same with numbers, names and the like, and pairs that hold nothing else, as one slot each: "Fixed in **v2.3.1**". */
function aroundCopies(model: TranslationModel, sentence: AnnotatedText): string | undefined {
  if (!model.phrases || sentence.text.length > LONGEST_PHRASE) return undefined;
  const network = networkSentence(sentence, {
    copied: (text, contentOf) => copiedIn(model, text, contentOf, { all: true }),
    whole: new Set(sentence.pairs.map(pairKey)),
    mayCopy: (words) => mayBeCopied(words, model),
    limit: MOST_SLOTS,
  });
  if (!network || network.contents.length === 0 || network.marks.length > 0) return undefined;
  return model.phrases
    .find(network.text)
    ?.replace(/\u2991(\d+)\u2992/g, (_, digits: string) => network.contents[Number(digits)]);
}

/** Sentences whose translations would lose words are translated part by part, where that helps. */
async function mendInParts(
  answers: readonly Answer[],
  sentences: readonly AnnotatedText[],
  translate: (parts: readonly AnnotatedText[]) => Promise<Outcome[]>,
): Promise<void> {
  const lost = [...answers.keys()].filter((i) => {
    const { outcome } = answers[i];
    return 'kept' in outcome && outcome.kept === 'doubtful';
  });
  const texts = await translateInParts(
    lost.map((i) => sentences[i]),
    translate,
  );
  texts.forEach((text, j) => {
    if (text !== undefined) answers[lost[j]].outcome = { text, from: 'model' };
  });
}
