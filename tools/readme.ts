/**
 * The README as it stands on the extension's page in VS Code. That page shows pictures only from the web, and opens only
 * addresses of the web; this extension fetches nothing, so the pictures stay in the repository and links into it become
 * the path they name.
 */
import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import type { TextEdit } from '../src/text/edits';
import { applyEdits } from '../src/text/edits';

const isOfTheWeb = (url: string): boolean => /^(https?|mailto):/.test(url);

/** @returns Markdown without pictures and without links to files */
export function packedReadme(markdown: string): string {
  const tree = fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  const text = applyEdits(markdown, editsIn(tree, markdown));
  // Where a paragraph was nothing but a picture.
  return text.replace(/\n{3,}/g, '\n\n');
}

function editsIn(node: Nodes, markdown: string): TextEdit[] {
  const span = { start: node.position!.start.offset!, end: node.position!.end.offset! };
  if (node.type === 'image') return [{ ...span, text: '' }];
  if (node.type === 'html' && /<img\b/i.test(node.value)) return [{ ...span, text: '' }];
  if (node.type === 'link' && !isOfTheWeb(node.url) && !node.url.startsWith('#'))
    return [{ ...span, text: pathAfter(node.children, node.url, markdown) }];
  return 'children' in node ? node.children.flatMap((child) => editsIn(child, markdown)) : [];
}

/** `[Training](docs/training.md)` → `Training (docs/training.md)`; a picture that is a link leaves nothing. */
function pathAfter(children: readonly Nodes[], url: string, markdown: string): string {
  const words = children
    .filter(({ type }) => type !== 'image')
    .map(({ position }) => markdown.slice(position!.start.offset, position!.end.offset))
    .join('')
    .trim();
  if (words === '') return '';
  return words.replaceAll('`', '') === url ? words : `${words} (${url})`;
}
