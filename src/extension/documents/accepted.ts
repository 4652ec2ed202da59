/**
 * What has become of translations in a document: those that stand as they were put there have been accepted, those that
 * the user has changed are corrections. Knows nothing of VS Code.
 */
import type { DocumentSentence } from '../../protocol/document';
import type { Span } from '../../text/span';
import { isWide } from '../../text/wide';

/** A stretch of a document that was replaced by a translation. */
export interface TranslatedPlace {
  /** As it was put there. */
  after: string;
  /** As it stands there now. */
  now: string;
  /** Its sentences, in order. */
  sentences: readonly DocumentSentence[];
}

export interface SentencePair {
  source: string;
  translation: string;
}

/** A line's end with what frames the next line in comments and quotations. */
const BREAK = /[ \t]*(?:\r\n|\n|\r)[ \t]*(?:(?:\/\/[/!]?|\*|#+|--+|;+|>)+[ \t]+)*/g;

/** Lines as one; Chinese needs no space between them. */
const flat = (text: string): string =>
  text
    .replace(BREAK, (_, at: number) => (isWide(text[at - 1]) ? '' : ' '))
    .replace(/\s+/g, ' ')
    .trim();

const isTranslated = (one: DocumentSentence): one is DocumentSentence & SentencePair =>
  one.translation !== undefined;

/** A correction is known where it is one sentence between others that are as they were. */
export function acceptedIn({ after, now, sentences }: TranslatedPlace): SentencePair[] {
  const pairOf = ({ source, translation }: SentencePair): SentencePair => ({ source, translation });
  if (now === after) return sentences.filter(isTranslated).map(pairOf);
  const texts = sentences.map(({ source, translation }) => flat(translation ?? source));
  // Escaped by its format, a translation cannot be found again.
  if (placesOf(flat(after), texts).includes(undefined)) return [];
  const text = flat(now);
  const places = placesOf(text, texts);
  return sentences.flatMap((sentence, i): SentencePair[] => {
    if (!isTranslated(sentence)) return [];
    if (places[i]) return [pairOf(sentence)];
    const isFirst = i === 0;
    const isLast = i === sentences.length - 1;
    const [before, next] = [places[i - 1], places[i + 1]];
    if ((!isFirst && !before) || (!isLast && !next)) return [];
    const translation = text.slice(before?.end ?? 0, next?.start ?? text.length).trim();
    return translation === '' ? [] : [{ source: sentence.source, translation }];
  });
}

/** Where each of the texts stands, one behind the other. */
function placesOf(text: string, parts: readonly string[]): (Span | undefined)[] {
  let from = 0;
  return parts.map((part) => {
    const start = text.indexOf(part, from);
    if (start < 0) return undefined;
    from = start + part.length;
    return { start, end: from };
  });
}

/** @returns where a translation stands in a text that may have broken it into lines; undefined where it does not */
export function findTranslation(text: string, translation: string): Span | undefined {
  const words = translation.split(/\s+/).map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
  const found = new RegExp(words.join(`(?:\\s|${BREAK.source})+`)).exec(text);
  return found ? { start: found.index, end: found.index + found[0].length } : undefined;
}
