/** The passages of HTML: runs of text and inline tags between block tags. Found by parse5, whole pages and fragments. */
import type { DefaultTreeAdapterTypes as Tree } from 'parse5';
import { parse, parseFragment, serialize } from 'parse5';
import type { TextRange } from '../placeholders';
import type { Markup, Passage } from './passage';
import { hasLetters, selectedParts, trimmed, Unbroken } from './passage';

/** Text in these stays as it is. */
const CODE = new Set(
  'script style template code pre kbd samp var tt textarea svg math head>meta noscript object iframe'.split(
    ' ',
  ),
);
/** Tags that stand in the middle of a sentence. */
const INLINE = new Set(
  'a abbr acronym b bdi bdo big br button cite code data del dfn em font i img input ins kbd label mark math nobr q rp rt ruby s samp select small span strike strong sub sup svg time tt u var wbr'.split(
    ' ',
  ),
);

interface Run {
  range: TextRange;
  markup: Markup[];
}

/** @param selected parts of the document that are wanted; undefined: all of it */
export function htmlPassages(document: string, selected?: readonly TextRange[]): Passage[] {
  const options = { sourceCodeLocationInfo: true };
  const isPage = /^\s*(?:<!doctype|<html|<head|<body)/i.test(document);
  const root = isPage ? parse(document, options) : parseFragment(document, options);
  const runs = new RunFinder(document);
  runs.visitBlock(root);
  return runs.found.flatMap((run) => passagesOf(document, run, selected));
}

class RunFinder {
  readonly found: Run[] = [];
  private run: Run | undefined;

  constructor(private readonly document: string) {}

  visitBlock(node: Tree.ParentNode): void {
    this.end();
    for (const child of node.childNodes) this.visit(child);
    if ('content' in node) for (const child of (node as Tree.Template).content.childNodes) this.visit(child);
    this.end();
  }

  private visit(node: Tree.ChildNode): void {
    const place = node.sourceCodeLocation;
    if (!place) {
      // A tag that the parser has added by itself.
      if ('childNodes' in node) for (const child of node.childNodes) this.visit(child);
      return;
    }
    const range = { start: place.startOffset, end: place.endOffset };
    if (node.nodeName === '#text') return this.extend(range, []);
    if (!('tagName' in node)) return this.extend(range, [range]);
    if (isCode(node)) return INLINE.has(node.tagName) ? this.extend(range, [range]) : this.end();
    if (!INLINE.has(node.tagName)) return this.visitBlock(node);
    this.inline(node, range);
  }

  private inline(node: Tree.Element, range: TextRange): void {
    const { startTag, endTag } = node.sourceCodeLocation!;
    const pair = range.start;
    if (startTag) {
      const tag = { start: startTag.startOffset, end: startTag.endOffset };
      this.extend(tag, [endTag ? { ...tag, pair } : tag]);
    }
    for (const child of node.childNodes) this.visit(child);
    if (endTag) {
      const tag = { start: endTag.startOffset, end: endTag.endOffset };
      this.extend(tag, [{ ...tag, pair }]);
    }
  }

  private extend(range: TextRange, markup: Markup[]): void {
    // Out of order: the parser has moved misplaced tags. What is not one piece is not one passage.
    if (this.run && range.start !== this.run.range.end) this.end();
    this.run ??= { range: { ...range }, markup: [] };
    this.run.range.end = range.end;
    this.run.markup.push(...markup);
  }

  private end(): void {
    if (this.run && hasLetters(this.document.slice(this.run.range.start, this.run.range.end)))
      this.found.push(this.run);
    this.run = undefined;
  }
}

function isCode(node: Tree.Element): boolean {
  const attribute = (name: string): string | undefined => node.attrs.find((one) => one.name === name)?.value;
  return (
    CODE.has(node.tagName) ||
    attribute('translate') === 'no' ||
    /(?:^|\s)notranslate(?:\s|$)/.test(attribute('class') ?? '')
  );
}

