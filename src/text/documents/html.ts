/** The passages of HTML: runs of text and inline tags between block tags. Found by parse5, whole pages and fragments. */
import type { DefaultTreeAdapterTypes as Tree } from 'parse5';
import { parse, parseFragment } from 'parse5';
import type { Span } from '../span';
import { attributeForm, proseAttributes } from './html-attributes';
import type { Markup, Passage } from './passage';
import { hasLetters, trimmed } from './passage';
import { prosePassages } from './prose';
import { Covered, firstFrom, rangesWithin } from './ranges';
import type { StringForm } from './string-value';
import { readEscapes, stringPassages } from './string-value';

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
  range: Span;
  markup: Markup[];
}

/** @param selected parts of the document that are wanted; undefined: all of it */
export function htmlPassages(document: string, selected?: readonly Span[]): Passage[] {
  const options = { sourceCodeLocationInfo: true };
  const isPage = /^\s*(?:<!doctype|<html|<head|<body)/i.test(document);
  const root = isPage ? parse(document, options) : parseFragment(document, options);
  const runs = new RunFinder(document);
  runs.visit(root);
  const texts = runs.found.flatMap((run) =>
    piecesOf(document, run).flatMap((piece) => passagesOf(document, piece, selected)),
  );
  const attributes = attributePassages(document, runs, selected);
  return [...texts, ...attributes].sort((a, b) => a.range.start - b.range.start);
}

/** Those of tags in the middle of a passage are part of it, as signs that it carries, and stay. */
function attributePassages(
  document: string,
  { attributes, found }: RunFinder,
  selected: readonly Span[] | undefined,
): Passage[] {
  const inText = new Covered(
    found
      .flatMap((run) => piecesOf(document, run).map((piece) => withoutOuterTags(document, piece)))
      .filter(({ start, end }) => start < end),
  );
  return attributes
    .filter((range) => !inText.touches(range))
    .flatMap((range) =>
      stringPassages(document, range, attributeForm(ENTITIES, document[range.end]), selected, {
        bare: true,
        whole: true,
      }),
    );
}

class RunFinder {
  readonly found: Run[] = [];
  readonly attributes: Span[] = [];
  private run: Run | undefined;
  /** What is still to be visited, last things first: a document may be deeper than the stack. */
  private readonly todo: (() => void)[] = [];

  constructor(private readonly document: string) {}

  visit(root: Tree.ParentNode): void {
    this.block(root);
    for (let next = this.todo.pop(); next; next = this.todo.pop()) next();
  }

  private block(node: Tree.ParentNode): void {
    this.end();
    const inside = 'content' in node ? (node as Tree.Template).content.childNodes : [];
    this.todo.push(() => this.end());
    this.children([...node.childNodes, ...inside]);
  }

  private children(nodes: readonly Tree.ChildNode[]): void {
    for (let i = nodes.length - 1; i >= 0; i--) this.todo.push(() => this.node(nodes[i]));
  }

  private node(node: Tree.ChildNode): void {
    const place = node.sourceCodeLocation;
    if (!place) {
      // A tag that the parser has added by itself.
      if ('childNodes' in node) this.children(node.childNodes);
      return;
    }
    const range = { start: place.startOffset, end: place.endOffset };
    if (node.nodeName === '#text') return this.extend(range, []);
    if (!('tagName' in node)) return this.extend(range, [range]);
    if (isCode(node)) return INLINE.has(node.tagName) ? this.extend(range, [range]) : this.end();
    this.attributes.push(...proseAttributes(this.document, node));
    if (!INLINE.has(node.tagName)) return this.block(node);
    this.inline(node, range);
  }

  private inline(node: Tree.Element, range: Span): void {
    const { startTag, endTag } = node.sourceCodeLocation!;
    const pair = range.start;
    if (startTag) {
      const tag = { start: startTag.startOffset, end: startTag.endOffset };
      this.extend(tag, [endTag ? { ...tag, pair } : tag]);
    }
    if (endTag) {
      const tag = { start: endTag.startOffset, end: endTag.endOffset };
      this.todo.push(() => this.extend(tag, [{ ...tag, pair }]));
    }
    this.children(node.childNodes);
  }

