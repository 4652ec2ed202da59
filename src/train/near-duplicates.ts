/**
 * When two sentences are nearly one: they differ in case, spacing, punctuation, numbers, placeholders or names only. A
 * network that has learnt « Tom saw {0} files. » has as good as seen « Mary saw {1} files! ».
 *
 * Lee et al. 2022 ("Deduplicating Training Data Makes Language Models Better") measure how much such copies across the
 * sets flatter scores. Names of persons that are written in small letters or in Chinese are not told from other words.
 */
import { maskPlaceholders } from '../text';

const WORD = /[\p{L}\p{M}]+/gu;
/** What every number, placeholder and name becomes. */
const ANY = '#';
/** Written with a capital inside a sentence, and this much more often so than in small letters, a word is a name. */
const NAME_RATIO = 10;

/** @returns one and the same for sentences that are nearly one */
export type NearKey = (sentence: string) => string;

/** @param sentences all there are, to learn from them which words are names */
export function nearKeys(sentences: Iterable<string>): NearKey {
  const names = namesIn(sentences);
  return (sentence) => {
    const text = maskPlaceholders(sentence).text.replace(/\u2991\d+\u2992/g, ANY);
    const nameless = text.replace(WORD, (word) => (names.has(word) ? ANY : word));
    const letters = nameless
      .replace(/\p{N}+/gu, ANY)
      .replace(/[^\p{L}\p{M}#]+/gu, '')
      .replace(/#+/g, ANY)
      .toLowerCase();
    // Of a sentence without a word of its own the signs are all there is.
    return /\p{L}/u.test(letters) ? letters : exactKey(sentence);
  };
}

/** Sentences that differ in case and spacing only are one. */
export const exactKey = (sentence: string): string => sentence.toLowerCase().replace(/\s+/g, ' ').trim();

/** Words as names are written: « Tom », « Python »; not « I », and no word that is also written small. */
function namesIn(sentences: Iterable<string>): ReadonlySet<string> {
  const capital = new Map<string, number>();
  const small = new Map<string, number>();
  const add = (counts: Map<string, number>, word: string): void => {
    counts.set(word, (counts.get(word) ?? 0) + 1);
  };
  for (const sentence of sentences) {
    const [first, ...others] = sentence.match(WORD) ?? [];
    if (first && isSmall(first)) add(small, first);
    for (const word of others) {
      if (isSmall(word)) add(small, word);
      else if (isName(word)) add(capital, word);
    }
  }
  const written = [...capital].filter(([word, n]) => n > NAME_RATIO * (small.get(word.toLowerCase()) ?? 0));
  return new Set(written.map(([word]) => word));
}

const isSmall = (word: string): boolean => /^\p{Ll}/u.test(word);
const isName = (word: string): boolean => /^\p{Lu}\p{Ll}/u.test(word);
