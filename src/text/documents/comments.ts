/**
 * The comments of source code, found with the comment signs that the editor knows for the language, past strings and
 * regular expressions. Not a parser of any language: what it reads wrongly is at worst a comment not seen.
 */
import type { TextRange } from '../placeholders';
import type { ProseLine } from './lines';
import { linesIn, passagesOfLines } from './lines';
import type { Passage } from './passage';
import { selectedParts } from './passage';
import { escapeQuotes } from './values';

/** As in VS Code's language configuration. */
export interface CommentSyntax {
  line?: string;
  block?: readonly [string, string];
  /** VS Code's id of the language, for its strings. */
  language: string;
}

/** A comment with its signs. */
export interface Comment extends TextRange {
  kind: 'line' | 'block' | 'docstring';
  /** Its signs' lengths. */
  open: number;
  close: number;
}

/** Where ' begins no string. */
const NO_SINGLE_QUOTES = new Set(
  'rust clojure lisp scheme haskell ocaml fsharp vb latex tex matlab verilog'.split(' '),
);
const BACKTICKS = new Set('javascript javascriptreact typescript typescriptreact go vue svelte'.split(' '));
const REGULAR_EXPRESSIONS = new Set(
  'javascript javascriptreact typescript typescriptreact vue svelte'.split(' '),
);
const DOCSTRINGS = new Set(['python']);
/** Before a regular expression there is none of: a name, a number, a closing bracket. */
const BEFORE_REGEX =
  /(?:^|[([{,;=:!&|?+\-*%~^<>\n]|\b(?:return|typeof|case|in|of|do|else|void|delete|throw|new|await|yield))\s*$/;

/** @param selected parts of the document that are wanted; undefined: all comments */
export function commentPassages(
  document: string,
  syntax: CommentSyntax,
  selected?: readonly TextRange[],
): Passage[] {
  return groups(document, findComments(document, syntax)).flatMap((lines) =>
    passagesOfLines(document, lines, selected).map((passage) => ({
      ...passage,
      verify: (text: string) => endsNoComment(text, passage, syntax),
    })),
  );
}

/** What would end the comment in the middle. */
function endsNoComment(translated: string, { text }: Passage, { block, language }: CommentSyntax): boolean {
  const signs = [...(block ?? []), ...(DOCSTRINGS.has(language) ? ['"""', "'''"] : [])];
  return signs.every((sign) => translated.split(sign).length === text.split(sign).length);
}

export function findComments(document: string, syntax: CommentSyntax): Comment[] {
  return new Scanner(document, syntax).run().comments;
}

/**
 * The strings of source code that are selected, in whole or in part, without their quotation marks.
 * @returns undefined where none is, so that the selection is something else
 */
export function stringPassages(
  document: string,
  syntax: CommentSyntax,
  selected: readonly TextRange[],
): Passage[] | undefined {
  const touched = new Scanner(document, syntax)
    .run()
    .strings.filter((string) => selected.some((one) => one.start < string.end && string.start < one.end));
  if (touched.length === 0) return undefined;
  return touched.flatMap((string) =>
    selectedParts(document, { start: string.start + 1, end: string.end - 1 }, selected, []).map((range) => ({
      range,
      text: document.slice(range.start, range.end),
      markup: [],
      write: (text: string, atoms: readonly TextRange[]) => escapeQuotes(text, atoms, document[string.start]),
    })),
  );
}

class Scanner {
  readonly comments: Comment[] = [];
  /** With their quotation marks. */
  readonly strings: TextRange[] = [];
  private at = 0;

  constructor(
    private readonly document: string,
    private readonly syntax: CommentSyntax,
  ) {}

  run(): this {
    if (this.document.startsWith('#!')) this.at = this.endOfLine(0);
    while (this.at < this.document.length) this.next();
    return this;
  }

  private next(): void {
    const { line, block, language } = this.syntax;
    if (DOCSTRINGS.has(language) && this.tripleQuoted()) return;
    if (block && this.document.startsWith(block[0], this.at) && this.blockComment(block)) return;
    if (line && this.document.startsWith(line, this.at) && this.beginsLineComment(line))
      return this.lineComment(line);
    const character = this.document[this.at];
    if (character === '"' || (character === "'" && !NO_SINGLE_QUOTES.has(language)))
      return this.string(character);
    if (character === '`' && BACKTICKS.has(language)) return this.template();
    if (character === '/' && REGULAR_EXPRESSIONS.has(language) && this.regularExpression()) return;
    this.at++;
  }

  private endOfLine(from: number): number {
    const end = /[\r\n]/.exec(this.document.slice(from, from + 10_000));
    if (end) return from + end.index;
    const next = this.document.slice(from).search(/[\r\n]/);
    return next < 0 ? this.document.length : from + next;
  }

  /** Signs such as # and -- mean other things inside words; // follows a colon in addresses. */
  private beginsLineComment(sign: string): boolean {
    const before = this.document[this.at - 1] ?? '\n';
    return sign === '//' ? before !== ':' : /[\s;({})]/.test(before);
  }

  private lineComment(sign: string): void {
    const end = this.endOfLine(this.at);
    this.comments.push({ kind: 'line', start: this.at, end, open: sign.length, close: 0 });
    this.at = end;
  }

  private blockComment([open, close]: readonly [string, string]): boolean {
    const end = this.document.indexOf(close, this.at + open.length);
    if (end < 0) return false;
    this.add('block', end + close.length, open.length, close.length);
    return true;
  }

  private add(kind: Comment['kind'], end: number, open: number, close: number): void {
    this.comments.push({ kind, start: this.at, end, open, close });
    this.at = end;
  }

  /** A string that stands alone as a statement is a comment; others are values. */
  private tripleQuoted(): boolean {
    const quotes = /(?:[rRuUbBfF]{0,2})("""|''')/y;
    quotes.lastIndex = this.at;
    const found = quotes.exec(this.document);
    if (!found) return false;
    const open = found[0].length;
    const close = this.document.indexOf(found[1], this.at + open);
    const end = close < 0 ? this.document.length : close + 3;
    const before = this.document.slice(Math.max(0, this.at - 500), this.at);
    const alone = /(?:^|[\r\n])[ \t]*$/.test(before) && !/[=(,[{+\\%]\s*$/.test(before);
    if (alone && close >= 0 && !/[fFbB]/.test(found[0])) this.add('docstring', end, open, 3);
    else this.at = end;
    return true;
  }

  /** To the closing quote, or to the end of the line where there is none. */
  private string(quote: string): void {
    const start = this.at;
    for (this.at++; this.at < this.document.length; this.at++) {
      const character = this.document[this.at];
      if (character === '\\') this.at++;
      else if (character === '\n' || character === '\r') return;
      else if (character === quote) {
        this.strings.push({ start, end: ++this.at });
        return;
      }
    }
  }

  private template(): void {
    const start = this.at;
    for (this.at++; this.at < this.document.length; this.at++) {
      const character = this.document[this.at];
      if (character === '\\') this.at++;
      else if (character === '`') {
        this.strings.push({ start, end: ++this.at });
        return;
      } else if (character === '$' && this.document[this.at + 1] === '{') this.substitution();
    }
  }

  /** The code inside ${ }, strings and templates in it included. Ends at the closing brace. */
  private substitution(): void {
    this.at += 2;
    for (let depth = 1; this.at < this.document.length;) {
      const character = this.document[this.at];
      if (character === '{') depth++;
      else if (character === '}' && --depth === 0) return;
      if (/["'`/]/.test(character)) this.next();
      else this.at++;
    }
  }

  private regularExpression(): boolean {
    if (!BEFORE_REGEX.test(this.document.slice(Math.max(0, this.at - 40), this.at))) return false;
    const regex = /\/(?![*/])(?:\\[^\r\n]|\[(?:\\[^\r\n]|[^\]\\\r\n]){0,500}\]|[^/\\[\r\n]){1,2000}\/[a-z]*/y;
    regex.lastIndex = this.at;
    const found = regex.exec(this.document);
    if (found) this.at += found[0].length;
    return found !== null;
  }
}

/** Line comments below each other are one text; so is a block. */
function groups(document: string, comments: readonly Comment[]): ProseLine[][] {
  const result: ProseLine[][] = [];
  let last: Comment | undefined;
  for (const comment of comments) {
    const lines = linesOf(document, comment);
    if (last && comment.kind === 'line' && goesOn(document, last, comment)) result.at(-1)!.push(...lines);
    else result.push(lines);
    last = comment;
  }
  return result;
}

/** Alone on the next line, at the same column, with the same signs. */
function goesOn(document: string, last: Comment, comment: Comment): boolean {
  const between = document.slice(last.end, comment.start);
  if (last.kind !== 'line' || !/^(?:\r\n|\n|\r)[ \t]*$/.test(between)) return false;
  const before = (one: Comment): string =>
    /[^\r\n]*$/.exec(document.slice(Math.max(0, one.start - 500), one.start))![0];
  const signs = (one: Comment): string => /^[/#;%!*-]*/.exec(document.slice(one.start, one.end))![0];
  return before(last) === before(comment) && signs(last) === signs(comment);
}

/** What is between the signs of a comment, line by line. */
function linesOf(document: string, comment: Comment): ProseLine[] {
  const inner = { start: comment.start + comment.open, end: comment.end - comment.close };
  // "///", "/**", "##": more of the same sign. And what is doubled at the end: "**/".
  while (inner.start < inner.end && /[/*#!;%-]/.test(document[inner.start]) && comment.kind !== 'docstring')
    inner.start++;
  while (inner.end > inner.start && comment.kind === 'block' && document[inner.end - 1] === '*') inner.end--;
  return linesIn(document, inner).map((line, i) => {
    const text = document.slice(line.start, line.end);
    const star = comment.kind === 'block' && i > 0 ? (/^\s*\*+(?=\s|$)/.exec(text)?.[0].length ?? 0) : 0;
    return { start: line.start + star, end: line.end, comment: true };
  });
}
