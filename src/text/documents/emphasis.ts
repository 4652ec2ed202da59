/**
 * Markdown's signs of emphasis hold only where a word is on their inner side, and where punctuation is there, none on
 * the outer side (CommonMark, "left-flanking"). A translation moves punctuation and spaces about, and Chinese has no
 * spaces at all: what would not hold any more gets a space, or gives one away.
 *
 * Not here: whether the result holds, which Markdown's parser says (markdown.ts).
 */
import type { AnnotatedText } from '../annotated';
import { maskToken } from '../placeholders';

const OPENS = /^[*_~]+/;
const CLOSES = /(?<![*_~])[*_~]+$/;
const LETTER = /[\p{L}\p{M}\p{N}]/u;
const MASK_BEFORE = /\u2991(\d{1,9})\u2992$/;
const MASK_AFTER = /^\u2991(\d+)\u2992/;

/** @param text a translation with all the sentence's masks */
export function mendEmphasis(text: string, { placeholders, pairs }: AnnotatedText): string {
  return pairs.reduce((mended, { open, close }) => {
    const before = open === undefined ? mended : mendSign(mended, open, placeholders, 'open');
    return close === undefined ? before : mendSign(before, close, placeholders, 'close');
  }, text);
}

function mendSign(text: string, index: number, contents: readonly string[], side: 'open' | 'close'): string {
  const mask = maskToken(index);
  const content = contents[index];
  const opens = side === 'open';
  const [inward, outward] = opens ? [CLOSES, OPENS] : [OPENS, CLOSES];
  const at = text.indexOf(mask);
  let [before, after] = [text.slice(0, at), text.slice(at + mask.length)];
  if (inward.test(content)) {
    const inside = opens ? /^\s/.exec(after) : /\s/.exec(before.slice(-1));
    if (inside) {
      [before, after] = [before.trimEnd(), after.trimStart()];
      if (opens && before !== '') before += ' ';
      if (!opens && after !== '' && LETTER.test(after[0])) after = ` ${after}`;
    }
  }
  const run = outward.exec(content)?.[0];
  if (run === undefined) return before + mask + after;
  const rest = opens ? content.slice(run.length) : content.slice(0, -run.length);
  const [last, first] = [lastOf(before, contents), firstOf(after, contents)];
  const inner = opens ? (rest[0] ?? first) : (rest.at(-1) ?? last);
  const touchesWord = LETTER.test(opens ? last : first);
  if (!touchesWord || (LETTER.test(inner) && !run.startsWith('_'))) return before + mask + after;
  return opens ? `${before} ${mask}${after}` : `${before}${mask} ${after}`;
}

/** The last character, that of what a mask stands for. */
function lastOf(text: string, contents: readonly string[]): string {
  const mask = MASK_BEFORE.exec(text.slice(-11));
  return (mask ? contents[Number(mask[1])].at(-1) : text.at(-1)) ?? ' ';
}

function firstOf(text: string, contents: readonly string[]): string {
  const mask = MASK_AFTER.exec(text);
  return (mask ? contents[Number(mask[1])][0] : text[0]) ?? ' ';
}
