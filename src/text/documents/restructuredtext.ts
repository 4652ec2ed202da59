/**
 * The passages of reStructuredText: paragraphs, titles with their lines, items, bodies of admonitions and of what Sphinx
 * describes. Directives' arguments and options, fields, listings, tables, targets and comments stay. By lines and their
 * indentation: https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html.
 */
import type { Span } from '../span';
import { columns, linePrefix } from './layout';
import { linesIn } from './lines';
import type { Markup, Passage } from './passage';
import { hasLetters, trimmed } from './passage';
import { disguised, prosePassages } from './prose';
import { Covered } from './ranges';

const ADORNMENT = /^([!-/:-@[-`{-~])\1{1,}\s*$/;
const TABLE = /^\s*(?:\+[-=+]+\+|={2,}(?:\s+={2,})+)\s*$/;
const DIRECTIVE = /^(\s*)\.\.\s+(?:\|[^|]+\|\s+)?([\w:.+-]+)::\s*/;
const EXPLICIT = /^\s*(?:\.\.(?:\s|$)|__\s)/;
const NOTE = /^(\s*)\.\.\s+\[[^\]]+\]\s+(?=\S)/;
const FIELD = /^\s*:(?![\s:])(?:[^:\\]|\\.)+:(?:\s|$)/;
/** Fields whose values are said to people. */
const SAID =
  /^\s*:(?:param|parameter|arg|argument|key|keyword|raises?|except|exception|returns?|var|ivar|cvar|yields?)\b(?:[^:\\]|\\.)*:\s+/;
const ITEM = /^\s*(?:[-*+•]|(?:\d{1,3}|#|[a-zA-Z])[.)]|\((?:\d{1,3}|#|[a-zA-Z])\))\s+(?=\S)/;
const LINE_BLOCK = /^\s*\|\s+/;
const DOCTEST = /^\s*>>>\s/;

/** Directives that are read as prose: with what is behind their colons, or with their bodies alone. */
const PROSE =
  /^(?:note|warning|tip|important|caution|danger|error|hint|attention|seealso|admonition|topic|sidebar|rubric|centered|epigraph|highlights|pull-quote|todo)$/;
const BODY =
  /^(?:figure|image|container|only|compound|versionadded|versionchanged|deprecated|versionremoved|glossary|hlist|tab|tabs|tab-item|tab-set|dropdown|card|grid|grid-item|list-table|table|csv-table|(?:(?:py|c|cpp|js|rst|std):)?(?:function|class|method|classmethod|staticmethod|attribute|data|exception|decorator|property|type|member|macro|struct|enum|enumerator|var|option|envvar|confval|describe|object|program|module|currentmodule|directive|role|cmdoption|setting|templatetag|templatefilter|fieldlookup|django-admin))$/;
/** Titles in their arguments, and nothing else to read. */
const CAPTION = /^(?:list-table|table|csv-table)$/;

interface Part {
  lines: Span[];
  /** Lines of punctuation above and below a title. */
  title?: { over?: Span; under: Span };
}

/** @param selected parts of the document that are wanted; undefined: all of it */
export function restPassages(document: string, selected?: readonly Span[]): Passage[] {
  return new RestReader(document).run().flatMap((part) => passagesOf(document, part, selected));
}

class RestReader {
  private readonly parts: Part[] = [];
  private current: Span[] = [];
  private readonly lines: readonly Span[];
  /** Lines indented deeper than this stay. */
  private quietBelow: number | undefined;
  private indent = 0;

  constructor(private readonly document: string) {
    this.lines = linesIn(document, { start: 0, end: document.length });
  }

  run(): Part[] {
    for (let i = 0; i < this.lines.length; i++) i = this.line(i);
    this.end();
    return this.parts;
  }

  private text(i: number): string {
    const line = this.lines[i];
    return line ? this.document.slice(line.start, line.end) : '';
  }

  private end(): void {
    if (this.current.length > 0) {
      this.parts.push({ lines: this.current });
      // "::" at a paragraph's end: what is indented below is a listing.
      const last = this.current.at(-1)!;
      if (this.document.slice(last.start, last.end).endsWith('::')) this.quietBelow = this.indent;
    }
    this.current = [];
  }

  private add(start: number, stop: number): void {
    const range = trimmed(this.document, { start, end: stop });
    if (range.start < range.end) this.current.push(range);
  }

  /** @returns the last line that is done with */
  private line(i: number): number {
    const text = this.text(i);
    const { start, end } = this.lines[i];
    if (text.trim() === '') {
      this.end();
      return i;
    }
    const indent = columns(/^\s*/.exec(text)![0]);
    if (this.quietBelow !== undefined) {
      if (indent > this.quietBelow) return i;
      this.quietBelow = undefined;
    }
    const title = this.title(i);
    if (title !== undefined) return title;
    if (TABLE.test(text)) return this.table(i);
    if (DOCTEST.test(text)) {
      this.end();
      return this.upToBlank(i);
    }
    if (EXPLICIT.test(text)) return this.explicit(i, indent);
    if (FIELD.test(text)) return this.field(i, indent);
    const frame = ITEM.exec(text) ?? LINE_BLOCK.exec(text);
    if (frame || indent !== this.indent) this.end();
    this.indent = frame ? columns(frame[0]) : indent;
    this.add(start + (frame?.[0].length ?? 0), end);
    if (frame && LINE_BLOCK.test(text)) this.end();
    // The lines below an item's first one begin where its words do.
    return i;
  }

  private title(i: number): number | undefined {
    const [text, next, last] = [this.text(i), this.text(i + 1), this.text(i + 2)];
    const over = ADORNMENT.test(text) && next.trim() !== '' && last.trimEnd() === text.trimEnd();
    if (over) {
      this.end();
      this.parts.push({
        lines: [trimmed(this.document, this.lines[i + 1])],
        title: { over: this.lines[i], under: this.lines[i + 2] },
      });
      return i + 2;
    }
    const isTitle =
      ADORNMENT.test(next) &&
      !ADORNMENT.test(text) &&
      !/^\s/.test(text) &&
      this.current.length === 0 &&
      !TABLE.test(next);
    if (isTitle && next.trim().length >= Math.min(4, columns(text.trim()))) {
      this.end();
      this.parts.push({
        lines: [trimmed(this.document, this.lines[i])],
        title: { under: this.lines[i + 1] },
      });
      return i + 1;
    }
    if (!ADORNMENT.test(text)) return undefined;
    this.end();
    return i;
  }

  private upToBlank(i: number): number {
    let last = i;
    while (this.text(last + 1).trim() !== '') last++;
    return last;
  }

  /** Both kinds: up to the line that closes it, or to the next empty one. */
  private table(i: number): number {
    this.end();
    if (/^\s*\+/.test(this.text(i))) return this.upToBlank(i);
    let last = i;
    for (let j = i + 1; j < this.lines.length; j++) {
      if (TABLE.test(this.text(j))) last = j;
      else if (this.text(j).trim() === '' && last > i && !TABLE.test(this.text(j - 1))) continue;
      if (this.text(j).trim() === '' && TABLE.test(this.text(j - 1)) && last > i) break;
    }
    return last > i ? last : this.upToBlank(i);
  }

  /** Directives, targets, comments, footnotes. */
  private explicit(i: number, indent: number): number {
    this.end();
    const { start, end } = this.lines[i];
    const note = NOTE.exec(this.text(i));
    if (note) {
      this.indent = this.bodyIndent(i, indent);
      this.add(start + note[0].length, end);
      return i;
    }
    const directive = DIRECTIVE.exec(this.text(i));
    const name = directive?.[2] ?? '';
    if (!directive || !(PROSE.test(name) || BODY.test(name))) {
      this.quietBelow = indent;
      return i;
    }
    const from = start + directive[0].length;
    if (PROSE.test(name)) {
      this.indent = this.bodyIndent(i, indent);
      this.add(from, end);
    } else if (CAPTION.test(name)) {
      this.add(from, end);
      this.end();
      this.quietBelow = name === 'table' ? undefined : indent;
    }
    return this.options(i);
  }

  /** :name: value, right below a directive. */
  private options(i: number): number {
    let last = i;
    while (FIELD.test(this.text(last + 1)) && /^\s/.test(this.text(last + 1))) last++;
    if (last > i) this.end();
    return last;
  }

  private bodyIndent(i: number, indent: number): number {
    const next = this.text(i + 1);
    return next.trim() === '' ? indent : columns(/^\s*/.exec(next)![0]);
  }

  private field(i: number, indent: number): number {
    this.end();
    const said = SAID.exec(this.text(i));
    if (!said) {
      this.quietBelow = indent;
      return i;
    }
    this.indent = this.bodyIndent(i, indent);
    this.add(this.lines[i].start + said[0].length, this.lines[i].end);
    return i;
  }
}

const INLINE = new RegExp(
  [
    // :role:`words <target>` and `words <target>`_ : the words are prose.
    String.raw`(?<open>(?<![\w\x60])(?::[\w:+.-]{1,60}:)?\x60)(?<words>[^\x60<>]{0,500}[^\x60<>\s])(?<close>\s*<[^\x60<>]{1,500}>\x60(?:__?)?)`,
    String.raw`\x60\x60[^\x60](?:[^\r\n]|\r?\n(?!\s*\n)){0,500}?\x60\x60`,
    String.raw`(?:(?<![\w\x60]):[\w:+.-]{1,60}:)?(?<!\x60)\x60[^\x60\s][^\x60]{0,500}\x60(?::[\w:+.-]{1,60}:)?(?:__?)?`,
    String.raw`\|[^\s|][^|\r\n]{0,100}\|_{0,2}`,
    String.raw`\[(?:\d+|\#[\w-]{0,60}|\*|[A-Za-z][\w.-]{0,60})\]_`,
    String.raw`(?<![\w\x60])[A-Za-z][\w.-]{0,80}(?<=[A-Za-z0-9])__?(?!\w)`,
    String.raw`\\[^\w\r\n]`,
  ].join('|'),
  'g',
);
const EMPHASIS = /(?<![\p{L}\p{N}*\\])(\*\*?)(?=[^\s*])([^*]{0,500}[^\s*\\])\1(?![\p{L}\p{N}*])/gu;

function inlineMarkup(document: string, { start, end }: Span): Markup[] {
  const text = document.slice(start, end);
  const markup: Markup[] = [];
  for (const found of text.matchAll(INLINE)) {
    const at = start + found.index;
    const stop = at + found[0].length;
    const { open, close } = found.groups ?? {};
    if (open === undefined) markup.push({ start: at, end: stop });
    else
      markup.push(
        { start: at, end: at + open.length, pair: at },
        { start: stop - close.length, end: stop, pair: at },
      );
  }
  const taken = new Uint8Array(text.length);
  for (const one of markup) taken.fill(1, one.start - start, one.end - start);
  const emphasis: Markup[] = [];
  for (const { 0: found, 1: sign, index } of text.matchAll(EMPHASIS)) {
    const [at, stop] = [start + index, start + index + found.length];
    if (taken[index] || taken[index + found.length - 1]) continue;
    emphasis.push(
      { start: at, end: at + sign.length, pair: at },
      { start: stop - sign.length, end: stop, pair: at },
    );
  }
  return [...markup, ...emphasis].sort((a, b) => a.start - b.start);
}

function passagesOf(
  document: string,
  { lines, title }: Part,
  selected: readonly Span[] | undefined,
): Passage[] {
  const range = { start: lines[0].start, end: lines.at(-1)!.end };
  const text = document.slice(range.start, range.end);
  if (!hasLetters(text)) return [];
  // "::" at the end of a paragraph is a sign.
  if (text.endsWith('::')) range.end -= text.endsWith(' ::') ? 3 : 2;
  const breaks = lines.slice(1).map((line, i) => ({ start: lines[i].end, end: line.start }));
  const markup = inlineMarkup(document, range);
  const escapes = disguised(document, markup);
  const covered = new Covered(markup);
  const free = breaks.filter((one) => !covered.touches(one));
  const passages = prosePassages(document, { range, breaks: free, markup, escapes }, selected, {
    spell: (character) => character,
    verify: (written, source) => signsOf(written) === signsOf(source) && !BEGINS_BLOCK.test(written),
  });
  return title && passages.length === 1 ? [titlePassage(document, passages[0], range, title)] : passages;
}

/** Anything that would make another block of a paragraph. */
const BEGINS_BLOCK =
  /^(?:[-*+•]\s|(?:\d{1,3}|#|[A-Za-z])[.)]\s|\.\.\s|:\w+:|\|\s|>>>|[!-/:-@[-`{-~]{4,}$)|::$/;

const signsOf = (text: string): string =>
  inlineMarkup(text, { start: 0, end: text.length })
    .map(({ start, end }) => text.slice(start, end))
    .sort()
    .join('\n');

/** The lines above and below are at least as long as the title. */
function titlePassage(
  document: string,
  passage: Passage,
  range: Span,
  { over, under }: NonNullable<Part['title']>,
): Passage {
  if (passage.range.start !== range.start || passage.range.end !== range.end) return passage;
  const before = over ? document.slice(over.end, range.start) : '';
  const after = document.slice(range.end, under.start);
  const line = document.slice(under.start, under.end).trimEnd();
  const indent = over ? columns(linePrefix(document, range.start)) : 0;
  return {
    ...passage,
    range: { start: over?.start ?? range.start, end: under.start + line.length },
    write(text, atoms) {
      const words = passage.write(text, atoms);
      const wanted = columns(words) + 2 * indent;
      const long = line.length >= wanted ? line : line[0].repeat(wanted);
      return `${over ? long + before : ''}${words}${after}${long}`;
    },
  };
}
