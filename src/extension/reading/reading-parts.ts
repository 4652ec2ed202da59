/** A document in the parts in which a reader gets its translation. Knows nothing of VS Code. */
import type { DocumentFormat } from '../../protocol/document';
import type { Span } from '../../text/span';

/** Formats in which an empty line ends whatever is translated as a whole, and a part is selected without being meant more. */
const IN_PARTS: ReadonlySet<string> = new Set([
  'markdown',
  'mdx',
  'plain',
  'latex',
  'asciidoc',
  'restructuredtext',
]);
/** The first part is small, so that there is something to read at once. */
const FIRST_LINES = 12;
const LINES = 60;

/** @returns parts in order that are all of the text; one undefined part where it is translated as a whole */
export function readingParts(text: string, format: DocumentFormat): (Span | undefined)[] {
  if (!IN_PARTS.has(format.kind)) return [undefined];
  const parts: Span[] = [];
  let [start, lines] = [0, 0];
  const line = /[^\r\n]*(?:\r\n|\n|\r|$)/y;
  while (line.lastIndex < text.length) {
    const [found] = line.exec(text)!;
    lines++;
    if (found.trim() !== '' || lines < (start === 0 ? FIRST_LINES : LINES)) continue;
    parts.push({ start, end: line.lastIndex });
    [start, lines] = [line.lastIndex, 0];
  }
  if (start < text.length) parts.push({ start, end: text.length });
  return parts.length > 1 ? parts : [undefined];
}
