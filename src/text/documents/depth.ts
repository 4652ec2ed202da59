/**
 * How deep the containers of Markdown lie in each other, told from the beginnings of its lines: the parser's time grows
 * with the square of it, and its stack ends, before it could say so. Not here: what the containers hold.
 */
import { DocumentError } from './errors';

/** More than anyone writes, and than a translated sentence has words. */
const DEEPEST = 250;

/** Columns of a list in a list at least. */
const STEP = 2;

/** @throws DocumentError('too-deep') with the line whose quotes and lists lie too deep in each other */
export function checkDepth(markdown: string): void {
  let line = 1;
  for (let start = 0; start < markdown.length; line++) {
    if (depthAt(markdown, start) > DEEPEST)
      throw new DocumentError(
        'too-deep',
        `quotes and lists lie more than ${DEEPEST} deep in each other`,
        line,
      );
    const end = markdown.indexOf('\n', start);
    if (end === -1) return;
    start = end + 1;
  }
}

/** Marks of quotes and lists at a line's beginning; what stands before the last of them counts as lists in lists. */
function depthAt(text: string, start: number): number {
  let marks = 0;
  let spaces = 0;
  let spacesBeforeMark = 0;
  for (let at = start; at < text.length;) {
    const sign = text[at];
    if (sign === ' ' || sign === '\t') {
      spaces += sign === '\t' ? 2 * STEP : 1;
      at++;
      continue;
    }
    const length = markLength(text, at);
    if (length === 0) break;
    marks++;
    spacesBeforeMark = spaces;
    at += length;
  }
  // One space behind each mark belongs to it.
  return marks + Math.max(0, spacesBeforeMark - marks) / STEP;
}

/** @returns 0 where no container begins */
function markLength(text: string, at: number): number {
  if (text[at] === '>') return 1;
  const bullet = '-*+'.includes(text[at]) ? 1 : orderedLength(text, at);
  const behind = text[at + bullet];
  return bullet > 0 && (behind === undefined || ' \t\r\n'.includes(behind)) ? bullet : 0;
}

/** A list's number has nine digits at most. */
function orderedLength(text: string, at: number): number {
  let digits = 0;
  while (digits < 9 && text[at + digits] >= '0' && text[at + digits] <= '9') digits++;
  return digits > 0 && '.)'.includes(text[at + digits] ?? ' ') ? digits + 1 : 0;
}
