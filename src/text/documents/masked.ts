/**
 * A passage as sentences for a network: what is not words as masks, numbered from 0 in each sentence; and the way back,
 * which puts every mask's own text where the translation has the mask.
 */
import { PlaceholderError } from '../errors';
import type { TextRange } from '../placeholders';
import { maskRanges, maskToken, unmask } from '../placeholders';
import { splitSentences } from '../split';
import type { Passage } from './passage';
import { hasLetters, isCjk } from './passage';

export interface MaskedSentence {
  /** With masks. */
  text: string;
  /** What they stand for. */
  placeholders: string[];
  /** Masks that open and close one thing: the first must stay before the second. */
  pairs: [number, number][];
  /** Whether there are words to translate. */
  words: boolean;
}

export interface Written {
  text: string;
  /** Of it, without what has been masked. */
  words: string;
  /** Two masked things stand side by side: to the format's parser they may be one. */
  touching: boolean;
}

export interface MaskedPassage {
  sentences: MaskedSentence[];
  /**
   * @param translated one for each sentence, with the same masks; undefined: the sentence stays
   * @returns what stands in the passage's range then; undefined: nothing changes; 'broken': the passage's format would not
   *   be what it was, so nothing may change
   * @throws PlaceholderError when a mask is missing, doubled or unknown
   */
  write(translated: readonly (string | undefined)[]): Written | 'broken' | undefined;
}

const MASK = /\u2991(\d+)\u2992/g;

/** @param locale of the passage's language, for the ends of its sentences */
export function maskPassage(passage: Passage, locale: string): MaskedPassage {
  const { masked, ranges } = maskRanges(passage.text, passage.markup);
  const pairs = pairsOf(passage, ranges);
  const contents = ranges.map(({ start, end }) => passage.text.slice(start, end));
  const pieces = sentencesOf(masked, pairs, contents, locale);
  const sentences = pieces.map((piece) => sentenceOf(piece.text, contents, pairs));
  return {
    sentences,
    write(translated) {
      let text = '';
      const atoms: TextRange[] = [];
      pieces.forEach(({ text: own, after }, i) => {
        const sentence = translated[i] ?? sentences[i].text;
        const last = i === pieces.length - 1;
        const separator = last || translated[i] === undefined ? after : separatorOf(own, sentence, after);
        const restored = restore(sentence, sentences[i].placeholders);
        for (const atom of restored.atoms)
          atoms.push({ start: text.length + atom.start, end: text.length + atom.end });
        text += restored.text + separator;
      });
      const same =
        text === passage.text && (!passage.elsewhere || translated.every((one) => one === undefined));
      if (same) return undefined;
      if (passage.verify?.(text) === false) return 'broken';
      const touching = atoms.some(({ start }, i) => start === atoms[i - 1]?.end);
      return { text: passage.write(text, atoms), words: withoutAtoms(text, atoms), touching };
    },
  };
}

/** Ranges that hold the two ends of a pair; ends that share a range are none any more. */
function pairsOf({ markup }: Passage, ranges: readonly TextRange[]): [number, number][] {
  const opened = new Map<number, number>();
  const pairs: [number, number][] = [];
  for (const one of markup) {
    if (one.pair === undefined) continue;
    const at = ranges.findIndex(({ start, end }) => start <= one.start && one.end <= end);
    const open = opened.get(one.pair);
    if (open === undefined) opened.set(one.pair, at);
    else if (open !== at) pairs.push([open, at]);
  }
  return pairs;
}

interface Piece {
  text: string;
  /** White space behind it. */
  after: string;
}

/**
 * Sentences are found in the text with masks that look like what they stand for: brackets for the ends of pairs and
 * tags, a name for all else.
 */
function sentencesOf(
  masked: string,
  pairs: readonly [number, number][],
  contents: readonly string[],
  locale: string,
): Piece[] {
  const opening = new Set(pairs.map(([open]) => open));
  const closing = new Set(pairs.map(([, close]) => close));
  const disguised = masked.replace(MASK, (mask, digits: string) => {
    const index = Number(digits);
    if (closing.has(index) || contents[index].startsWith('</')) return ')'.repeat(mask.length);
    if (opening.has(index) || /^<[A-Za-z]/.test(contents[index])) return '('.repeat(mask.length);
    return 'Q' + 'q'.repeat(mask.length - 1);
  });
  let at = 0;
  const pieces: Piece[] = [];
  for (const { before, text, after } of splitSentences(disguised, locale)) {
    const start = at + before.length;
    at = start + text.length + after.length;
    if (text === '' && pieces.length > 0) pieces[pieces.length - 1].after += before + after;
    else
      pieces.push({
        text: masked.slice(start, start + text.length),
        after: before && text === '' ? before : after,
      });
  }
  return pieces;
}

/** Its own masks are numbered from 0. */
function sentenceOf(
  text: string,
  contents: readonly string[],
  pairs: readonly [number, number][],
): MaskedSentence {
  const own: number[] = [];
  const renumbered = text.replace(MASK, (_, digits: string) => maskToken(own.push(Number(digits)) - 1));
  return {
    text: renumbered,
    placeholders: own.map((index) => contents[index]),
    pairs: pairs.flatMap(([open, close]) => {
      const ends: [number, number] = [own.indexOf(open), own.indexOf(close)];
      return ends.includes(-1) ? [] : [ends];
    }),
    words: hasLetters(text.replace(MASK, '')),
  };
}

/** A space between sentences is for languages that have one. */
function separatorOf(source: string, translated: string, after: string): string {
  // A mask may be a sign of emphasis, which needs the space it has.
  if (after === ' ' && endsInCjk(translated)) return '';
  return after === '' && endsInCjk(withoutMasks(source)) && !endsInCjk(withoutMasks(translated))
    ? ' '
    : after;
}

const withoutMasks = (text: string): string => text.replace(MASK, '');

/** Quotation marks are the same signs in many scripts. */
const endsInCjk = (text: string): boolean => isCjk(text.replace(/["'”’…—)\]]+$/, '').at(-1));

function restore(text: string, placeholders: readonly string[]): { text: string; atoms: TextRange[] } {
  const whole = unmask(text, placeholders);
  const atoms: TextRange[] = [];
  let shift = 0;
  for (const { 0: mask, 1: digits, index } of text.matchAll(MASK)) {
    const { length } = placeholders[Number(digits)];
    atoms.push({ start: index + shift, end: index + shift + length });
    shift += length - mask.length;
  }
  return { text: whole, atoms };
}

function withoutAtoms(text: string, atoms: readonly TextRange[]): string {
  let words = '';
  let done = 0;
  for (const { start, end } of atoms) {
    words += text.slice(done, start);
    done = end;
  }
  return words + text.slice(done);
}

/**
 * @throws PlaceholderError when a translation has not the masks of its source, a pair's end before its beginning, or
 *   two pairs that cross
 */
export function checkMasks(translated: string, { placeholders, pairs }: MaskedSentence): void {
  unmask(translated, placeholders);
  const at = (index: number): number => translated.indexOf(maskToken(index));
  const spans = pairs.map(([open, close]) => ({ open: at(open), close: at(close), index: close }));
  const wrong = spans.find(
    (one) =>
      one.open > one.close ||
      spans.some((other) => one.open < other.open && other.open < one.close && one.close < other.close),
  );
  if (wrong)
    throw new PlaceholderError(
      'unknown',
      `${maskToken(wrong.index)} closes what it does not belong to`,
      placeholders[wrong.index],
    );
}