function passagesOf(document: string, run: Run, selected: readonly TextRange[] | undefined): Passage[] {
  const range = withoutOuterTags(document, run);
  const spaces = breaksIn(document, range, run.markup);
  return selectedParts(document, range, selected, [...run.markup, ...spaces]).flatMap((part) => {
    const own = spaces.filter(({ start, end }) => start >= part.start && end <= part.end);
    const unbroken = new Unbroken(document, part, own);
    if (!hasLetters(unbroken.text)) return [];
    const breaks = own.map(({ start, end }) => document.slice(start, end));
    return {
      range: part,
      text: unbroken.text,
      markup: unbroken.markup(run.markup),
      write: (text: string, atoms: readonly TextRange[]) => escaped(text, atoms, breaks),
      verify: (text: string) => tagsOf(text) === tagsOf(unbroken.text),
    };
  });
}

/** What the parser makes of the tags: it moves and doubles those that stand where they may not. */
function tagsOf(text: string): string {
  if (!text.includes('<')) return '';
  const tags = serialize(parseFragment(text)).match(/<(?:[^<>"]|"[^"]*")*>/g) ?? [];
  return tags.sort().join('');
}

/** Tags and spaces at both ends of a run need not be carried through a translation. */
function withoutOuterTags(document: string, { range, markup }: Run): TextRange {
  let { start, end } = trimmed(document, range);
  const paired = new Map<number, Markup[]>();
  for (const one of markup)
    if (one.pair !== undefined) paired.set(one.pair, [...(paired.get(one.pair) ?? []), one]);
  const single = markup.filter(({ pair }) => pair === undefined);
  for (;;) {
    const pair = [...paired.values()].find(([open, close]) => open.start === start && close?.end === end);
    const first = single.find((tag) => tag.start === start);
    const last = single.find((tag) => tag.end === end);
    if (pair) ({ start, end } = trimmed(document, { start: pair[0].end, end: pair[1].start }));
    else if (first || last)
      ({ start, end } = trimmed(document, { start: first?.end ?? start, end: last?.start ?? end }));
    else return { start, end };
  }
}

/** Line ends in text with the indentation around them: one space to a reader. */
function breaksIn(document: string, { start, end }: TextRange, markup: readonly TextRange[]): TextRange[] {
  return Array.from(
    document.slice(start, end).matchAll(/[ \t]*(?:\r\n|\n|\r)\s*/g),
    ({ 0: { length }, index }) => ({
      start: start + index,
      end: start + index + length,
    }),
  ).filter((one) => !markup.some((tag) => tag.start < one.end && one.start < tag.end));
}

/** Signs of HTML in a translation are text; breaks are put where a space is, as evenly as they were. */
function escaped(text: string, atoms: readonly TextRange[], breaks: readonly string[]): string {
  const spaces = freeSpaces(text, atoms);
  const every = spaces.length / (breaks.length + 1);
  const breakAt = new Map<number, string>();
  breaks.forEach((raw, i) => {
    const space = spaces[Math.round((i + 1) * every) - 1];
    if (space !== undefined && !breakAt.has(space)) breakAt.set(space, raw);
  });
  let result = '';
  let next = 0;
  for (let at = 0; at < text.length; at++) {
    while (next < atoms.length && atoms[next].end <= at) next++;
    const inAtom = next < atoms.length && atoms[next].start <= at;
    result += inAtom ? text[at] : (breakAt.get(at) ?? escapeAt(text, at));
  }
  return result;
}

const escapeAt = (text: string, at: number): string =>
  text[at] === '<'
    ? '&lt;'
    : text[at] === '&' && /^&[a-z#]/i.test(text.slice(at, at + 2))
      ? '&amp;'
      : text[at];

function freeSpaces(text: string, atoms: readonly TextRange[]): number[] {
  return Array.from(text.matchAll(/ /g), ({ index }) => index).filter(
    (at) => !atoms.some(({ start, end }) => start <= at && at < end),
  );
}
