/**
 * The passages of lines without a format of their own: plain text and the insides of comments. Paragraphs that were
 * broken into lines are put together; bullets, tags, tables, underlines, code and what else frames the words stays.
 */
import type { TextRange } from '../placeholders';
import { markupOfText } from './inline';
import type { LineOfProse } from './layout';
import { breakLines, columns, filledWidth, LEAST_WIDTH, linePrefix } from './layout';
import type { Markup, Passage } from './passage';
import { hasLetters, isCjk, selectedParts, trimmed, Unbroken } from './passage';

/** One line's words with what frames them: in a comment, what is between its signs. */
export interface ProseLine extends TextRange {
  /** In code, prose is only what looks like it. */
  comment: boolean;
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
    String.raw`^(?:TODO|FIXME|XXX|HACK|NOTE|BUG|WARNING)(?:\([^)]*\))?:?\s+`,
  ].join('|'),
);
/** Tags after which comes code, or a name, and nothing to translate on their line. */
const CODE_TAG =
  /^[@\\](?:example|code|see|link|type|typedef|default|defaultvalue|module|namespace|memberof|name|class|extends|implements|import|author|version|since|license|copyright|file|ingroup|defgroup|typeParam)\b/;
const BEGINS_CODE = /^[@\\](?:example|code)\b/;

