/**
 * Markdown's markup inside a paragraph: which stretches are signs and not words. Used for Markdown itself and for
 * comments and plain text, where people write it too.
 */
import type { Nodes, Parents, PhrasingContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter';
import { frontmatter } from 'micromark-extension-frontmatter';
import { gfm } from 'micromark-extension-gfm';
import type { Span } from '../span';
import type { Markup } from './passage';
import { checkDensity } from './density';
import { checkDepth } from './depth';
import './edit-map';
import { DocumentError } from './errors';

const FRONT_MATTER = ['yaml', 'toml'] as const;

/** Made once: making them takes as long as parsing a paragraph. */
const OPTIONS = {
  extensions: [gfm(), frontmatter([...FRONT_MATTER])],
  mdastExtensions: [gfmFromMarkdown(), frontmatterFromMarkdown([...FRONT_MATTER])],
};

/** GitHub's Markdown with front matter, positions included. @throws DocumentError('too-deep' | 'too-dense') */
export function parseMarkdown(text: string): ReturnType<typeof fromMarkdown> {
  checkDepth(text);
  checkDensity(text);
  return fromMarkdown(text, OPTIONS);
}

export const rangeOf = (node: Nodes): Span => ({
  start: node.position!.start.offset!,
  end: node.position!.end.offset!,
});

export interface InlineMarkup {
  markup: Markup[];
  /** Breaks that the author wants: <br>, two spaces at a line's end. */
  hardBreaks: Span[];
}

/** @param nodes the content of a paragraph, heading or cell */
export function inlineMarkup(nodes: readonly PhrasingContent[], document: string): InlineMarkup {
  const found: InlineMarkup = { markup: [], hardBreaks: [] };
  for (const node of nodes) collect(node, document, found, 0);
  found.markup.sort((a, b) => a.start - b.start);
  return found;
}

/** Deeper signs are one piece with what is in them. */
const DEEPEST = 50;

function collect(node: PhrasingContent, document: string, found: InlineMarkup, depth: number): void {
  const range = rangeOf(node);
  if (depth > DEEPEST) {
    found.markup.push(range);
    return;
  }
  switch (node.type) {
    case 'text':
      return;
    case 'break':
      found.hardBreaks.push(range);
      return;
    case 'emphasis':
    case 'strong':
    case 'delete':
      return wrapped(node, range, document, found, depth);
    case 'link':
      // A bare address has its text and its target in one.
      if (document[range.start] === '[') return wrapped(node, range, document, found, depth);
      break;
    case 'linkReference':
      // In [text] and [text][] the text is the name of the target.
      if (node.referenceType === 'full') return wrapped(node, range, document, found, depth);
      break;
    default:
  }
  found.markup.push(range);
}

/** The signs before and behind the children are markup, the children are words. */
function wrapped(
  node: Parents & { children: PhrasingContent[] },
  range: Span,
  document: string,
  found: InlineMarkup,
  depth: number,
): void {
  if (node.children.length === 0) {
    found.markup.push(range);
    return;
  }
  const pair = range.start;
  const inner = { start: rangeOf(node.children[0]).start, end: rangeOf(node.children.at(-1)!).end };
  found.markup.push(
    { start: range.start, end: inner.start, pair },
    { start: inner.end, end: range.end, pair },
  );
  for (const child of node.children) collect(child, document, found, depth + 1);
}

/** So that the text is a paragraph, whatever it begins with. */
const LEAD = 'a ';

/** @param text one paragraph, without line breaks; one that the parser refuses has no markup */
export function markupOfText(text: string): Markup[] {
  if (!/[*_[~`<]/.test(text)) return [];
  const [paragraph, ...others] = blocksOf(LEAD + text);
  if (paragraph?.type !== 'paragraph' || others.length > 0) return [];
  const { markup } = inlineMarkup(paragraph.children, LEAD + text);
  return markup.map((one) => ({
    start: one.start - LEAD.length,
    end: one.end - LEAD.length,
    ...(one.pair !== undefined && { pair: one.pair }),
  }));
}

function blocksOf(text: string): Nodes[] {
  try {
    return parseMarkdown(text).children;
  } catch (error) {
    if (error instanceof DocumentError) return [];
    throw error;
  }
}
