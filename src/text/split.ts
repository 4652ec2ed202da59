/**
 * Cuts text into sentences without losing a byte: what lies between them (white space, line ends) is kept as it is, so
 * that joining gives the text again. Sentence boundaries are Unicode's (UAX #29, Intl.Segmenter), less those after
 * abbreviations and inside names like "Node.js". A line end always ends a segment; a long sentence is cut at its clauses.
 */
import { clauseStarts } from './clauses';
import { languageOf } from './language-tag';
import { goesOn } from './sentence-ends';

export interface Segment {
  /** No white space at either end; empty for white space alone. */
  text: string;
  /** White space before and after it. */
  before: string;
  after: string;
}

/**
 * Intl.Segmenter takes time with the square of its text, so it gets windows of this many characters. What it says in
 * the margins is left to the neighbouring window, which sees what comes before and after.
 */
const WINDOW = 2000;
const MARGIN = 100;

/** Closing marks set off by a space, as in « Oui. » */
const CLOSING = /^[»›”)\]]+(?=[\s,.;:!?…]|$)[,.;:!?…]*\s*/;
/** foo!bar: what has no space behind it ends no sentence. */
const INSIDE_WORD = /[\p{L}\p{N}][!?][\p{Script=Latin}\p{N}_]/u;
/** Brackets that open what follows, though Unicode takes them for closing marks of what is before. */
const OPENING = /(?<![「『（【〈《〔([{])[「『（【〈《〔([{]+\s*$/;

/**
 * Joined, the segments are the text: Σ before + text + after. Takes time in proportion to the text.
 * @param locale BCP 47; one that is malformed ("en_US") counts as its language, or as English
 */
export function splitSentences(text: string, locale: string): Segment[] {
  const segmenter = sentenceSegmenter(locale);
  return text
    .split(/(?<=\r\n|\n|\r(?!\n))/)
    .flatMap((line) => splitLine(line, segmenter))
    .map(trimmed);
}

/** By locale: making one takes longer than using it on a paragraph. */
const segmenters = new Map<string, Intl.Segmenter>();

function sentenceSegmenter(locale: string): Intl.Segmenter {
  const known = segmenters.get(locale) ?? makeSegmenter(locale);
  segmenters.set(locale, known);
  return known;
}

function makeSegmenter(locale: string): Intl.Segmenter {
  for (const candidate of [locale, languageOf(locale)]) {
    try {
      return new Intl.Segmenter(candidate, { granularity: 'sentence' });
    } catch {
      // A RangeError: not a language tag.
    }
  }
  return new Intl.Segmenter('en', { granularity: 'sentence' });
}

function splitLine(line: string, segmenter: Intl.Segmenter): string[] {
  if (line.trim() === '') return [line];
  const sentences: string[] = [];
  let start = 0;
  let textStart = skipSpace(line, start);
  for (const boundary of boundaries(line, segmenter)) {
    const end = moved(line, start, boundary);
    if (end <= start || end >= line.length || INSIDE_WORD.test(line.slice(end - 2, end + 1))) continue;
    const sentence = line.slice(textStart, end);
    if (goesOn(sentence.trimEnd(), line.slice(end)) && !endsParagraph(sentence.slice(-MARGIN))) continue;
    sentences.push(line.slice(start, end));
    start = end;
    textStart = skipSpace(line, start);
  }
  return [...sentences, line.slice(start)].flatMap(clausesOf);
}

/** Signs of Unicode that end a paragraph, of which one counts as a letter. */
function endsParagraph(text: string): boolean {
  const words = text.trimEnd();
  return words.endsWith('\u0085') || /[\u2028\u2029]/.test(text.slice(words.length));
}

/** A long sentence in its parts (clauses.ts). */
function clausesOf(sentence: string): string[] {
  const starts = [0, ...clauseStarts(sentence)];
  return starts.map((start, i) => sentence.slice(start, starts[i + 1]));
}

function skipSpace(line: string, at: number): number {
  const space = /\s*/y;
  space.lastIndex = at;
  space.test(line);
  return space.lastIndex;
}

/** Where Unicode's rules end a sentence inside the line. */
function* boundaries(line: string, segmenter: Intl.Segmenter): Generator<number> {
  const stride = WINDOW - 2 * MARGIN;
  for (let from = 0; from === 0 || from + 2 * MARGIN < line.length; from += stride) {
    const first = from === 0 ? 1 : from + MARGIN;
    const last = from + WINDOW >= line.length ? line.length : from + WINDOW - MARGIN;
    for (const { index } of segmenter.segment(line.slice(from, from + WINDOW))) {
      if (from + index >= first && from + index < last) yield from + index;
    }
  }
}

/** The boundary, after marks that close what is before it or before brackets that open what is after it. */
function moved(line: string, start: number, boundary: number): number {
  const closing = CLOSING.exec(line.slice(boundary, boundary + MARGIN));
  if (closing) return boundary + closing[0].length;
  const opening = OPENING.exec(line.slice(Math.max(start, boundary - MARGIN), boundary));
  return opening ? boundary - opening[0].length : boundary;
}

function trimmed(segment: string): Segment {
  const text = segment.trim();
  const start = text === '' ? segment.length : segment.indexOf(text);
  return { before: segment.slice(0, start), text, after: segment.slice(start + text.length) };
}

export function joinSegments(segments: readonly Segment[]): string {
  return segments.map(({ before, text, after }) => before + text + after).join('');
}
