/**
 * Breaking prose into lines again as the document had it: to the width it was filled to, with the same prefix at each
 * line's beginning and the same space at its end. Also whether lines were filled at all.
 */
import type { Span } from '../span';
import { isCjk } from './passage';

const TAB = 4;
/** Lines shorter than this are not there because a paragraph was filled. */
export const LEAST_WIDTH = 40;
/** What would begin another block, were it the first word of a line in Markdown or a comment. */
const BLOCK_START =
  /^(?:[-+*•]|#{1,6}|\d{1,9}[.)]|>.*|=+|-+|_+|~{3}.*|`{3}.*|\|.*|\[[^\]]*\]:.*|:.*|<.*|@.*|\\.*|\.\.)$/u;

/** Columns that text takes; wide characters take two. */
export function columns(text: string, from = 0): number {
  let column = from;
  for (const character of text) {
    if (character === '\t') column += TAB - (column % TAB);
    else column += isCjk(character) ? 2 : 1;
  }
  return column - from;
}

/** No line that is longer has been filled to a width. */
const LONGEST_PREFIX = 1000;

/** What stands before an offset on its line, or so much of it. */
export function linePrefix(document: string, offset: number): string {
  let start = offset;
  while (
    start > 0 &&
    offset - start < LONGEST_PREFIX &&
    document[start - 1] !== '\n' &&
    document[start - 1] !== '\r'
  )
    start--;
  return document.slice(start, offset);
}

/** Columns of the first word, as far as a line could end after it, with the space that would be before it. */
function firstWordWidth(text: string): number {
  const [first] = words(text.slice(0, 200), []);
  return first ? columns(first.word) + (isCjk(text[0]) ? 0 : 1) : 0;
}

export interface LineOfProse {
  /** Columns from the beginning of the line to the end of its words. */
  width: number;
  text: string;
}

/** The widest of lines that one paragraph has been broken into, or nothing where they do not look so. */
export function filledWidth(lines: readonly LineOfProse[]): number | undefined {
  const width = Math.max(...lines.map((line) => line.width));
  if (width < LEAST_WIDTH) return undefined;
  const filled = lines.slice(1).every(({ text }, i) => lines[i].width + firstWordWidth(text) > width);
  return filled ? width : undefined;
}

/** Whether each line is a sentence, which filled ones are by chance only. */
export const areSentences = (lines: readonly LineOfProse[]): boolean =>
  lines.every(({ text }) => /(?<!\b\p{Lu})[.!?。！？]["”»)*_`]{0,3}$/u.test(text));

/** Widths that people set their editors to. */
const CUSTOMARY = [72, 76, 78, 79, 80, 88, 100, 120];
/** What a width may be more than the widest line, where no customary one is: a long word says little. */
const SLACK = 8;

/**
 * The width to which lines have been filled. They tell it only to about a word: a customary one that would have broken them
 * where they are broken, or as many columns as would have.
 */
export function wrapWidth(lines: readonly LineOfProse[]): number {
  const least = Math.max(...lines.map(({ width }) => width));
  const most = Math.min(...lines.slice(1).map(({ text }, i) => lines[i].width + firstWordWidth(text) - 1));
  if (most <= least || lines.length < 2) return least;
  return CUSTOMARY.find((width) => width >= least && width <= most) ?? Math.min(most, least + SLACK);
}

export interface Layout {
  /** Columns before the first word. */
  indent: number;
  /** The document's own breaks in order: space, line end, prefix of the next line. */
  breaks: readonly string[];
  /** Columns a line may have. */
  width: number;
}

/** @param atoms of the text: never broken */
export function breakLines(text: string, atoms: readonly Span[], layout: Layout): string {
  const { breaks, width } = layout;
  if (breaks.length === 0) return text;
  let broken = brokenTo(text, atoms, layout);
  // Lines so short were not filled to a width: as many are wanted again.
  for (let wider = width + 1; width < LEAST_WIDTH && wider < 2 * LEAST_WIDTH; wider++) {
    if (broken.lines <= breaks.length) break;
    broken = brokenTo(text, atoms, { ...layout, width: wider });
  }
  return broken.text;
}

function brokenTo(
  text: string,
  atoms: readonly Span[],
  { indent, breaks, width }: Layout,
): { text: string; lines: number } {
  let result = '';
  let column = indent;
  let line = 0;
  for (const { space, word } of words(text, atoms)) {
    const wide = columns(word);
    const fits = column + columns(space) + wide <= width;
    if (result === '' || fits || BLOCK_START.test(word)) {
      result += space + word;
      column += columns(space) + wide;
      continue;
    }
    const lineBreak = breaks[line] ?? breaks[breaks.length - 1].replace(/^[ \t]+/, '');
    line++;
    result += lineBreak + word;
    column = columns(lineBreak.replace(/^[^\r\n]*(?:\r\n|\r|\n)/, '')) + wide;
  }
  return { text: result, lines: line };
}

/** Words with the space before them. A Chinese character is a word, with the punctuation that may not begin a line. */
function words(text: string, atoms: readonly Span[]): { space: string; word: string }[] {
  const result: { space: string; word: string }[] = [];
  const inAtom = insideOf(atoms);
  let space = '';
  let word = '';
  const flush = (): void => {
    if (word !== '') result.push({ space, word });
    space = word = '';
  };
  let at = 0;
  let beforeFree = true;
  for (const character of text) {
    const free = !inAtom(at);
    if (free && /[ \t]/.test(character)) {
      if (word !== '') flush();
      space += character;
    } else {
      if (free && beforeFree && word !== '' && mayBreakBefore(character, word.at(-1))) flush();
      word += character;
    }
    beforeFree = free;
    at += character.length;
  }
  flush();
  return result;
}

const mayBreakBefore = (character: string, before: string | undefined): boolean =>
  (isCjk(character) || isCjk(before)) &&
  !/[\p{Pe}\p{Pf}\p{Po}]/u.test(character) &&
  !/[\p{Ps}\p{Pi}]/u.test(before ?? '');

/** For offsets asked in order. True where a break would fall inside an atom, its first character excepted. */
function insideOf(atoms: readonly Span[]): (offset: number) => boolean {
  let next = 0;
  return (offset) => {
    while (next < atoms.length && atoms[next].end <= offset) next++;
    return next < atoms.length && atoms[next].start <= offset;
  };
}