const FENCE = /^\s*(?:`{3,}|~{3,})/;
const PROMPT = /^\s*(?:>>>|\.\.\.|\$|In \[\d+\]:)\s/;
const DIRECTIVE = /^\s*\.\.(?:\s|$)/;
const TABLE = /^\s*\|.*\|\s*$/;
/** For tools: they would not understand the translation. */
const FOR_TOOLS =
  /^\s*(?:eslint|prettier|tslint|jshint|jslint|globals?\s|@ts-|@flow|@jsx|istanbul|c8 |v8 |webpack|@vite|noqa|type:|pylint|mypy|pyright|ruff|fmt:|isort|pragma|#?region|#?endregion|go:|\+build|nolint|clang-|NOLINT|NOSONAR|SPDX-|-\*-|vim?:|ex:|cSpell|coding[:=]|<\/?\w+\s*\/?>$|sourceMappingURL|!)/i;
const LOOKS_LIKE_CODE =
  /[;{}]\s*$|^\s*(?:import|export|const|let|var|return|function|def|class|public|private|static|#include|use|using|package)\s.*[=(){};'"]|^\s*[\w.]+\s*(?:=|\+=|:=)\s*\S+|^\s*[\w.]+\([^)]*\)\s*$|=>|^\s*<\/?[A-Za-z][^>]*>\s*$/;

/** @param selected parts of the document that are wanted; undefined: all of them */
export function passagesOfLines(
  document: string,
  lines: readonly ProseLine[],
  selected?: readonly TextRange[],
): Passage[] {
  return paragraphs(document, lines).flatMap((paragraph) => passagesOf(document, paragraph, selected));
}

/** Lines of words, frames taken off, that belong together. */
function paragraphs(document: string, lines: readonly ProseLine[]): TextRange[][] {
  const result: TextRange[][] = [];
  let current: TextRange[] = [];
  const end = (): void => {
    if (current.length > 0) result.push(...splitWhereNotFilled(document, current));
    current = [];
  };
  const isCode = codeTest();
  for (const line of lines) {
    const text = document.slice(line.start, line.end);
    if (isCode(text, line.comment) || !hasLetters(text)) {
      end();
      continue;
    }
    if (TABLE.test(text)) {
      end();
      result.push(...cellsOf(document, line).map((cell) => [cell]));
      continue;
    }
    const { start, framed } = withoutFrame(text, line.comment);
    if (framed) end();
    const body = trimmed(document, { start: line.start + start, end: line.end });
    if (body.start < body.end) current.push(body);
  }
  end();
  return result;
}

/** Tells for one line after the other whether it is code: fences, prompts, examples, literal blocks. */
function codeTest(): (text: string, comment: boolean) => boolean {
  let fence = false;
  let example = false;
  /** Lines indented deeper than this are literal. */
  let literalBelow: number | undefined;
  return (text, comment) => {
    if (FENCE.test(text)) {
      fence = !fence;
      return true;
    }
    if (fence) return true;
    const bare = text.trimStart();
    if (/^[@\\]\w/.test(bare)) example = BEGINS_CODE.test(bare);
    if (example) return true;
    const indent = text.length - bare.length;
    if (bare === '') return true;
    if (literalBelow !== undefined && indent > literalBelow) return true;
    literalBelow = /::\s*$/.test(text) || DIRECTIVE.test(text) ? indent : undefined;
    if (PROMPT.test(text) || DIRECTIVE.test(text)) return true;
    return comment && (FOR_TOOLS.test(text) || LOOKS_LIKE_CODE.test(text) || CODE_TAG.test(bare));
  };
}

/** How far the frame of a line goes, and whether it has any but indentation. */
function withoutFrame(text: string, comment: boolean): { start: number; framed: boolean } {
  const opening = OPENING.exec(text)![0];
  const tag = comment ? (TAG.exec(text.slice(opening.length))?.[0] ?? '') : '';
  return { start: opening.length + tag.length, framed: opening.trim() !== '' || tag !== '' };
}

function cellsOf(document: string, { start, end }: TextRange): TextRange[] {
  const cells: TextRange[] = [];
  for (const { 0: cell, index } of document.slice(start, end).matchAll(/(?:\\.|[^|\\])+/g)) {
    const range = trimmed(document, { start: start + index, end: start + index + cell.length });
    if (range.start < range.end) cells.push(range);
  }
  return cells;
}

const lineOfProse = (document: string, { start, end }: TextRange): LineOfProse => {
  const text = document.slice(start, end);
  return { width: columns(linePrefix(document, start) + text), text };
};

/** Lines that are not full are one by one, such as those of an address. */
function splitWhereNotFilled(document: string, lines: TextRange[]): TextRange[][] {
  const prose = lines.map((line) => lineOfProse(document, line));
  if (lines.length > 1 && filledWidth(prose) !== undefined) return [lines];
  const width = Math.max(...prose.map((line) => line.width));
  const parts: TextRange[][] = [];
  lines.forEach((line, i) => {
    if (i > 0 && goesOn(prose[i - 1], prose[i], width)) parts.at(-1)!.push(line);
    else parts.push([line]);
  });
  return parts;
}

/** A small letter goes on a line of several words; Chinese has none, so there the line must be a long one. */
function goesOn(before: LineOfProse, next: LineOfProse, width: number): boolean {
  if (/[.!?:;…。！？：；]$/.test(before.text) || before.width <= width / 2) return false;
  return isCjk(before.text.at(-1))
    ? isCjk(next.text[0]) && before.width >= LEAST_WIDTH
    : /^\p{Ll}/u.test(next.text) && before.text.includes(' ');
}

function passagesOf(
  document: string,
  lines: readonly TextRange[],
  selected: readonly TextRange[] | undefined,
): Passage[] {
  const range = { start: lines[0].start, end: lines.at(-1)!.end };
  const breaks = lines.slice(1).map((line, i) => ({ start: lines[i].end, end: line.start }));
  const markup = markupIn(document, range, breaks);
  const width = Math.max(...lines.map((line) => lineOfProse(document, line).width));
  return selectedParts(document, range, selected, [...markup, ...breaks]).flatMap((part) => {
    const own = breaks.filter(({ start, end }) => start >= part.start && end <= part.end);
    const unbroken = new Unbroken(document, part, own);
    if (!hasLetters(unbroken.text)) return [];
    const layout = {
      indent: columns(linePrefix(document, part.start)),
      breaks: own.map(({ start, end }) => document.slice(start, end)),
      width,
    };
    return {
      range: part,
      text: unbroken.text,
      markup: unbroken.markup(markup),
      write: (text: string, atoms: readonly TextRange[]) => breakLines(text, atoms, layout),
    };
  });
}

/** Markdown's signs, at their places in the document. */
function markupIn(document: string, range: TextRange, breaks: readonly TextRange[]): Markup[] {
  const unbroken = new Unbroken(document, range, breaks);
  const found = markupOfText(unbroken.text);
  if (found.length === 0) return [];
  const origin = (offset: number): number => {
    let [low, high] = [range.start, range.end];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (unbroken.at(middle) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return found.map((one) => ({ ...one, start: origin(one.start), end: origin(one.end) }));
}

/** The lines of a stretch of a document, without their ends. */
export function linesIn(document: string, { start, end }: TextRange): TextRange[] {
  const lines: TextRange[] = [];
  const text = document.slice(start, end);
  let from = 0;
  for (const { 0: found, index } of text.matchAll(/\r\n|[\n\r\u2028\u2029]|$/g)) {
    if (index >= from) lines.push({ start: start + from, end: start + index });
    from = index + found.length;
  }
  return lines;
}
