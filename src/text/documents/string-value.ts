/**
 * A string of data (a value of JSON, a message, an attribute's text) as passages: its escapes read, tags and Markdown's
 * signs in it set apart, and what is written spelt as the string's form wants. Where a value has line ends, its lines are
 * passages of their own.
 */
import type { Span } from '../span';
import { markupOfText } from './inline';
import type { Block, Markup, Passage, Replaced } from './passage';
import { hasLetters, trimmed, Unbroken } from './passage';
import type { Spell } from './prose';
import { prosePassages } from './prose';
import { Covered } from './ranges';

/** How a kind of string spells what it cannot hold as it is. */
export interface StringForm {
  /** Global; finds one escape after the other. */
  escape: RegExp;
  /** @returns what an escape stands for; undefined: it stays as it is, unread */
  read(escape: string): string | undefined;
  spell: Spell;
}

export interface StringOptions {
  markup?: readonly Markup[];
  block?: Block;
  verify?(text: string, source: string): boolean;
  finish?(written: string): string;
  /** No tags, no Markdown: another parser has found all markup. */
  bare?: boolean;
  /** One passage, whatever lines it has. */
  whole?: boolean;
  /** Line ends of the document are those of the value: none is moved. */
  literal?: boolean;
}

/** Escapes in a stretch of a document: those that stand for characters, and those that are kept. */
export function readEscapes(
  document: string,
  range: Span,
  form: StringForm,
): { escapes: Required<Replaced>[]; kept: Span[] } {
  const escapes: Required<Replaced>[] = [];
  const kept: Span[] = [];
  const text = document.slice(range.start, range.end);
  for (const { 0: escape, index } of text.matchAll(form.escape)) {
    if (escape === '') continue;
    const at = { start: range.start + index, end: range.start + index + escape.length };
    const by = form.read(escape);
    if (by === undefined) kept.push(at);
    else escapes.push({ ...at, by });
  }
  return { escapes, kept };
}

/** A stretch of a document as it reads, and where each of its characters stands. */
export const readString = (document: string, range: Span, form: StringForm): Unbroken =>
  new Unbroken(document, range, readEscapes(document, range, form).escapes, ' ');

/** @param selected parts of the document that are wanted; undefined: all of it */
export function stringPassages(
  document: string,
  range: Span,
  form: StringForm,
  selected: readonly Span[] | undefined,
  { markup = [], block, verify, finish, bare = false, whole = false, literal = false }: StringOptions = {},
): Passage[] {
  const { escapes, kept } = readEscapes(document, range, form);
  const isLineEnd = ({ by }: Replaced): boolean => /^[\r\n]+$/.test(by ?? '');
  const isCut = (one: Required<Replaced>): boolean => !whole && endsLine(document, range, one);
  const lineEnds = escapes.filter(isLineEnd);
  const ends = literal ? lineBreaksIn(document, range) : [];
  const cuts = [...lineEnds.filter(isCut), ...ends].sort((a, b) => a.start - b.start);
  const soft = lineEnds.filter((one) => !isCut(one));
  const own: Markup[] = [...markup, ...kept, ...soft].sort((a, b) => a.start - b.start);
  const joins = joinsIn(document, range, escapes);
  const spelt = escapes.filter((one) => !isLineEnd(one) && !joins.some(({ end }) => end === one.end));
  const parts = [...cuts, { start: range.end, end: range.end }].map((cut, i) => ({
    start: cuts[i - 1]?.end ?? range.start,
    end: cut.start,
  }));
  return parts.flatMap((part) => {
    const words = withoutKeptEnds(document, part, kept);
    if (words.start >= words.end || !hasLetters(document.slice(words.start, words.end))) return [];
    return prosePassages(
      document,
      { range: words, breaks: breaksIn(document, words, joins, spelt), markup: own, escapes: spelt },
      selected,
      {
        ...(whole && { lineEnds: 'soft' as const }),
        spell: form.spell,
        ...(!bare && { markupOf }),
        ...(block && { block }),
        ...(verify && { verify }),
        ...(finish && { finish }),
      },
    );
  });
}

