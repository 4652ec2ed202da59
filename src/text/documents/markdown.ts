/** The passages of a Markdown document: paragraphs, headings, table cells, the text of HTML in it. Found by micromark. */
import type { Definition, Nodes, PhrasingContent } from 'mdast';
import type { Span } from '../span';
import { htmlPassages } from './html';
import type { InlineMarkup } from './inline';
import { inlineMarkup, markupOfText, parseMarkdown, rangeOf } from './inline';
import { breakLines, columns, linePrefix, wrapWidth } from './layout';
import { findFrames, inlineFrames } from './markdown-frames';
import type { Block, Passage } from './passage';
import { hasLetters, selectedParts, Unbroken } from './passage';
import { Covered, rangesWithin } from './ranges';
import { endsOnPurpose, linesOf, prosePassages } from './prose';
import { frontMatterPassages } from './yaml';

interface Place {
  document: string;
  /** What [labels] refer to: without it a reference is no markup to the parser. */
  labels: ReadonlySet<string>;
  selected: readonly Span[] | undefined;
  /** Inside a table whose bars stand below each other. */
  aligned?: boolean;
}

/** @param selected parts of the document that are wanted; undefined: all of it */
export function markdownPassages(document: string, selected?: readonly Span[]): Passage[] {
  const { seen, titles } = findFrames(document);
  const root = parseMarkdown(seen);
  const labels = new Set(definitionsIn(root).flatMap(({ label }) => label ?? []));
  const place = { document, labels, selected };
  const named = titles.flatMap((range) => titlePassages(range, place));
  return [...passagesIn(root, place, 0), ...named].sort((a, b) => a.range.start - b.range.start);
}

/** Prose in a frame ends where its line, its quotation marks or its brackets do. */
function titlePassages(range: Span, { document, selected }: Place): Passage[] {
  return prosePassages(document, { range, breaks: [], markup: [] }, selected, {
    markupOf: markupOfText,
    verify: (text, source) => endsOf(text) === endsOf(source),
  });
}

