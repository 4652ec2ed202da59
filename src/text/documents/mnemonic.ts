/**
 * The sign before the letter of a menu's or a button's label that is its key: `&File`, `E&xit`, with GTK `_File`. It is taken
 * out before translation, and put before a letter of what has been written: Chinese has it behind its words, `文件(&F)`.
 *
 * Not here: ampersands between words, entities, names with underscores.
 */
import type { Span } from '../span';
import type { Passage } from './passage';
import { isCjk } from './passage';

/** One sign right before a letter that begins a word or goes on in small letters; "R&D" and "a=b&c=d" have none. */
const MNEMONIC = /^[^&=]*(?:(?<![^\s(])&(?=[\p{L}\p{N}])|(?<=\p{L})&(?=\p{Ll}))[^&=]*$/u;
/** The same with one underscore, of a label: its first word has a capital, and nothing in it is of a name. */
const hasUnderscore = (text: string): boolean =>
  /^[^_\d./]*_[^_\d./]*$/.test(text) &&
  /^_?\p{Lu}/u.test(text) &&
  /(?<![^\s(])_\p{L}|^\p{Lu}\p{Ll}*_\p{Ll}/u.test(text);
/** Behind a label's words. */
const LABEL_END = /[\s.…:：>]/;

/** @returns the passage without the sign, where its text has one; else the passage as it is */
export function withoutMnemonic(passage: Passage, underscores = false): Passage {
  const { text, markup, write, verify } = passage;
  const sign = underscores && hasUnderscore(text) ? '_' : '&';
  const at = sign === '_' || MNEMONIC.test(text) ? text.indexOf(sign) : -1;
  const isEntity = /^&[A-Za-z#]\w*;/.test(text.slice(Math.max(0, at)));
  if (at < 0 || isEntity || markup.some(({ start, end }) => start <= at && at < end)) return passage;
  const bare = text.slice(0, at) + text.slice(at + 1);
  const place = (offset: number): number => (offset > at ? offset - 1 : offset);
  const marked = (written: string, atoms: readonly Span[]): { text: string; atoms: Span[] } =>
    written === bare ? inserted(written, atoms, at, sign) : withKey(written, atoms, sign, text[at + 1]);
  return {
    ...passage,
    text: bare,
    markup: markup.map((one) => ({ ...one, start: place(one.start), end: place(one.end) })),
    write(written, atoms) {
      const { text: whole, atoms: moved } = marked(written, atoms);
      return write(whole, moved);
    },
    ...(verify && { verify: (written: string) => verify(marked(written, []).text) }),
  };
}

/** The sign before the same letter where a word begins with it; else before the first letter. */
function withKey(
  written: string,
  atoms: readonly Span[],
  sign: string,
  key: string,
): { text: string; atoms: Span[] } {
  const isFree = (at: number): boolean => !atoms.some(({ start, end }) => start <= at && at < end);
  const letters = Array.from(written.matchAll(/[\p{L}\p{N}]/gu), ({ 0: letter, index }) => ({
    letter,
    index,
  }));
  const free = letters.filter(({ index }) => isFree(index));
  if (!free.some(({ letter }) => !isCjk(letter)))
    return inserted(written, atoms, wordsEnd(written), `(${sign}${key.toUpperCase()})`);
  const same = free.filter(({ letter }) => letter.toLowerCase() === key.toLowerCase());
  const begins = ({ index }: { index: number }): boolean => !/[\p{L}\p{N}]/u.test(written[index - 1] ?? ' ');
  const { index } = same.find(begins) ?? free.find(({ letter }) => !isCjk(letter))!;
  return inserted(written, atoms, index, sign);
}

function wordsEnd(label: string): number {
  let end = label.length;
  while (end > 0 && LABEL_END.test(label[end - 1])) end--;
  return end;
}

function inserted(
  written: string,
  atoms: readonly Span[],
  at: number,
  sign: string,
): { text: string; atoms: Span[] } {
  const move = (offset: number): number => (offset >= at ? offset + sign.length : offset);
  return {
    text: written.slice(0, at) + sign + written.slice(at),
    atoms: atoms.map(({ start, end }) => ({ start: move(start), end: start < at ? end : move(end) })),
  };
}
