/**
 * Passages of two documents as pairs of sentences: passages by what they are and how long they are, then the sentences in
 * them. Markup is left out as it is before a network reads a sentence; code, addresses and placeholders stay.
 */
import type { AnnotatedSentence } from '../annotated';
import { annotate, MASK } from '../annotated';
import { linePrefix } from '../documents/layout';
import type { Passage } from '../documents/passage';
import { isCjk } from '../documents/passage';
import { networkSentence } from '../network-sentence';
import { unmask } from '../placeholders';
import { PLACEHOLDER_TOKENS } from '../tokenizers/tokenizer';
import type { Piece } from './align';
import { align } from './align';

/** A sentence and its translation. */
export interface SentencePair {
  source: string;
  target: string;
}

/** BCP 47 tags. */
export interface Languages {
  source: string;
  target: string;
}

/** A document whose passages are aligned by what they are in it. */
export interface PassagesOf {
  document: string;
  passages: readonly Passage[];
}

export function pairPassages(source: PassagesOf, target: PassagesOf, languages: Languages): SentencePair[] {
  return align(source.passages.map(pieceOf(source)), target.passages.map(pieceOf(target))).flatMap((match) =>
    pairSentences(
      source.passages.slice(...match.source).flatMap((one) => sentencesOf(one, languages.source)),
      target.passages.slice(...match.target).flatMap((one) => sentencesOf(one, languages.target)),
    ),
  );
}

/** A heading's signs, a list's, a comment's: what stands before the passage on its line, without words and numbers. */
const pieceOf =
  ({ document }: PassagesOf) =>
  ({ text, range }: Passage): Piece => ({
    length: text.length,
    kind: linePrefix(document, range.start)
      .replace(/[\p{L}\p{N}]+/gu, '')
      .replace(/\s+/g, ' ')
      .slice(-8),
    anchors: anchorsOf(text),
  });

const anchorsOf = (text: string): string[] =>
  text.match(/\p{N}+|`[^`]+`|\{[\w.]*\}|https?:\/\/[^\s)]+/gu) ?? [];

const sentencesOf = ({ text, markup }: Passage, locale: string): string[] =>
  annotate(text, markup, locale).map(plainText);

/** As training text has it: without the ends of pairs, with what the masks stand for. */
function plainText(sentence: AnnotatedSentence): string {
  const read = networkSentence(sentence, {
    copied: () => [],
    whole: new Set(),
    limit: PLACEHOLDER_TOKENS.length,
  });
  if (!read) return unmask(sentence.text, sentence.placeholders);
  const whole = (content: string): string =>
    content.replace(MASK, (_, i: string) => sentence.placeholders[Number(i)]);
  return unmask(read.text, read.contents.map(whole));
}

/** Sentences of one passage and of its translation, which may cut them otherwise. */
function pairSentences(source: readonly string[], target: readonly string[]): SentencePair[] {
  return align(source.map(sentencePiece), target.map(sentencePiece)).map((match) => ({
    source: joined(source.slice(...match.source)),
    target: joined(target.slice(...match.target)),
  }));
}

const sentencePiece = (text: string): Piece => ({ length: text.length, kind: '', anchors: anchorsOf(text) });

const joined = (sentences: readonly string[]): string =>
  sentences.reduce((text, next) => text + (text === '' || isCjk(text.at(-1)) ? '' : ' ') + next, '');
