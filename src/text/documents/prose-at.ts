/**
 * The prose around a place in a document: the sentence that is being written there, and the comment it stands in. What is
 * prose is decided by the parsers that find what is translated.
 *
 * Not here: how a sentence goes on (src/engine/complete), which comment is shown translated (src/extension/documents).
 */
import { applyEdits } from '../edits';
import type { Span } from '../span';
import type { Comment, CommentSyntax } from './comments';
import { commentPassages, findComments, goesOn } from './comments';
import type { DocumentFormat } from '.';
import { findPassages } from '.';
import type { Passage } from './passage';
import { isCjk } from './passage';

export interface ProseAt {
  /** The sentence up to the place, without line breaks; empty where none has begun. */
  before: string;
  /** The rest of it on the line. */
  after: string;
  /** Of source code: the whole comment, with its signs; line comments below each other are one. */
  comment?: Span;
}

/** Here any value that is selected is taken for prose; where nothing is, the values must tell. */
const DATA: ReadonlySet<string> = new Set(['json', 'yaml', 'toml', 'properties']);
/** So much before the place may belong to its sentence. */
const REACH = 4000;
const LAST_SENTENCE = /(?:[.!?…]["'”’)]*\s+|[。！？]\s*)(?!\s)(?=[^.!?…。！？]*$)/;

/**
 * @param offset of the place, in UTF-16 units
 * @returns undefined where it stands in code, in markup, in a value that is no prose
 * @throws DocumentError where the format's own parser refuses the document
 */
export function proseAt(document: string, format: DocumentFormat, offset: number): ProseAt | undefined {
  const comment = format.kind === 'code' ? commentAround(document, format, offset) : undefined;
  if (format.kind === 'code' && !comment) return undefined;
  if (DATA.has(format.kind) && !isTranslated(document, format, offset)) return undefined;
  const head = { start: Math.max(comment?.start ?? 0, offset - REACH), end: offset };
  const tail = { start: offset, end: endOfLine(document, offset) };
  const passages =
    format.kind === 'code'
      ? commentPassages(document, format, [head, tail])
      : findPassages(document, format, [head, tail]);
  const last = passages.findLast(({ range }) => range.end <= offset);
  const next = passages.find(({ range }) => range.start >= offset);
  const gap = last && document.slice(last.range.end, offset);
  const goes = gap !== undefined && !/[\p{L}\p{N}]|[\r\n][^\r\n]*[\r\n]/u.test(gap);
  if (!goes && !comment) return undefined;
  return {
    before: goes ? lastSentence(wordsOf(last!) + spaceFor(last!.text, gap)) : '',
    after:
      next && document.slice(offset, next.range.start).trim() === ''
        ? firstSentence(document, offset, next)
        : '',
    ...(comment && { comment }),
  };
}

const isTranslated = (document: string, format: DocumentFormat, offset: number): boolean =>
  findPassages(document, format).some(({ range }) => range.start <= offset && offset <= range.end);

/** What stands between the words and the place is a space at most. */
const spaceFor = (text: string, gap: string): string =>
  gap === '' || (/[\r\n]/.test(gap) && isCjk(text.at(-1))) ? '' : ' ';

function lastSentence(text: string): string {
  const last = LAST_SENTENCE.exec(text);
  return last ? text.slice(last.index + last[0].length) : text;
}

function firstSentence(document: string, offset: number, next: Passage): string {
  const space = document.slice(offset, next.range.start);
  return (space + /^[^.!?…。！？]*[.!?…。！？]?/.exec(wordsOf(next))![0]).trimEnd();
}

/** Without emphasis, links, tags: a sentence is gone on with as it is read. */
const wordsOf = ({ text, markup }: Passage): string =>
  applyEdits(
    text,
    markup.filter(({ pair }) => pair !== undefined).map(({ start, end }) => ({ start, end, text: '' })),
  );

function endOfLine(document: string, from: number): number {
  const next = /[\r\n]/g;
  next.lastIndex = from;
  return next.exec(document)?.index ?? document.length;
}

/** @returns undefined where the place is in none */
function commentAround(document: string, syntax: CommentSyntax, offset: number): Span | undefined {
  const comments = findComments(document, syntax);
  const at = comments.findIndex((one) => holds(one, offset));
  if (at < 0) return undefined;
  let [first, last] = [at, at];
  while (first > 0 && goesOn(document, comments[first - 1], comments[first])) first--;
  while (last + 1 < comments.length && goesOn(document, comments[last], comments[last + 1])) last++;
  return { start: comments[first].start, end: comments[last].end };
}

/** Behind what closes a block one writes code again. */
const holds = ({ start, end, close }: Comment, offset: number): boolean =>
  start <= offset && offset <= end - close;
