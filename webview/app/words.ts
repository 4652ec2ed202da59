/** Words as they are set side by side: Chinese has no spaces between them, and its characters are wide. */
import { isWide } from '../../src/text/wide';

/** A letter of the panel's font takes about so many pixels. */
const LETTER = 7;
const WIDE_LETTER = 13;

export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) width += isWide(character) ? WIDE_LETTER : LETTER;
  return width;
}

export const endsWide = (text: string): boolean =>
  isWide(text.replace(/(?<!["'”’…—)\]])["'”’…—)\]]+$/, '').at(-1));

export function joinWords(before: string, after: string): string {
  const glued = before === '' || isWide(after[0]) || endsWide(before);
  return glued ? before + after : `${before} ${after}`;
}
