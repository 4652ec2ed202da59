/**
 * The passages of lines without a format of their own: plain text and the insides of comments. Paragraphs that were
 * broken into lines are put together; bullets, tags, tables, underlines, code and what else frames the words stays.
 */
import type { Span } from '../span';
import { markupOfText } from './inline';
import type { LineOfProse } from './layout';
import { areSentences, columns, filledWidth, LEAST_WIDTH, linePrefix } from './layout';
import { codeTest, diagramLines, entryNames, sectionLines, TASK, wordsEnd } from './line-kinds';
import type { Markup, Passage } from './passage';
import { hasLetters, isCjk, trimmed, Unbroken } from './passage';
import { prosePassages } from './prose';

/** One line's words with what frames them: in a comment, what is between its signs. */
export interface ProseLine extends Span {
  /** In code, prose is only what looks like it. */
  comment: boolean;
  /** It is a paragraph by itself. */
  alone?: boolean;
}

const SIGNS = String.raw`(?:/\*+(?!/)|//[/!]?|\*(?!\*)|#+|--+|;+|<!--|>|[-+•]|\d{1,3}[.)]|[a-z][.)]|[-*+] \[[ xX]\])`;
/** Several in a row: "> - 1. text". A sign counts only with white space behind it: "#define", "-1" and "*x*" are words. */
const OPENING = new RegExp(String.raw`^\s*(?:${SIGNS}\s+)*`, 'u');

/** JSDoc, Doxygen, Sphinx, Google: what a line begins with that is for the tool. */
const TAG = new RegExp(
  [
    String.raw`^[@\\](?:param|arg|argument|property|prop|template|tparam|retval|exception|typedef|var)\b(?:\[[a-z,]+\])?(?:\s+\{[^}]*\})?(?:\s+(?:\[[^\]]*\]|[\w.$&*]+))?(?:\s+-)?\s*`,
    String.raw`^[@\\][A-Za-z]+(?:\s+\{[^}]*\})?\s*`,
    String.raw`^:[a-z]+(?:\s+[^:\s][^:]{0,80})?:\s+`,
    String.raw`^[\w.*]+\s?\([^()]*\):\s+`,
    // What is returned or raised, with its type: "bool: True if …", "ValueError: if …".
    String.raw`^(?:(?:bool|int|str|float|bytes|bytearray|complex|object|None|dict|list|tuple|set|frozenset|Any|[A-Z]\w*(?:Error|Exception|Warning))(?:\[[^\]]*\])?(?:\s(?:or|\|)\s\w+)?):\s+`,
    String.raw`^(?:Deprecated|BREAKING CHANGE):\s+`,
    // Swift, behind a hyphen; TomDoc.
    String.raw`^(?:Returns|Throws|Parameters?(?:\s\w+)?|Precondition|Postcondition|Complexity|SeeAlso|Public|Internal|Private):\s*`,
    `^${TASK}`,
  ].join('|'),
);
/** .NET and Javadoc: an element of its own begins on the line, and may end on it. */
const XML_LINE = /^\s*<\/?[a-z][\w:]*(?:\s[^<>]*)?>/i;
const XML_END = /<\/[a-z][\w:]*>\s*$/i;
const TABLE = /^\s*\|.*\|\s*$/;

/** @param selected parts of the document that are wanted; undefined: all of them */
export function passagesOfLines(
  document: string,
  lines: readonly ProseLine[],
  selected?: readonly Span[],
): Passage[] {
  return paragraphs(document, lines).flatMap((paragraph) => passagesOf(document, paragraph, selected));
}

/** Lines of words, frames taken off, that belong together. */
function paragraphs(document: string, lines: readonly ProseLine[]): Span[][] {
  const result: Span[][] = [];
  let current: Span[] = [];
  const finish = (): void => {
    if (current.length > 0) result.push(...splitWhereNotFilled(document, current));
    current = [];
  };
  const isCode = codeTest();
  const texts = lines.map((line) => document.slice(line.start, line.end));
  const drawn = diagramLines(texts);
  const inComment = lines.some((line) => line.comment);
  const named = inComment ? sectionLines(texts) : [];
  const entries = inComment ? entryNames(texts) : [];
  for (const [i, line] of lines.entries()) {
    const text = texts[i];
    if (isCode(text, line.comment) || drawn[i] || named[i] || !hasLetters(text)) {
      finish();
      continue;
    }
    if (TABLE.test(text)) {
      finish();
      result.push(...cellsOf(document, line).map((cell) => [cell]));
      continue;
    }
    const { start, framed } = withoutFrame(text, line.comment, entries[i] ?? 0);
    const tagged = line.comment && XML_LINE.test(text);
    if (framed || line.alone || tagged) finish();
    const end = line.comment ? line.start + Math.max(start, wordsEnd(text)) : line.end;
    const body = trimmed(document, { start: line.start + start, end });
    if (body.start < body.end) current.push(body);
    if (line.alone || (tagged && XML_END.test(text))) finish();
  }
  finish();
  return result;
}

