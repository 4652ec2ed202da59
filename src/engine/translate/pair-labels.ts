/**
 * What pairs (emphasis, links, tags) enclose, as sentences of their own: where attention does not say which words of a
 * translation a pair belongs to, these stand in it, translated by themselves, instead of words of the source.
 */
import type { AnnotatedText, KnownWords, Lexicon } from '../../text';
import { capitalise, maskToken, pairKey } from '../../text';

const MASK = /\u2991(\d+)\u2992/g;

/** The inside of a pair, by the text that it has in its sentence without the ends of pairs. */
export interface Enclosed {
  words: string;
  sentence: AnnotatedText;
  /** Numbers of its masks in the sentence that it is of. */
  numbers: readonly number[];
}

/** Whether a translation may have them as they are: names, identifiers, numbers, signs, words that both languages have. */
export function mayBeCopied(
  words: string,
  { lexicon, words: known }: { lexicon?: Lexicon; words?: KnownWords },
): boolean {
  const plain = words.replace(MASK, ' ');
  if (/\p{Script=Han}/u.test(plain)) return false;
  const isName = (word: string): boolean =>
    lexicon
      ? lexicon.kindOf(word) !== 'translated' && lexicon.kindOf(word.toLowerCase()) !== 'translated'
      : /^\p{Lu}/u.test(word);
  return (plain.match(/\p{L}[\p{L}\p{M}]+/gu) ?? []).every((word) => isName(word) || known?.has(word));
}

/** A word alone has many meanings: the network must be sure of it; several words tell what is meant. */
const SURE = { one: 0.6, several: 0.35 };

/** @param logProbs of the tokens of its translation */
export function isSureOf(words: string, logProbs: readonly number[]): boolean {
  const mean = Math.exp(logProbs.reduce((sum, one) => sum + one, 0) / Math.max(1, logProbs.length));
  return mean >= (/[\p{L}\p{N}]\s+[\p{L}\p{N}]/u.test(words.trim()) ? SURE.several : SURE.one);
}

/** @param whole pairs, by `pairKey`; those with the ends of a tag in another sentence have no inside */
export function enclosedIn(
  { text, placeholders, pairs }: AnnotatedText,
  whole: ReadonlySet<number>,
): Enclosed[] {
  const ends = new Set(pairs.flatMap(({ open, close }) => [open, close]));
  return pairs.flatMap((pair) => {
    if (!whole.has(pairKey(pair)) || pair.open === undefined || pair.close === undefined) return [];
    const [open, close] = [maskToken(pair.open), maskToken(pair.close)];
    const inside = text.slice(text.indexOf(open) + open.length, text.indexOf(close));
    const words = inside.replace(MASK, (mask, digits: string) => (ends.has(Number(digits)) ? '' : mask));
    const numbers: number[] = [];
    const own = words
      .trim()
      .replace(MASK, (_, digits: string) => maskToken(numbers.push(Number(digits)) - 1));
    const sentence = { text: own, placeholders: numbers.map((n) => placeholders[n]), pairs: [], words: true };
    return [{ words, sentence, numbers }];
  });
}

/** As the inside was: its first letter, its last sign, its masks. */
export function asEnclosed(
  { words, numbers }: Pick<Enclosed, 'words' | 'numbers'>,
  translation: string,
): string {
  const ended = /[.。]\s*$/u.test(words) ? translation : translation.replace(/(?<=[\p{L}\p{N}])[.。]$/u, '');
  const first = words.trimStart();
  const begun = /^\p{Lu}/u.test(first)
    ? capitalise(ended, 'en')
    : /^\p{Ll}/u.test(first) && /^\p{Lu}(?:\p{Ll}|$|['’])/u.test(ended)
      ? ended.charAt(0).toLowerCase() + ended.slice(1)
      : ended;
  return begun.replace(MASK, (_, digits: string) => maskToken(numbers[Number(digits)]));
}

/** By the words of the enclosed. */
export type Labels = ReadonlyMap<string, string>;
