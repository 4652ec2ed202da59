/**
 * What of a sentence is copied besides its placeholders, for one network: literals, names and characters that its vocabulary
 * does not know. And whether a translation has all that should have been copied, whoever wrote it.
 */
import type { Lexicon, Tokenizer } from '../../text';
import type { Span } from '../../text/span';
import { findLiterals, findNames, numbersOf } from '../../text';

export interface Copying {
  source: Tokenizer;
  target: Tokenizer;
  /** BCP 47 tag of what it reads. */
  sourceLanguage?: string;
  /** What it knows of words; absent: names are left to it. */
  lexicon?: Lexicon;
}

export interface Way {
  /** Also what networks nearly always write as it is: short numbers, names that training had on both sides. */
  all: boolean;
}

export const FIRST_WAY: Way = { all: false };

/** @param text with masks, without the ends of pairs */
export function copiedIn(
  { source, sourceLanguage, lexicon }: Copying,
  text: string,
  contentOf: (mask: number) => string,
  { all }: Way,
): Span[] {
  return [
    ...findLiterals(text, contentOf, all),
    ...unknownCharacters(text, source, sourceLanguage),
    ...(lexicon ? findNames(text, lexicon, all) : []),
  ];
}

/** Letters with accents are known by their bytes; of other characters one in several pieces is one that training did not see. */
const UNUSUAL = /(?![\u2991\u2992\p{Script=Latin}\p{M}\s])[^\0-\x7f]/gu;

/** Rare characters of Chinese are read by their bytes, too: alone among other words they would say nothing. */
function unknownCharacters(text: string, source: Tokenizer, language: string | undefined): Span[] {
  const isRead = (character: string): boolean =>
    language !== undefined && /^zh/i.test(language) && /\p{Script=Han}/u.test(character);
  return Array.from(text.matchAll(UNUSUAL), ({ 0: character, index }) => ({ character, index }))
    .filter(({ character }) => !isRead(character) && source.encode(character).length > 1)
    .map(({ character, index }) => ({ start: index, end: index + character.length }));
}

/** What is no character of a text: a part of one, a control. */
// eslint-disable-next-line no-control-regex -- these are looked for
const BROKEN = /[\ufffd\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/;
const NAME_SIGNS = /[\p{L}\p{N}]/u;

/**
 * @param source with masks; names in what they stand for are copied with it
 * @param plain the same as people read it
 * @returns whether numbers of two and more digits and names that are copied are in a translation, and no broken character is
 */
export function copyCheck(
  { lexicon }: Copying,
  source: string,
  plain: string,
): (translation: string) => boolean {
  const numbers = numbersOf(plain);
  const names = (lexicon ? findNames(source, lexicon, true) : []).map(({ start, end }) =>
    source.slice(start, end),
  );
  const broken = BROKEN.test(plain);
  return (translation) =>
    (broken || !BROKEN.test(translation)) &&
    hasNumbers(translation, numbers) &&
    names.every((name) => hasWord(translation, name));
}

/** All of them, and none twice. */
function hasNumbers(translation: string, numbers: readonly string[]): boolean {
  const left = numbersOf(translation);
  for (const number of numbers) {
    const at = left.indexOf(number);
    if (at < 0) return false;
    left.splice(at, 1);
  }
  return !left.some((number) => numbers.includes(number));
}

function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const [before, after] = [text[at - 1] ?? ' ', text[at + word.length] ?? ' '];
    const isHan = (sign: string): boolean => /\p{Script=Han}/u.test(sign);
    const free = (sign: string): boolean => isHan(sign) || !NAME_SIGNS.test(sign);
    if (free(before) && free(after)) return true;
  }
  return false;
}
