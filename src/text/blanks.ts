/**
 * Text with blanks (`___`) as a blank-filling network reads it: the words before, the blank, the words after.
 * The space before a blank belongs to what fills it, as everywhere in the tokenizer.
 */
import { TokenizerError } from './errors';
import type { Tokenizer } from './tokenizers/tokenizer';

/** Three underscores or more. */
const BLANK = /_{3,}/g;

/** @returns the text between the blanks: one part more than there are blanks */
export function splitAtBlanks(text: string): string[] {
  return text.split(BLANK);
}

export interface BlankIds {
  blank: number;
  gap: number;
  cut: number;
}

/** @throws TokenizerError('vocabulary') when the tokenizer is not one for filling blanks */
export function blankIds(tokenizer: Tokenizer): BlankIds {
  const id = (name: string): number => {
    const found = tokenizer.idOf(name);
    if (found === undefined)
      throw new TokenizerError('vocabulary', `the tokenizer has no ${name}: its model does not fill blanks`);
    return found;
  };
  return { blank: id('<blank>'), gap: id('<gap>'), cut: id('<cut>') };
}

/**
 * @param parts from `splitAtBlanks`
 * @param at which blank is to be filled; the others stay open
 * @param future false: nothing after the blank is shown, only that it is unknown
 */
export function encodeBlank(
  tokenizer: Tokenizer,
  parts: readonly string[],
  at: number,
  future: boolean,
): Int32Array {
  const ids = blankIds(tokenizer);
  const shown = future ? parts : parts.slice(0, at + 1);
  const encoded = shown.flatMap((part, i) => {
    const words = [...tokenizer.encode(withoutSpaceBeforeBlank(part, i, parts.length))];
    const mark = i === at ? [ids.blank] : i < parts.length - 1 ? [ids.gap] : [];
    return [...words, ...mark];
  });
  return Int32Array.from(future ? encoded : [...encoded, ids.cut]);
}

function withoutSpaceBeforeBlank(part: string, i: number, parts: number): string {
  return i < parts - 1 ? part.trimEnd() : part;
}
