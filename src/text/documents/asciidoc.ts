/**
 * The passages of AsciiDoc: paragraphs, titles, items, bodies of admonitions. Attributes, conditionals, macros, listings,
 * tables, comments and the document's header stay. Line by line: https://docs.asciidoctor.org/asciidoc/latest.
 */
import type { Span } from '../span';
import { linesIn } from './lines';
import type { Markup, Passage, Replaced } from './passage';
import { hasLetters, trimmed } from './passage';
import { disguised, prosePassages } from './prose';
import { Covered } from './ranges';

/** Blocks with nothing in them to read: listings, literals, passthroughs, comments, tables. */
const OPAQUE = /^(?:-{4,}|\.{4,}|\+{4,}|\/{4,}|`{3}.*|[|,:!]={3,})$/;
/** Blocks of prose: examples, sidebars, quotations, open ones. */
const CONTAINER = /^(?:={4,}|\*{4,}|_{4,}|--|-{2}|~{4,})\s*$/;
const ATTRIBUTE = /^:!?[\w-]+!?:(?:\s|$)/;
const CONDITIONAL = /^(?:ifdef|ifndef|ifeval|endif|include)::/;
const BLOCK_MACRO = /^[\w-]+::[^\s[]*\[.*\]\s*$/;
const BLOCK_ATTRIBUTES = /^\[.*\]\s*$/;
/** Of a block whose lines are kept as they are. */
const VERBATIM =
  /^\[(?:(?:source|listing|literal|verse|stem|latexmath|asciimath|plantuml|ditaa|mermaid|graphviz|subs)\b|,)/;
const TITLE = /^(?:={1,6}|#{1,6})\s+(?=\S)/;
const BLOCK_TITLE = /^\.(?=[^\s.])/;
const ITEM = /^\s*(?:[*-]{1,5}|\.{1,5}|\d+\.|<(?:\d+|\.)>)\s+(?:\[[ x*]\]\s+)?(?=\S)/;
const TERM = /^(\s*)(\S.*?)(?:::{1,3}|;;)(?:\s+|$)/;
const ADMONITION = /^(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION):\s+/;

interface Paragraph {
  lines: Span[];
  /** Each line stays one. */
  breaks: boolean;
}

/** @param selected parts of the document that are wanted; undefined: all of it */
export function asciidocPassages(document: string, selected?: readonly Span[]): Passage[] {
  return paragraphsIn(document).flatMap(({ lines }) => passagesOf(document, lines, selected));
}

function paragraphsIn(document: string): Paragraph[] {
  const found: Paragraph[] = [];
  let current: Span[] = [];
  /** Up to this line everything stays. */
  let closing: string | undefined;
  /** Lines up to the next empty one stay: the document's header, a literal paragraph, a listing without marks. */
  let quiet = false;
  let verbatim = false;
  /** A term stands above: what is indented below is its definition. */
  let term = false;
  const end = (): void => {
    if (current.length > 0) found.push({ lines: current, breaks: false });
    current = [];
  };
  const add = (start: number, stop: number): void => {
    const range = trimmed(document, { start, end: stop });
    if (range.start < range.end) current.push(range);
  };
  const all = linesIn(document, { start: 0, end: document.length });
  const first = all.findIndex(({ start, end: stop }) => {
    const text = document.slice(start, stop);
    return text.trim() !== '' && !ATTRIBUTE.test(text) && !text.startsWith('//');
  });
  all.forEach((line, i) => {
    const text = document.slice(line.start, line.end);
    const bare = text.trimEnd();
    if (closing !== undefined) {
      if (bare === closing) closing = undefined;
      return;
    }
    if (bare === '') {
      end();
      quiet = verbatim = false;
      return;
    }
    if (OPAQUE.test(bare)) {
      end();
      closing = bare.startsWith('```') ? '```' : bare;
      verbatim = false;
      return;
    }
    if (quiet) return;
    if (isFrame(bare)) {
      end();
      verbatim ||= VERBATIM.test(bare);
      return;
    }
    if (verbatim) {
      quiet = !CONTAINER.test(bare);
      return;
    }
    const title = TITLE.exec(text);
    if (title && current.length === 0) {
      add(line.start + title[0].length, line.end);
      end();
      // Author and revision stand right below the document's title.
      quiet = i === first;
      return;
    }
    const frame = frameOf(text, current.length > 0 || term);
    term = frame !== undefined && frame.before.length > 0;
    if (frame === undefined) {
      quiet = true;
      return;
    }
    if (frame.length > 0) end();
    for (const [start, stop] of frame.before) {
      add(line.start + start, line.start + stop);
      end();
    }
    const hard = / \+$/.test(bare);
    add(line.start + frame.length, line.start + bare.length - (hard ? 2 : 0));
    if (hard) end();
  });
  end();
  return found;
}

const isFrame = (bare: string): boolean =>
  [
    CONTAINER,
    ATTRIBUTE,
    CONDITIONAL,
    BLOCK_MACRO,
    BLOCK_ATTRIBUTES,
    /^\/\//,
    /^\+$/,
    /^'''$|^<<<$|^-{3}$|^\*{3}$/,
    /^\|/,
  ].some((one) => one.test(bare));

/** @returns how far a line's frame goes, and words in it; undefined for the first line of a literal paragraph */
function frameOf(text: string, goesOn: boolean): { length: number; before: [number, number][] } | undefined {
  const item = ITEM.exec(text);
  if (item) return { length: item[0].length, before: [] };
  const term = TERM.exec(text);
  if (term) {
    const start = term[1].length;
    return { length: term[0].length, before: [[start, start + term[2].length]] };
  }
  const admonition = ADMONITION.exec(text) ?? BLOCK_TITLE.exec(text);
  if (admonition && !goesOn) return { length: admonition[0].length, before: [] };
  return !goesOn && /^\s/.test(text) ? undefined : { length: 0, before: [] };
}

/** Macros with words in their brackets, and what stays whole. */
const INLINE = new RegExp(
  [
    String.raw`(?<pair>(?:xref:|link:|mailto:|https?:\/\/)[^\s\[\]]{1,500}\[(?=[^\]]{0,500}\p{L}))`,
    String.raw`<<[^<>,\r\n]{1,200},\s*(?<label>[^<>\r\n]{1,500})>>`,
    String.raw`<<[^<>\r\n]{1,500}>>|\[\[[^\]\r\n]{1,200}\]\]|\(\(\(?[^()\r\n]{1,200}\)?\)\)`,
    String.raw`(?:footnote|footnoteref|kbd|btn|menu|image|icon|stem|latexmath|asciimath|pass|indexterm2?|anchor|counter2?|audio|video|xref|link|mailto):[^\s\[\]]{0,500}\[[^\]\r\n]{0,1000}\]`,
    String.raw`\x60\+[^\r\n]{1,500}?\+\x60|\x60[^\x60\r\n]{1,500}\x60|\+\+\+?[^\r\n]{1,500}?\+\+\+?|\$\$[^\r\n]{1,500}?\$\$`,
    String.raw`\{[\w:-]{1,200}\}`,
    String.raw`\[[.#%][\w.#%-]{1,200}\](?=[#*_\x60])`,
    String.raw`\\(?=[*_\x60#{\[<])`,
  ].join('|'),
  'gu',
);
/** *bold*, _italic_, #marked#, and the doubled ones that may stand inside words. */
const EMPHASIS =
  /(\*\*|__|##)(?=\S)([^\r\n]{0,500}?\S)\1|(?<![\p{L}\p{N}*_#\\])([*_#])(?=[^\s*_#])((?:[^\r\n]{0,500}?\S)?)\3(?![\p{L}\p{N}*_#])/gu;

function passagesOf(
  document: string,
  lines: readonly Span[],
  selected: readonly Span[] | undefined,
): Passage[] {
  const range = { start: lines[0].start, end: lines.at(-1)!.end };
  if (!hasLetters(document.slice(range.start, range.end))) return [];
  const breaks = lines.slice(1).map((line, i) => ({ start: lines[i].end, end: line.start }));
  const markup = inlineMarkup(document, range);
  const escapes = [...disguised(document, markup), ...apart(document, markup)];
  const covered = new Covered(markup);
  const free = breaks.filter((one) => !covered.touches(one));
  return prosePassages(document, { range, breaks: free, markup, escapes }, selected, {
    spell: (character) => character,
    verify: (text, source) => signsOf(text) === signsOf(source) && !BEGINS_BLOCK.test(text),
  });
}

/** word.footnote:[…] would read as one name. */
const apart = (document: string, markup: readonly Markup[]): Required<Replaced>[] =>
  markup
    .filter(
      ({ start, end, pair }) =>
        pair === undefined &&
        /^\w+:/.test(document.slice(start, end)) &&
        /\S/.test(document[start - 1] ?? ' '),
    )
    .map(({ start, end }) => ({ start, end, by: ` ${document.slice(start, end)}` }));

/** Anything that would make another block of a paragraph, were it the first on its line. */
const BEGINS_BLOCK = /^(?:[=*.-]+\s|\/\/|\[|:\w+:|(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION):|\|)|\S::(?:\s|$)/;

export function inlineMarkup(document: string, { start, end }: Span): Markup[] {
  const text = document.slice(start, end);
  const markup: Markup[] = [];
  const taken = new Uint8Array(text.length);
  for (const found of text.matchAll(INLINE)) {
    const at = start + found.index;
    const whole = { start: at, end: at + found[0].length };
    const { pair, label } = found.groups ?? {};
    const close = pair === undefined ? -1 : text.indexOf(']', found.index + pair.length);
    if (close >= 0)
      markup.push({ ...whole, pair: at }, { start: start + close, end: start + close + 1, pair: at });
    else if (label !== undefined) {
      const from = whole.end - 2 - label.length;
      markup.push(
        { start: at, end: from, pair: at },
        { start: from + label.length, end: whole.end, pair: at },
      );
    } else markup.push(whole);
  }
  for (const one of markup) taken.fill(1, one.start - start, one.end - start);
  for (const { 0: found, 1: twice, 3: once, index } of text.matchAll(EMPHASIS)) {
    const length = (twice ?? once).length;
    const last = index + found.length;
    if (taken[index] || taken[last - 1]) continue;
    const pair = start + index;
    markup.push(
      { start: pair, end: pair + length, pair },
      { start: start + last - length, end: start + last, pair },
    );
  }
  return markup.sort((a, b) => a.start - b.start || b.end - a.end);
}

/** What a paragraph is to AsciiDoc apart from its words. */
function signsOf(text: string): string {
  return inlineMarkup(text, { start: 0, end: text.length })
    .map(({ start, end }) => text.slice(start, end))
    .sort()
    .join('\n');
}
