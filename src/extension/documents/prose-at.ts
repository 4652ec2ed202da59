/** The sentence around a position in a document, where one writes prose: anywhere in a text, in comments of source code. Knows nothing of VS Code. */
import type { DocumentFormat } from '../../protocol/document';
import { isWide } from '../../text/wide';

export interface SentenceAt {
  /** Up to the position, without line breaks. */
  before: string;
  /** The rest of it on the line. */
  after: string;
}

export type LineAt = (line: number) => string;

/** Lines above the position that may belong to its sentence. */
const LINES_BACK = 8;
/** As far as the beginning of a block comment is looked for. */
const COMMENT_LINES = 200;
const FRAME = /^\s*(?:(?:\/\*+(?!\/)|\/\/[/!]?|\*(?!\*)|#+|--+|;+|<!--|>|[-+•]|\d{1,3}[.)])\s+)*/;
const LAST_SENTENCE = /(?:[.!?…]["'”’)]*\s+|[。！？]\s*)(?!\s)(?=[^.!?…。！？]*$)/;

/**
 * @param line and character of the position, from 0
 * @returns undefined where it stands in code
 */
export function sentenceAt(
  lineAt: LineAt,
  { line, character }: { line: number; character: number },
  format: DocumentFormat,
): SentenceAt | undefined {
  const text = lineAt(line);
  const head = text.slice(0, character);
  const start = proseStart(lineAt, line, head, format);
  if (start === undefined) return undefined;
  const parts = [head.slice(Math.max(start, FRAME.exec(head.slice(start))![0].length + start))];
  for (let above = line - 1; above >= Math.max(0, line - LINES_BACK); above--) {
    if (isFramed(head, start) || !continues(lineAt, above, format)) break;
    const words = withoutFrame(lineAt(above), format);
    if (words === '') break;
    parts.unshift(words);
    if (hasBullet(lineAt(above))) break;
  }
  const before = parts.reduce(joinLines).replace(/^\s+/, '');
  const last = LAST_SENTENCE.exec(before);
  const rest = text.slice(character).split(closingOf(format))[0];
  return {
    before: last ? before.slice(last.index + last[0].length) : before,
    after: /^[^.!?…。！？]*[.!?…。！？]?/.exec(rest)![0].trimEnd(),
  };
}

/** Chinese goes on in the next line without a space. */
const joinLines = (above: string, below: string): string =>
  isWide(above.at(-1)) && isWide(below[0]) ? above + below : `${above} ${below}`;

/** What ends the prose on a line. */
function closingOf(format: DocumentFormat): string {
  if (format.kind === 'html') return '<';
  return format.kind === 'code' ? (format.block?.[1] ?? '\n') : '\n';
}

/** Where prose begins on the line, as far as the line goes. */
function proseStart(lineAt: LineAt, line: number, head: string, format: DocumentFormat): number | undefined {
  if (format.kind === 'markdown') return inFence(lineAt, line) ? undefined : 0;
  if (format.kind === 'plain' || format.kind === 'po') return 0;
  if (format.kind === 'html')
    return head.lastIndexOf('<') > head.lastIndexOf('>') ? undefined : head.lastIndexOf('>') + 1;
  if (format.kind !== 'code') return undefined;
  const { line: sign, block } = format;
  const at = sign ? lineComment(head, sign) : undefined;
  if (at !== undefined || !block || !inBlock(lineAt, line, head, block)) return at;
  const opened = head.lastIndexOf(block[0]);
  return opened < 0 ? 0 : opened + block[0].length;
}

const QUOTES = ['"', "'", '`'];
const BEFORE_COMMENT = /[\s;{}()]/;

/** @returns where the words behind the sign begin; a sign between quotation marks is none */
function lineComment(head: string, sign: string): number | undefined {
  const open = new Set<string>();
  for (let at = 0; at < head.length; at++) {
    const begins = open.size === 0 && head.startsWith(sign, at);
    if (begins && (at === 0 || BEFORE_COMMENT.test(head[at - 1]))) return at + sign.length;
    if (QUOTES.includes(head[at]) && !open.delete(head[at])) open.add(head[at]);
  }
  return undefined;
}

function inBlock(
  lineAt: LineAt,
  line: number,
  head: string,
  [open, close]: readonly [string, string],
): boolean {
  for (let at = line, text = head; ; text = lineAt(--at)) {
    const [opened, closed] = [text.lastIndexOf(open), text.lastIndexOf(close)];
    if (opened >= 0 || closed >= 0) return opened > closed;
    if (at === 0 || line - at > COMMENT_LINES) return false;
  }
}

function inFence(lineAt: LineAt, line: number): boolean {
  let inside = false;
  for (let at = 0; at < line; at++) if (/^\s*(?:`{3,}|~{3,})/.test(lineAt(at))) inside = !inside;
  return inside;
}

const hasBullet = (text: string): boolean => /^\s*(?:[/*#;!-]+\s+)?(?:[-+•]|\d{1,3}[.)]|@\w+)\s/.test(text);
const isFramed = (head: string, start: number): boolean => hasBullet(head.slice(start)) || hasBullet(head);

/** Whether a line above is prose of the same kind. */
function continues(lineAt: LineAt, above: number, format: DocumentFormat): boolean {
  const text = lineAt(above);
  if (format.kind !== 'code') return text.trim() !== '' && !/^\s*(?:#|```|~~~|\|)/.test(text);
  return format.line !== undefined && text.trimStart().startsWith(format.line)
    ? true
    : /^\s*\*(?!\/)/.test(text);
}

const withoutFrame = (text: string, format: DocumentFormat): string =>
  (format.kind === 'code'
    ? text.replace(/^\s*(?:\/\/[/!]?|\*|#+|--+|;+|%+)\s?/, '')
    : text.replace(FRAME, '')
  ).trim();
