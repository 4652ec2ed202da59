/** Word pieces put together to words, so that people see words where a network sees pieces. */
import type { TokenSpan } from '../../protocol/search';

/** What no word goes on with: white space, or a sign after letters. */
const SIGN = /^[^\p{L}\p{N}\s'’⦑-]/u;
const HAN = /\p{Script=Han}/u;

/** Does a piece begin a word, after the piece before it? */
export function beginsWord(piece: string, before: string | undefined): boolean {
  if (before === undefined || piece === '<eos>' || /^\s/.test(piece)) return true;
  return SIGN.test(piece) || SIGN.test(before.trimStart()) || HAN.test(piece) || HAN.test(before);
}

/** @param pieces texts of the tokens, joined they are the sentence */
export function wordsOf(pieces: readonly string[]): TokenSpan[] {
  const words: TokenSpan[] = [];
  pieces.forEach((piece, i) => {
    const last = words.at(-1);
    if (last && !beginsWord(piece, pieces[i - 1])) {
      last.text += piece;
      last.end = i + 1;
    } else words.push({ text: piece, start: i, end: i + 1 });
  });
  return words.map((word) => ({ ...word, text: word.text.trim() }));
}
