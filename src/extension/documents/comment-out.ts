/** Text as a comment of a language. Knows nothing of VS Code. */
import type { CommentSigns } from './comment-syntax';

/** What text may be framed with already: it becomes a comment of its own. */
const FRAME =
  /^\s*(?:\/\/[/!]?|\/\*+|\*\/|\*(?=\s|$)|#+(?=\s)|--(?=\s)|;+(?=\s)|<!--)\s?|(?<!\s)\s*(?:\*\/|-->)\s*$/g;

/** @param signs at least one of them is there */
export function commentedOut(text: string, { line, block }: CommentSigns, eol: string): string {
  const lines = text.split(/\r\n|\n|\r/);
  const indent = /^\s*/.exec(lines.find((one) => one.trim() !== '') ?? '')![0];
  const bare = lines.map((one) => one.replace(FRAME, '').trim());
  if (line) return bare.map((one) => `${indent}${line} ${one}`.trimEnd()).join(eol);
  const [open, close] = block!;
  const safe = bare.map((one) => one.split(close).join(''));
  return safe.length === 1
    ? `${indent}${open} ${safe[0]} ${close}`
    : [`${indent}${open}`, ...safe.map((one) => `${indent}${one}`.trimEnd()), `${indent}${close}`].join(eol);
}
