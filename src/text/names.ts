/**
 * Names and words that a network has not learnt, which it would spell wrong: found by what training saw of each word and by the
 * pieces that the vocabulary has for it. They are copied whole.
 *
 * Not here: numbers and identifiers (literals.ts), and who knows a word (the engine's lexicon).
 */
import type { Span } from './span';

/** What a network knows of the words of its source language. */
export interface Lexicon {
  /**
   * `translated`: training saw it, and something else for it at times. `copied`: training had it on both sides.
   * `unseen`: too seldom to be learnt.
   */
  kindOf(word: string): 'translated' | 'copied' | 'unseen';
  /** Pieces that the vocabulary spells it with. */
  piecesOf(word: string): number;
}

/** With fewer pieces a word is spelt right though training did not see it. */
const MANY_PIECES = 3;

/** Whole ones: letters beside a digit or `_` are parts of an id, `9fceb02`, which is copied as such (literals.ts). */
const WORD =
  /(?<![\p{Script=Latin}\p{M}\p{N}_])\p{Script=Latin}[\p{Script=Latin}\p{M}]*(?:['’-][\p{Script=Latin}\p{M}]+)*(?![\p{Script=Latin}\p{M}\p{N}_])\.?/gu;
const ENGLISH_ENDING = /['’](?:s|t|re|ve|m|ll|d)$/iu;
const ELISION = /^(?:[ldjnmtsc]|qu|lorsqu|puisqu|jusqu|quelqu)['’]/iu;
const INITIAL = /^\p{Lu}\.$/u;
/** Between the parts of a name. */
const BETWEEN = /^ (?:(?:de|da|del|della|di|du|der|den|van|von|el|al|bin|ibn|la|le|y|e|ter|ten) ){0,2}$|^-$/u;
/** What may stand before the first word of a sentence. */
const OPENING = /^[\s\p{P}\p{S}]*$/u;

interface Word extends Span {
  text: string;
  first: boolean;
  capital: boolean;
  name: boolean;
}

/**
 * @param text with masks
 * @param seldom also names that training saw, for a network that has spelt one of them wrong
 */
export function findNames(text: string, lexicon: Lexicon, seldom: boolean): Span[] {
  const words = wordsOf(text);
  const inside = words.filter(({ first }) => !first);
  const capitals = inside.filter(({ capital }) => capital).length;
  // The words of a title are no name together; a sentence ends in a full stop.
  const titled = capitals > inside.length / 2 && inside.length > 2 && !/[.。]\s*$/.test(text);
  words.forEach((word, i) => {
    word.name =
      isName(word, lexicon, seldom) ||
      (word.capital && isTitled(text, words[i - 1], word)) ||
      // All that there is: a heading with the name of what it is about.
      (words.length === 1 && /^\p{Lu}\p{Ll}/u.test(word.text) && isUnknown(word.text, lexicon));
  });
  const ranges: Span[] = [];
  for (let i = 0; i < words.length; i++) {
    if (!words[i].name) continue;
    const first = titled ? i : growth(text, words, i, -1);
    const last = titled ? i : growth(text, words, i, 1);
    ranges.push({ start: words[first].start, end: words[last].end });
    i = last;
  }
  return ranges;
}

function wordsOf(text: string): Word[] {
  return [...text.matchAll(WORD)].map(({ 0: match, index }) => {
    const elided = ELISION.exec(match)?.[0].length ?? 0;
    const dotted = INITIAL.test(match) ? match : match.replace(/\.$/, '');
    const word = dotted.slice(elided).replace(ENGLISH_ENDING, '');
    const start = index + elided;
    return {
      text: word,
      start,
      end: start + word.length,
      first: elided === 0 && OPENING.test(text.slice(0, index)),
      capital: /^\p{Lu}/u.test(word),
      name: false,
    };
  });
}

function isName({ text, capital, first }: Word, lexicon: Lexicon, seldom: boolean): boolean {
  if (text.length < 2 || INITIAL.test(text)) return false;
  const kind = kindOf(text, lexicon);
  if (kind === 'copied') return seldom && capital;
  if (kind === 'translated') return false;
  if (capital && !first) return true;
  return lexicon.piecesOf(text) >= MANY_PIECES;
}

/** Behind them stands a name, whatever it means. */
const TITLE = /^(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Mme|Mlle|MM)$/;

const isTitled = (text: string, before: Word | undefined, { start }: Word): boolean =>
  before !== undefined && TITLE.test(before.text) && /^\.? $/.test(text.slice(before.end, start));

/** Whether a network has not learnt a word, nor a form of it. */
export const isUnknown = (word: string, lexicon: Lexicon): boolean => kindOf(word, lexicon) === 'unseen';

/** A word with a capital is also known by the same without; one with hyphens by its parts; forms by their stems. */
function kindOf(word: string, lexicon: Lexicon): ReturnType<Lexicon['kindOf']> {
  const own = lexicon.kindOf(word);
  if (own !== 'unseen') return own;
  const small = lexicon.kindOf(word.toLowerCase());
  if (small !== 'unseen') return small;
  const parts = word.split('-');
  if (parts.length > 1)
    return parts.every((part) => part.length < 2 || kindOf(part, lexicon) !== 'unseen')
      ? 'translated'
      : 'unseen';
  if (/^\p{Lu}/u.test(word)) return 'unseen';
  const stems = [/e?s$/, /e?d$/, /ing$/, /ly$/, /e?r$/, /e?nt$/, /ment$/, /ness$/].flatMap((ending) => {
    const stem = word.replace(ending, '');
    return stem === word || stem.length < 4 ? [] : [stem, `${stem}e`, `${stem}er`];
  });
  return stems.some((stem) => lexicon.kindOf(stem) !== 'unseen') ? 'translated' : 'unseen';
}

/** Capitalised neighbours belong to a name: "Olga Stone", "J. K. Rowling", "Ursula van der Meer". */
function growth(text: string, words: readonly Word[], from: number, step: 1 | -1): number {
  let at = from;
  for (let next = from + step; next >= 0 && next < words.length; next += step) {
    const word = words[next];
    const [left, right] = step > 0 ? [words[at], word] : [word, words[at]];
    const gap = text.slice(left.end, right.start);
    const particle = /^[\p{Ll}]{1,5}$/u.test(word.text) && / $/.test(gap);
    if (particle && !word.name && BETWEEN.test(` ${word.text} `)) continue;
    if (!BETWEEN.test(gap) || !(word.name || (word.capital && !word.first))) break;
    at = next;
  }
  return at;
}
