/** What a comment says, without its signs: paragraphs, list items and tags as they are read. Knows nothing of VS Code. */
import { isWide } from '../../text/wide';

export interface Signs {
  line?: string;
  block?: readonly [string, string];
}

/** A line that begins something of its own: a list item, a numbered one, @param, :param x:, \brief, a section's name. */
const OWN_LINE = /^(?:[-*+•]\s|\d{1,3}[.)]\s|[@\\]\w+|:\w+[^:\n]{0,80}:|[\p{L} ]{1,40}:$)/u;

/** @returns one entry for each paragraph or line that stands by itself, none empty */
export function readableComment(comment: string, signs: Signs): string[] {
  const result: string[] = [];
  let open = false;
  for (const line of comment.split(/\r\n|\n|\r/)) {
    const text = withoutSigns(line, signs);
    if (text === '') open = false;
    else if (open && !OWN_LINE.test(text)) result.push(joinLines(result.pop()!, text));
    else {
      result.push(text);
      open = true;
    }
  }
  return result;
}

/** Chinese goes on in the next line without a space. */
const joinLines = (above: string, below: string): string =>
  isWide(above.at(-1)) && isWide(below[0]) ? above + below : `${above} ${below}`;

/** @returns the words of a line of a comment */
export function withoutSigns(line: string, { line: sign, block }: Signs): string {
  let text = line.trim();
  for (const quotes of ['"""', "'''"]) text = without(without(text, quotes, 'start'), quotes, 'end');
  if (block) text = without(without(text, block[0], 'start'), block[1], 'end');
  if (sign) text = without(text, sign, 'start');
  // "/**", "///", "##", "//!" and the star before each line of a block.
  return text.replace(/^[*/#;%!-]{0,8}(?=\s|$)/, '').trim();
}

function without(text: string, sign: string, side: 'start' | 'end'): string {
  if (sign === '') return text;
  if (side === 'start') return text.startsWith(sign) ? text.slice(sign.length) : text;
  return text.endsWith(sign) ? text.slice(0, -sign.length).trimEnd() : text;
}