  private extend(range: Span, markup: Markup[]): void {
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

/** Cut at <br>, and at line ends beside lines of tags alone, such as those of badges: these stay lines. */
function piecesOf(document: string, { range, markup }: Run): Run[] {
  const cuts = [
    ...markup.filter(({ start, end }) => /^<br\b/i.test(document.slice(start, end))),
    ...breaksBesideTags(document, range, markup),
  ].sort((a, b) => a.start - b.start);
  return [...cuts, { start: range.end, end: range.end }].flatMap((cut, i) => {
    const piece = { start: cuts[i - 1]?.end ?? range.start, end: cut.start };
    if (piece.start >= piece.end) return [];
    return [{ range: piece, markup: rangesWithin(markup, piece) }];
  });
}

function breaksBesideTags(document: string, range: Span, markup: readonly Markup[]): Span[] {
  const breaks = breaksIn(document, range, markup);
  const ends = [...breaks.map(({ start }) => start), range.end];
  const wordless = [range.start, ...breaks.map(({ end }) => end)].map(
    (start, i) => !hasLetters(withoutMarkup(document, { start, end: ends[i] }, markup)),
  );
  return breaks.filter((_, i) => wordless[i] || wordless[i + 1]);
}

function withoutMarkup(document: string, { start, end }: Span, markup: readonly Span[]): string {
  let words = '';
  let done = start;
  for (const one of markup.slice(firstFrom(markup, start))) {
    if (one.start >= end) break;
    words += document.slice(done, Math.max(done, one.start));
    done = Math.max(done, one.end);
  }
  return done < end ? words + document.slice(done, end) : words;
}

function passagesOf(document: string, run: Run, selected: readonly Span[] | undefined): Passage[] {
  const range = withoutOuterTags(document, run);
  if (range.start >= range.end) return [];
  const { escapes } = readEscapes(document, range, ENTITIES);
  const tags = new Covered(run.markup);
  const outside = escapes.filter((one) => !tags.touches(one));
  return prosePassages(
    document,
    { range, breaks: breaksIn(document, range, run.markup), markup: run.markup, escapes: outside },
    selected,
    {
      spell: ENTITIES.spell,
      verify: (text, source) => tagsOf(text) === tagsOf(source),
    },
  );
}

/** Of letters, quotation marks and the like; a space that may not be broken stays as it is. */
const ENTITIES: StringForm = {
  escape: /&(?:#\d{1,7}|#x[0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});/g,
  read(entity) {
    const [text] = parseFragment(entity).childNodes;
    const character = text && 'value' in text ? text.value : '';
    return /^[\p{L}\p{M}\p{P}]$/u.test(character) && character !== '<' ? character : undefined;
  },
  spell: (character, _before, after) =>
    character === '<' ? '&lt;' : character === '&' && /[A-Za-z#]/.test(after) ? '&amp;' : character,
};

/** What the parser makes of the tags: it moves and doubles those that stand where they may not. */
function tagsOf(text: string): string {
  if (!text.includes('<')) return '';
  const tags: string[] = [];
  const todo: Tree.ChildNode[] = [...parseFragment(text).childNodes];
  for (let node = todo.pop(); node; node = todo.pop()) {
    if ('tagName' in node) tags.push(node.tagName + JSON.stringify(node.attrs));
    if ('childNodes' in node) for (const child of node.childNodes) todo.push(child);
  }
  return tags.sort().join();
}

/** Tags and spaces at both ends of a run need not be carried through a translation. */
function withoutOuterTags(document: string, { range, markup }: Run): Span {
  let { start, end } = trimmed(document, range);
  const partner = new Map<Markup, Markup>();
  const open = new Map<number, Markup>();
  for (const one of markup) {
    const other = one.pair === undefined ? undefined : open.get(one.pair);
    if (other) partner.set(one, other).set(other, one);
    else if (one.pair !== undefined) open.set(one.pair, one);
  }
  const starts = new Map(markup.map((one) => [one.start, one]));
  const ends = new Map(markup.map((one) => [one.end, one]));
  const isEmpty = (from: number, to: number): boolean =>
    !hasLetters(withoutMarkup(document, { start: from, end: to }, markup));
  for (;;) {
    const [first, last] = [starts.get(start), ends.get(end)];
    const [behind, before] = [first && (partner.get(first) ?? first), last && (partner.get(last) ?? last)];
    if (first && behind!.end === end && behind !== first)
      ({ start, end } = trimmed(document, { start: first.end, end: behind!.start }));
    else if (first && first.end <= end && isEmpty(start, behind!.end))
      ({ start, end } = trimmed(document, { start: behind!.end, end }));
    else if (last && last.start >= start && isEmpty(before!.start, end))
      ({ start, end } = trimmed(document, { start, end: before!.start }));
    else return { start, end };
    if (start >= end) return { start, end: start };
  }
}

/** Line ends in text with the indentation around them: one space to a reader. */
function breaksIn(document: string, { start, end }: Span, markup: readonly Span[]): Span[] {
  return Array.from(
    document.slice(start, end).matchAll(/(?<![ \t])[ \t]*(?:\r\n|\n|\r)\s*/g),
    ({ 0: { length }, index }) => ({
      start: start + index,
      end: start + index + length,
    }),
  ).filter((one) => {
    const next = firstFrom(markup, one.end) - 1;
    return !(next >= 0 && markup[next].end > one.start);
  });
}