/** Of a value that is written over several lines of the document. */
const lineBreaksIn = (document: string, { start, end }: Span): Span[] =>
  Array.from(
    document.slice(start, end).matchAll(/(?<![ \t])[ \t]*(?:\r\n|\n|\r)[ \t]*/g),
    ({ 0: { length }, index }) => ({ start: start + index, end: start + index + length }),
  );

/** Escapes that join a line to the next one, with the space before them: without it they are in the middle of a word. */
const joinsIn = (document: string, range: Span, escapes: readonly Required<Replaced>[]): Span[] =>
  escapes.flatMap(({ start, end, by }) => {
    if (by !== '' || !/[\r\n]/.test(document.slice(start, end))) return [];
    const space = /(?<![ \t])[ \t]+$/.exec(document.slice(range.start, start))?.[0].length ?? 0;
    return space > 0 ? [{ start: start - space, end }] : [];
  });

/** Line ends within a value: bare ones, and those that are joined. None is inside an escape. */
function breaksIn(document: string, words: Span, joins: readonly Span[], escapes: readonly Span[]): Span[] {
  const [joined, spelt] = [new Covered(joins), new Covered(escapes)];
  const bare = lineBreaksIn(document, words).filter((one) => !joined.touches(one) && !spelt.touches(one));
  const within = joins.filter(({ start, end }) => start >= words.start && end <= words.end);
  return [...bare, ...within].sort((a, b) => a.start - b.start);
}

/** A small letter behind the end of a line goes on with the sentence. */
function endsLine(document: string, range: Span, { start, end }: Span): boolean {
  const before = document.slice(Math.max(range.start, start - 20), start);
  const after = document.slice(end, Math.min(range.end, end + 20));
  return !(/[\p{L}\p{N},;'’")]$/u.test(before) && /^\p{Ll}/u.test(after));
}

/** Space, and escapes that are kept, need not be carried through a translation at both ends. */
function withoutKeptEnds(document: string, range: Span, kept: readonly Span[]): Span {
  const starts = new Map(kept.map((one) => [one.start, one.end]));
  const ends = new Map(kept.map((one) => [one.end, one.start]));
  let { start, end } = trimmed(document, range);
  for (;;) {
    const [next, last] = [starts.get(start) ?? start, ends.get(end) ?? end];
    if ((next === start && last === end) || start >= end) return { start, end };
    ({ start, end } = trimmed(document, { start: next, end: last }));
  }
}

const TAG = /<(\/?)([A-Za-z][\w:.-]*|\d+)((?:\s(?:[^<>"']|"[^"]*"|'[^']*')*)?)(\/?)>/g;
/** Pairs of a value's tags are told from those of Markdown by their numbers. */
const TAG_PAIRS = 1e9;

/** Tags of XML, and numbered ones (`<1>…</1>`) as React's translations have them. */
export function tagMarkup(text: string): Markup[] {
  if (!text.includes('<')) return [];
  const found: Markup[] = [];
  const open: { name: string; at: number }[] = [];
  for (const { 0: tag, 1: closes, 2: name, 4: empty, index } of text.matchAll(TAG)) {
    const range: Markup = { start: index, end: index + tag.length };
    if (closes) {
      const last = open.findLastIndex((one) => one.name === name);
      if (last >= 0) {
        const [{ at }] = open.splice(last);
        range.pair = found[at].pair = TAG_PAIRS + found[at].start;
      }
    } else if (!empty) open.push({ name, at: found.length });
    found.push(range);
  }
  return found;
}

function markupOf(text: string): Markup[] {
  const tags = tagMarkup(text);
  const covered = new Covered(tags);
  const signs = markupOfText(text).filter((one) => !covered.touches(one));
  return [...tags, ...signs];
}