/**
 * How far the frame of a line goes, and whether it has any but indentation.
 * @param name characters behind the indentation that name what the line is about
 */
function withoutFrame(text: string, comment: boolean, name: number): { start: number; framed: boolean } {
  if (name > 0) return { start: text.length - text.trimStart().length + name, framed: true };
  const opening = OPENING.exec(text)![0];
  const tag = comment ? (TAG.exec(text.slice(opening.length))?.[0] ?? '') : '';
  return { start: opening.length + tag.length, framed: opening.trim() !== '' || tag !== '' };
}

function cellsOf(document: string, { start, end }: Span): Span[] {
  const cells: Span[] = [];
  for (const { 0: cell, index } of document.slice(start, end).matchAll(/(?:\\.|[^|\\])+/g)) {
    const range = trimmed(document, { start: start + index, end: start + index + cell.length });
    if (range.start < range.end) cells.push(range);
  }
  return cells;
}

const lineOfProse = (document: string, { start, end }: Span): LineOfProse => {
  const text = document.slice(start, end);
  return { width: columns(linePrefix(document, start) + text), text };
};

/** Lines that are not full are one by one, such as those of an address. */
function splitWhereNotFilled(document: string, lines: Span[]): Span[][] {
  const prose = lines.map((line) => lineOfProse(document, line));
  if (lines.length > 1 && filledWidth(prose) !== undefined && !areSentences(prose)) return [lines];
  const width = Math.max(...prose.map((line) => line.width));
  const parts: Span[][] = [];
  lines.forEach((line, i) => {
    if (i > 0 && goesOn(prose[i - 1], prose[i], width)) parts.at(-1)!.push(line);
    else parts.push([line]);
  });
  return parts;
}

/** A small letter goes on a line of several words; Chinese has none, so there the line must be a long one. */
function goesOn(before: LineOfProse, next: LineOfProse, width: number): boolean {
  if (/[.!?:;…。！？：；]$/.test(before.text) || before.width <= width / 2) return false;
  // What opens or closes a letter.
  if (before.text.endsWith(',') && before.width < LEAST_WIDTH) return false;
  return isCjk(before.text.at(-1))
    ? isCjk(next.text[0]) && before.width >= LEAST_WIDTH
    : /^\p{Ll}/u.test(next.text) && before.text.includes(' ');
}

function passagesOf(
  document: string,
  lines: readonly Span[],
  selected: readonly Span[] | undefined,
): Passage[] {
  const range = { start: lines[0].start, end: lines.at(-1)!.end };
  const breaks = lines.slice(1).map((line, i) => ({ start: lines[i].end, end: line.start }));
  const markup = markupIn(document, range, breaks);
  return prosePassages(document, { range, breaks, markup }, selected, { lineEnds: 'soft' });
}

/** Markdown's signs, at their places in the document. */
function markupIn(document: string, range: Span, breaks: readonly Span[]): Markup[] {
  const unbroken = new Unbroken(document, range, breaks);
  return markupOfText(unbroken.text).map((one) => ({
    ...one,
    start: unbroken.origin(one.start, 'begins'),
    end: unbroken.origin(one.end),
  }));
}

/** The lines of a stretch of a document, without their ends. */
export function linesIn(document: string, { start, end }: Span): Span[] {
  const lines: Span[] = [];
  const text = document.slice(start, end);
  let from = 0;
  for (const { 0: found, index } of text.matchAll(/\r\n|[\n\r\u2028\u2029]|$/g)) {
    if (index >= from) lines.push({ start: start + from, end: start + index });
    from = index + found.length;
  }
  return lines;
}