const endsOf = (text: string): string => (text.match(/["'[\]{}]/g) ?? []).sort().join('');

/** Deeper than anyone writes; what is in there stays as it is. */
const DEEPEST = 100;

function definitionsIn(node: Nodes, depth = 0): Definition[] {
  if (node.type === 'definition') return [node];
  if (!('children' in node) || depth > DEEPEST) return [];
  return node.children.flatMap((child) => definitionsIn(child, depth + 1));
}

function passagesIn(node: Nodes, place: Place, quotes: number, depth = 0): Passage[] {
  if (depth > DEEPEST) return [];
  switch (node.type) {
    case 'paragraph':
    case 'heading':
      return passagesOf(node.children, place, quotes);
    case 'table': {
      const { start, end } = rangeOf(node);
      const own = { ...place, aligned: isAligned(place.document.slice(start, end)) };
      return node.children.flatMap((child) => passagesIn(child, own, quotes, depth + 1));
    }
    case 'tableCell':
      return cellPassages(node.children, place);
    case 'html':
      return htmlIn(rangeOf(node), place);
    case 'yaml':
      return frontMatterPassages(place.document, rangeOf(node), place.selected);
    case 'blockquote':
      return node.children.flatMap((child) => passagesIn(child, place, quotes + 1, depth + 1));
    default:
      return 'children' in node
        ? node.children.flatMap((child) => passagesIn(child, place, quotes, depth + 1))
        : [];
  }
}

function htmlIn(range: Span, { document, selected }: Place): Passage[] {
  const html = document.slice(range.start, range.end);
  const moved = selected?.map(({ start, end }) => ({ start: start - range.start, end: end - range.start }));
  // A tag with a line for itself begins HTML, and would begin a paragraph with words behind it.
  const kinds = (text: string): string =>
    parseMarkdown(text)
      .children.map(({ type }) => type)
      .join();
  const block: Block = {
    range,
    isPlain: () => false,
    verify: (written) => kinds(written) === kinds(html),
  };
  return htmlPassages(html, moved).map((passage) => ({
    ...passage,
    block,
    range: { start: passage.range.start + range.start, end: passage.range.end + range.start },
  }));
}

/** Cut where the author wants a line to end; each part is a passage. */
function passagesOf(nodes: readonly PhrasingContent[], place: Place, quotes: number): Passage[] {
  if (nodes.length === 0) return [];
  const range = { start: rangeOf(nodes[0]).start, end: rangeOf(nodes.at(-1)!).end };
  const inline = inlineMarkup(nodes, place.document);
  inline.markup.push(...inlineFrames(place.document, range));
  inline.markup.sort((a, b) => a.start - b.start || b.end - a.end);
  const breaks = lineBreaks(place.document, range, quotes);
  const kept = keptBreaks(place.document, range, breaks, inline);
  const ends = [...inline.hardBreaks, ...kept].sort((a, b) => a.start - b.start);
  const parts = [...ends, { start: range.end, end: range.end }].map((end, i) => ({
    start: ends[i - 1]?.end ?? range.start,
    end: end.start,
  }));
  const block = blockOf(place, range, inline, quotes);
  return parts.flatMap((part) =>
    passagesOfPart(part, breaks, inline, place).map((one) => ({ ...one, block })),
  );
}

/** A paragraph: its parts share what its signs mean. */
function blockOf({ document, labels }: Place, range: Span, { markup }: InlineMarkup, quotes: number): Block {
  const prefix = new RegExp(`(\\r\\n|\\n|\\r)(?:[ \\t]*>){0,${quotes}}[ \\t]*`, 'g');
  const own = document.slice(range.start, range.end);
  const named = new Set(Array.from(own.matchAll(/\[([^[\]]+)\]/g), ([, label]) => label));
  const context = [...named].map((label) => (labels.has(label) ? `\n\n[${label}]: x` : '')).join('');
  const alone = (text: string): string => text.replace(prefix, '\n') + context;
  const hasPairs = markup.some(({ pair }) => pair !== undefined);
  // A sign right behind a bare address would be a part of it.
  const hasAddress = /:\/\/|www\.|@/.test(own);
  return {
    range,
    isPlain: (words) => !hasPairs && !hasAddress && isPlain(words),
    verify: (written) => shape(alone(written)) === shape(alone(own)),
  };
}

function passagesOfPart(
  range: Span,
  breaks: readonly Span[],
  { markup }: InlineMarkup,
  { document, selected }: Place,
): Passage[] {
  const breaksWithin = rangesWithin(breaks, range);
  const markupWithin = rangesWithin(markup, range);
  const insides = new Covered(markupWithin.map(({ start, end }) => ({ start: start + 1, end: end - 1 })));
  const whole = [...markupWithin, ...breaksWithin];
  return selectedParts(document, range, selected, whole).flatMap((part) => {
    const inPart = rangesWithin(breaksWithin, part);
    // In code a line end is a space, between Chinese characters, too.
    const spelt = inPart.map((one) => (insides.touches(one) ? { ...one, by: ' ' } : one));
    const unbroken = new Unbroken(document, part, spelt);
    if (!hasLetters(unbroken.text)) return [];
    const layout = {
      indent: columns(linePrefix(document, part.start)),
      breaks: inPart.map(({ start, end }) => document.slice(start, end)),
      width: wrapWidth(linesOf(document, range, breaksWithin)),
    };
    return {
      range: part,
      text: unbroken.text,
      markup: unbroken.markup(rangesWithin(markupWithin, part)),
      write: (text: string, atoms: readonly Span[]) => breakLines(text, atoms, layout),
    };
  });
}

/** Line ends with the space before them and the prefix of the next line, quotation signs included. */
function lineBreaks(document: string, { start, end }: Span, quotes: number): Span[] {
  const pattern = new RegExp(`[ \\t]*(?:\\r\\n|\\n|\\r)(?:[ \\t]*>){0,${quotes}}[ \\t]*`, 'g');
  return Array.from(document.slice(start, end).matchAll(pattern), ({ 0: { length }, index }) => ({
    start: start + index,
    end: start + index + length,
  }));
}

/** Where the author writes a sentence to a line, those line ends are kept; so are those of pictures, one to a line. */
function keptBreaks(
  document: string,
  range: Span,
  breaks: readonly Span[],
  { markup }: InlineMarkup,
): readonly Span[] {
  const onPurpose = new Set(endsOnPurpose(document, range, breaks));
  const starts = [range.start, ...breaks.map(({ end }) => end)];
  const ends = [...breaks.map(({ start }) => start), range.end];
  const words = withoutMarkup(document, range, markup);
  const wordless = starts.map(
    (start, i) => !hasLetters(words.slice(start - range.start, ends[i] - range.start)),
  );
  const insides = new Covered(markup.map(({ start, end }) => ({ start: start + 1, end: end - 1 })));
  return breaks.filter(
    (one, i) => onPurpose.has(one) || ((wordless[i] || wordless[i + 1]) && !insides.touches(one)),
  );
}

/** A stretch of the document with blanks for markup. */
function withoutMarkup(document: string, { start, end }: Span, markup: readonly Span[]): string {
  let words = '';
  let done = start;
  for (const one of markup) {
    if (one.end <= done || one.start >= end) continue;
    words += document.slice(done, Math.max(done, one.start));
    done = one.end;
    words = words.padEnd(done - start);
  }
  return words + document.slice(done, end);
}

/** A cell grows into the space behind it, and leaves space where it shrinks, so that bars stay in their columns. */
function cellPassages(nodes: readonly PhrasingContent[], place: Place): Passage[] {
  return passagesOf(nodes, place, 0).map((passage) => {
    const { start, end } = passage.range;
    const { document } = place;
    if (document.slice(end).match(/^[ \t]*(?:\||$)/m) === null) return passage;
    const verify = (text: string): boolean => bars(text) === bars(passage.text);
    if (!place.aligned) return { ...passage, verify };
    const spaces = /^ */.exec(document.slice(end, end + 200))![0].length;
    const width = columns(document.slice(start, end)) + Math.max(0, spaces - 1);
    return {
      ...passage,
      range: { start, end: end + Math.max(0, spaces - 1) },
      write: (text: string) => text + ' '.repeat(Math.max(0, width - columns(text))),
      verify,
    };
  });
}

const BAR = /(?<!\\)\|/g;
const bars = (text: string): number => (text.match(BAR) ?? []).length;

/** A table that its author has not padded is not padded either. */
function isAligned(table: string): boolean {
  const rows = table.split(/\r\n|\n|\r/).map((line) => line.replace(/^[\s>]+/, ''));
  const places = rows.map((row) =>
    Array.from(row.matchAll(BAR), ({ index }) => columns(row.slice(0, index))),
  );
  return places.every((row) => row.join() === places[0].join());
}

/** Whether words can be nothing but words: no sign of Markdown among them, no address, no beginning of a block. */
const isPlain = (words: string): boolean =>
  !/[*_`[\]<>~|&\\@${}]|:\/\/|www\./.test(words) && !/^\s*(?:[-+#=:!?]|\d+[.)]|\s{3})/.test(words);

/** What a passage is to Markdown, apart from its words: kinds of nodes, targets and code. Their order may change. */
function shape(text: string): string {
  const { seen, frames } = findFrames(text);
  const parts = [
    ...frames,
    ...inlineFrames(text, { start: 0, end: text.length }).map(({ start, end }) => text.slice(start, end)),
  ];
  const visit = (node: Nodes, path: string, depth: number): void => {
    if (node.type !== 'text') parts.push(`${path}/${node.type}:${contentOf(node)}`);
    if (depth > DEEPEST || !('children' in node)) return;
    for (const child of node.children) visit(child, `${path}/${node.type}`, depth + 1);
  };
  visit(parseMarkdown(seen), '', 0);
  return parts.sort().join('\n');
}

function contentOf(node: Nodes): string {
  if ('url' in node) return JSON.stringify([node.url, node.title]);
  return 'value' in node ? node.value.replace(/\s+/g, ' ') : '';
}
