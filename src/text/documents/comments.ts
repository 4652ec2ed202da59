/**
 * The comments of source code, found with the comment signs that the editor knows for the language, past strings and
 * regular expressions. Not a parser of any language: what it reads wrongly is at worst a comment not seen.
 */
import type { Span } from '../span';
import * as syntaxOf from './code-syntax';
import { DocumentError } from './errors';
import { linePrefix } from './layout';
import { isLicence } from './line-kinds';
import type { ProseLine } from './lines';
import { linesIn, passagesOfLines } from './lines';
import type { Passage } from './passage';
import { doublesQuotes, escapeSign, literalForm } from './string-literals';
import { stringPassages } from './string-value';

/** As in VS Code's language configuration. */
export interface CommentSyntax {
  line?: string;
  block?: readonly [string, string];
  /** VS Code's id of the language, for its strings. */
  language: string;
}

/** A comment with its signs. */
export interface Comment extends Span {
  kind: 'line' | 'block' | 'docstring';
  /** Its signs' lengths. */
  open: number;
  close: number;
}

/** Before a regular expression there is none of: a name, a number, a closing bracket. */
const BEFORE_REGEX =
  /(?:^|[([{,;=:!&|?+\-*%~^<>]|\b(?:return|typeof|case|in|of|do|else|void|delete|throw|new|await|yield))$/;

/** @param selected parts of the document that are wanted; undefined: all comments */
export function commentPassages(
  document: string,
  syntax: CommentSyntax,
  selected?: readonly Span[],
): Passage[] {
  return groups(document, findComments(document, syntax))
    .filter((lines) => lines.length > 0 && !isLicence(document.slice(lines[0].start, lines.at(-1)!.end)))
    .flatMap((lines) => {
      const name = declaredBehind(document, lines, syntax);
      return passagesOfLines(document, lines, selected).map((passage, i) => ({
        ...passage,
        ...(i === 0 && name !== undefined && { markup: withName(passage, name) }),
        verify: (text: string) => endsNoComment(text, passage, syntax),
      }));
    });
}

const DECLARATION =
  /^[^\r\n]*(?:\r\n|\n|\r)[ \t]*(?:(?:func|type|var|const)\s+(?:\([^()\r\n]{0,100}\)\s*)?([A-Za-z_]\w*)|package\s+(\w+))/;

/** Go: what a comment describes is its first word, https://go.dev/doc/comment, and tools look for it. */
function declaredBehind(
  document: string,
  lines: readonly ProseLine[],
  { language }: CommentSyntax,
): string | undefined {
  const end = lines.at(-1)?.end;
  if (language !== 'go' || end === undefined) return undefined;
  const found = DECLARATION.exec(document.slice(end, end + 500));
  return found?.[1] ?? (found?.[2] === undefined ? undefined : `Package ${found[2]}`);
}

function withName({ text, markup }: Passage, name: string): Passage['markup'] {
  const article = /^(?:An?|The) /.exec(text)?.[0].length ?? 0;
  const start = text.startsWith(name) ? 0 : article;
  const stands = text.startsWith(name, start) && !/[\w.]/.test(text[start + name.length] ?? '');
  return stands ? [{ start, end: start + name.length }, ...markup] : markup;
}

/** What would end the comment in the middle. */
function endsNoComment(translated: string, { text }: Passage, { block, language }: CommentSyntax): boolean {
  const signs = [
    ...(syntaxOf.blockSigns(block) ?? []),
    ...(syntaxOf.DOCSTRINGS.has(language) ? ['"""', "'''"] : []),
  ];
  return signs.every((sign) => translated.split(sign).length === text.split(sign).length);
}

export function findComments(document: string, syntax: CommentSyntax): Comment[] {
  return new Scanner(document, syntax).run().comments;
}

/** A string with its quotation marks, and the letters before them that say of what kind it is. */
interface StringLiteral extends Span {
  quote: string;
  prefix: string;
}

/**
 * The strings of source code that are selected, in whole or in part, without their quotation marks.
 * @returns undefined where none is, so that the selection is something else
 */
export function literalPassages(
  document: string,
  syntax: CommentSyntax,
  selected: readonly Span[],
): Passage[] | undefined {
  const touched = new Scanner(document, syntax)
    .run()
    .strings.filter((string) => selected.some((one) => one.start < string.end && string.start < one.end));
  if (touched.length === 0) return undefined;
  return touched.flatMap(({ start, end, quote, prefix }) => {
    const inner = { start: start + quote.length, end: end - quote.length };
    return stringPassages(document, inner, literalForm(syntax.language, quote[0], prefix), selected);
  });
}

/** Templates in each other's substitutions. */
const DEEPEST = 100;

class Scanner {
  readonly comments: Comment[] = [];
  readonly strings: StringLiteral[] = [];
  private at = 0;
  private depth = 0;
  private readonly lines: readonly string[];
  private readonly block: readonly [string, string] | undefined;

  constructor(
    private readonly document: string,
    private readonly syntax: CommentSyntax,
  ) {
    this.lines = syntaxOf.lineSigns(syntax.language, syntax.line);
    this.block = syntaxOf.blockSigns(syntax.block);
  }

  run(): this {
    if (this.document.startsWith('#!')) this.at = this.endOfLine(0);
    while (this.at < this.document.length) this.next();
    return this;
  }

  private next(): void {
    const { language } = this.syntax;
    const { block } = this;
    if (syntaxOf.TRIPLE_QUOTES.has(language) && this.tripleQuoted()) return;
    if (block && this.document.startsWith(block[0], this.at) && this.blockComment(block)) return;
    const sign = this.lines.find(
      (one) => this.document.startsWith(one, this.at) && this.beginsLineComment(one),
    );
    if (sign) return this.lineComment(sign);
    const character = this.document[this.at];
    if (this.otherThanString(character)) return;
    const isString =
      character === '"'
        ? !syntaxOf.NO_STRINGS.has(language)
        : character === "'" && !syntaxOf.NO_SINGLE_QUOTES.has(language);
    if (isString) return this.string(character);
    if (character === '`' && language === 'go') return this.rawString('`', '`', '');
    if (character === '`' && syntaxOf.BACKTICKS.has(language)) return this.template();
    if (character === '/' && syntaxOf.REGULAR_EXPRESSIONS.has(language) && this.regularExpression()) return;
    this.at++;
  }

  /** Characters, here-documents, raw strings: past them. */
  private otherThanString(character: string): boolean {
    const { language } = this.syntax;
    if (character === "'" && syntaxOf.CHARACTERS.has(language))
      return this.past(/'(?:\\[^\r\n][^'\r\n]{0,10}|[^'\\\r\n])'/y);
    if (character === '\\' && syntaxOf.BACKSLASH_CHARACTERS.has(language)) return this.past(/\\[^\s]/y);
    if (character === '<' && syntaxOf.HERE_DOCUMENTS.has(language)) return this.hereDocument();
    if (character === 'R' && /^(?:cpp|c|cuda-cpp|objective-cpp)$/.test(language))
      return this.rawOf(/R"([^()\s\\]{0,16})\(/y, ')', '"');
    if (character === 'r' && language === 'rust') return this.rawOf(/r(#{0,10})"/y, '"', '');
    return character === '[' && language === 'lua' ? this.rawOf(/\[(=*)\[/y, ']', ']') : false;
  }

  private past(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.document);
    if (found) this.at += found[0].length;
    return found !== null;
  }

  /** Ended by what it was begun with: R"x( … )x". */
  private rawOf(open: RegExp, before: string, after: string): boolean {
    open.lastIndex = this.at;
    const found = open.exec(this.document);
    if (!found) return false;
    const close = before + found[1] + after;
    const end = this.document.indexOf(close, this.at + found[0].length);
    this.at = end < 0 ? this.document.length : end + close.length;
    return true;
  }

  private rawString(open: string, close: string, prefix: string): void {
    const start = this.at;
    const end = this.document.indexOf(close, start + open.length);
    this.at = end < 0 ? this.document.length : end + close.length;
    if (end >= 0) this.strings.push({ start, end: this.at, quote: open, prefix });
  }

  /** <<EOF up to the line that is EOF. */
  private hereDocument(): boolean {
    const sign = /<<[-~<]?\s?(["']?)([A-Za-z_]\w{0,60})\1/y;
    sign.lastIndex = this.at;
    const found = sign.exec(this.document);
    if (!found) return false;
    const end = new RegExp(`^[ \\t]*${found[2]}\\b`, 'm');
    const from = this.endOfLine(this.at);
    const last = end.exec(this.document.slice(from));
    this.at = last ? from + last.index + last[0].length : this.at + found[0].length;
    return true;
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
    if (syntaxOf.WHOLE_LINES.has(this.syntax.language))
      return /(?:^|[\r\n])[ \t]*$/.test(this.document.slice(Math.max(0, this.at - 100), this.at));
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
    const alone =
      syntaxOf.DOCSTRINGS.has(this.syntax.language) &&
      /(?:^|[\r\n])[ \t]*$/.test(before) &&
      !/[=(,[{+\\%]\s*$/.test(before);
    if (alone && close >= 0 && !/[fFbB]/.test(found[0])) this.add('docstring', end, open, 3);
    else this.at = end;
    return true;
  }

  /** To the closing quote, or to the end of the line where there is none. */
  private string(quote: string): void {
    const start = this.at;
    const { language } = this.syntax;
    const prefix = /[A-Za-z@$]{0,3}$/.exec(this.document.slice(Math.max(0, start - 3), start))![0];
    const sign = escapeSign(language, quote, prefix);
    const doubled = doublesQuotes(language) || (language === 'csharp' && prefix.includes('@'));
    // A raw string of Python still has its quotation mark behind a backslash.
    const skips = sign ?? (language === 'python' ? '\\' : undefined);
    for (this.at++; this.at < this.document.length; this.at++) {
      const character = this.document[this.at];
      if (character === skips) this.at++;
      else if (character === '\n' || character === '\r') return;
      else if (character === quote) {
        if (doubled && this.document[this.at + 1] === quote) this.at++;
        else {
          this.strings.push({ start, end: ++this.at, quote, prefix });
          return;
        }
      }
    }
  }

  private template(): void {
    const start = this.at;
    for (this.at++; this.at < this.document.length; this.at++) {
      const character = this.document[this.at];
      if (character === '\\') this.at++;
      else if (character === '`') {
        this.strings.push({ start, end: ++this.at, quote: '`', prefix: '' });
        return;
      } else if (character === '$' && this.document[this.at + 1] === '{') this.substitution();
    }
  }

  /** The code inside ${ }, strings and templates in it included. Ends at the closing brace. */
  private substitution(): void {
    if (++this.depth > DEEPEST)
      throw new DocumentError('too-deep', `templates lie more than ${DEEPEST} deep in each other`);
    this.at += 2;
    for (let depth = 1; this.at < this.document.length;) {
      const character = this.document[this.at];
      if (character === '{') depth++;
      else if (character === '}' && --depth === 0) break;
      if (/["'`/]/.test(character)) this.next();
      else this.at++;
    }
    this.depth--;
  }

  private regularExpression(): boolean {
    const before = this.document.slice(Math.max(0, this.at - 40), this.at);
    const word = before.trimEnd();
    if (!before.slice(word.length).includes('\n') && !BEFORE_REGEX.test(word)) return false;
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
    if (last && goesOn(document, last, comment)) result.at(-1)!.push(...lines);
    else result.push(lines);
    last = comment;
  }
  return result;
}

/** Whether one line comment goes on with the next: alone on the next line, at the same column, with the same signs. */
export function goesOn(document: string, last: Comment, comment: Comment): boolean {
  const between = document.slice(last.end, comment.start);
  if (last.kind !== 'line' || comment.kind !== 'line' || !/^(?:\r\n|\n|\r)[ \t]*$/.test(between))
    return false;
  const before = (one: Comment): string => linePrefix(document, one.start);
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
