/**
 * A sentence and what in it is not words: the one owner of protected spans and of pairs (emphasis, links, tags) from the
 * document to the network and back. Each span stands in the text as a numbered mask, ⦑0⦒, ⦑1⦒ …; whoever translates
 * keeps the masks, `verifyStructure` says whether he did, `unmask` puts the spans back.
 *
 * The idea is that of `AnnotatedText` in bergamot-translator (https://github.com/browsermt/bergamot-translator).
 * Not here: which spans there are (placeholders.ts, the parsers of documents/), what of them a network reads
 * (network-sentence.ts).
 */
import { PlaceholderError } from './errors';
import type { Span } from './span';
import { isLegalNotice } from './literals';
import { maskPlaceholders, maskRanges, maskToken, unmask } from './placeholders';
import { splitSentences } from './split';

/** Numbers of the masks that open and close one thing; one is absent where it is in another sentence. */
export interface Pair {
  open?: number;
  close?: number;
}

export interface AnnotatedText {
  /** With masks, numbered from 0 in the order of the text. */
  text: string;
  /** What they stand for. */
  placeholders: string[];
  pairs: Pair[];
  /** Whether there are words to translate. */
  words: boolean;
}

/** A sentence of a longer text. */
export interface AnnotatedSentence extends AnnotatedText {
  /** White space before the first sentence and behind each. */
  before: string;
  after: string;
}

/** Markup that a parser has found; ends of one thing have the same number. */
export interface AnnotatedMarkup extends Span {
  pair?: number;
}

export const MASK = /\u2991(\d+)\u2992/g;

export const withoutMasks = (text: string): string => text.replace(MASK, '');

/**
 * @param locale of the text, for the ends of its sentences
 * @returns its sentences; joined with what is before and behind them they are the text
 */
export function annotate(
  text: string,
  markup: readonly AnnotatedMarkup[],
  locale: string,
): AnnotatedSentence[] {
  const { masked, ranges } = maskRanges(text, markup);
  const contents = ranges.map(({ start, end }) => text.slice(start, end));
  const pairs = withTags(pairsOf(markup, ranges), contents);
  const pairOf = pairsByMask(pairs);
  return piecesOf(masked, pairs, contents, locale).map((piece) => ({
    ...sentenceOf(piece.text, contents, pairOf),
    before: piece.before,
    after: piece.after,
  }));
}

/** A sentence of its own, tags and all. */
export function annotateSentence(text: string): AnnotatedText {
  const { text: masked, placeholders } = maskPlaceholders(text);
  return sentenceOf(masked, placeholders, new Map());
}

type WholePair = Required<Pair>;

/** Ranges that hold the two ends of a pair; ends that share a range are none any more. */
function pairsOf(markup: readonly AnnotatedMarkup[], ranges: readonly Span[]): WholePair[] {
  const opened = new Map<number, number>();
  const known = new Set<string>();
  const pairs: WholePair[] = [];
  for (const one of markup) {
    if (one.pair === undefined) continue;
    const at = holderOf(ranges, one);
    const open = opened.get(one.pair);
    if (open === undefined) opened.set(one.pair, at);
    else if (open !== at && !known.has(`${open}-${at}`)) {
      // Two parsers may have found the same tag.
      known.add(`${open}-${at}`);
      pairs.push({ open, close: at });
    }
  }
  return pairs;
}

/** @param ranges in order, none overlapping @returns the index of the one that holds another whole; -1 for none */
function holderOf(ranges: readonly Span[], { start, end }: Span): number {
  let [low, high] = [0, ranges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ranges[middle].start <= start) low = middle + 1;
    else high = middle;
  }
  return low > 0 && ranges[low - 1].end >= end ? low - 1 : -1;
}

/** Tags are held against the pairs of a text; in one with so many of both they are no pairs. */
const MOST_COMPARED = 1_000_000;

const START_TAG = /^<([A-Za-z][\w-]*)(?:\s[^<>]*)?(?<!\/)>$/;
const END_TAG = /^<\/([A-Za-z][\w-]*)\s*>$/;

/** With the tags that no parser has paired: those in Markdown, in comments and in plain text. */
function withTags(pairs: readonly WholePair[], contents: readonly string[]): WholePair[] {
  const known = new Set(pairs.flatMap(({ open, close }) => [open, close]));
  const opened: { name: string; open: number }[] = [];
  /** Names that are open, so that an end tag without a beginning is not looked for among all of them. */
  const waiting = new Map<string, number>();
  const count = (name: string, by: number): void => void waiting.set(name, (waiting.get(name) ?? 0) + by);
  const tags: WholePair[] = [];
  contents.forEach((content, i) => {
    if (known.has(i)) return;
    const start = START_TAG.exec(content)?.[1];
    if (start !== undefined) {
      opened.push({ name: start.toLowerCase(), open: i });
      count(start.toLowerCase(), 1);
    }
    const end = END_TAG.exec(content)?.[1].toLowerCase();
    if (end === undefined || !waiting.get(end)) return;
    for (let last = opened.pop(); last; last = opened.pop()) {
      count(last.name, -1);
      if (last.name !== end) continue;
      tags.push({ open: last.open, close: i });
      break;
    }
  });
  if (pairs.length * tags.length > MOST_COMPARED) return [...pairs];
  return [...pairs, ...tags.filter((tag) => !pairs.some((pair) => crosses(tag, pair)))];
}

const crosses = (a: WholePair, b: WholePair): boolean =>
  (a.open < b.open && b.open < a.close && a.close < b.close) ||
  (b.open < a.open && a.open < b.close && b.close < a.close);

interface Piece {
  before: string;
  text: string;
  after: string;
}

/**
 * Sentences are found in the text with masks that look like what they stand for: brackets for the ends of pairs and
 * tags, a name for all else.
 */
function piecesOf(
  masked: string,
  pairs: readonly WholePair[],
  contents: readonly string[],
  locale: string,
): Piece[] {
  const opening = new Set(pairs.map(({ open }) => open));
  const closing = new Set(pairs.map(({ close }) => close));
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
    const last = pieces.at(-1);
    if (last) last.after += before;
    if (last && text === '') last.after += after;
    else pieces.push({ before: last ? '' : before, text: masked.slice(start, start + text.length), after });
  }
  return pieces;
}

type PairsByMask = ReadonlyMap<number, readonly { order: number; pair: WholePair }[]>;

function pairsByMask(pairs: readonly WholePair[]): PairsByMask {
  const found = new Map<number, { order: number; pair: WholePair }[]>();
  pairs.forEach((pair, order) => {
    for (const mask of [pair.open, pair.close]) {
      const known = found.get(mask);
      if (known) known.push({ order, pair });
      else found.set(mask, [{ order, pair }]);
    }
  });
  return found;
}

/** Its own masks are numbered from 0. */
function sentenceOf(text: string, contents: readonly string[], pairOf: PairsByMask): AnnotatedText {
  const own: number[] = [];
  const renumbered = text.replace(MASK, (_, digits: string) => maskToken(own.push(Number(digits)) - 1));
  const words = withoutMasks(text);
  const numbers = new Map(own.map((index, number) => [index, number]));
  const pairs = new Map(
    own.flatMap((index) => (pairOf.get(index) ?? []).map(({ order, pair }) => [order, pair])),
  );
  return {
    text: renumbered,
    placeholders: own.map((index) => contents[index]),
    pairs: [...pairs]
      .sort(([a], [b]) => a - b)
      .map(([, pair]) => {
        const [open, close] = [numbers.get(pair.open), numbers.get(pair.close)];
        return { ...(open !== undefined && { open }), ...(close !== undefined && { close }) };
      }),
    words: /\p{L}/u.test(words) && !isLegalNotice(words),
  };
}

/**
 * @throws PlaceholderError when a translation has not the masks of its source, a pair's end before its beginning, two
 *   pairs that cross, a pair with nothing in it, or the arguments of a message in another order
 */
export function verifyStructure(translated: string, source: AnnotatedText): void {
  const { placeholders, pairs } = source;
  unmask(translated, placeholders);
  const at = (index: number | undefined, otherwise: number): number =>
    index === undefined ? otherwise : translated.indexOf(maskToken(index));
  const spans = pairs.map(({ open, close }) => ({
    open: at(open, -1),
    close: at(close, translated.length),
    index: close ?? open!,
  }));
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
  verifyContents(translated, source);
  verifyOrder(translated, placeholders);
}

/** What is between two ends: something to see, if there was. */
function verifyContents(translated: string, { text, placeholders, pairs }: AnnotatedText): void {
  const ends = new Set(pairs.flatMap(({ open, close }) => [open, close]));
  const seen = (one: string, open: number, close: number): string => {
    const inside = one.slice(one.indexOf(maskToken(open)), one.indexOf(maskToken(close)));
    return inside.replace(MASK, (_, digits: string) =>
      ends.has(Number(digits)) ? '' : placeholders[Number(digits)],
    );
  };
  for (const { open, close } of pairs) {
    if (open === undefined || close === undefined) continue;
    const [before, after] = [seen(text, open, close), seen(translated, open, close)];
    const lost = [/\p{L}/u, /\S/].some((sign) => sign.test(before) && !sign.test(after));
    if (lost)
      throw new PlaceholderError('missing', `nothing is left in ${maskToken(open)}`, placeholders[open]);
  }
}

/** %s and %d without a number are filled in the order of the message. */
const UNNUMBERED = /^%[-+ 0#']*(?:[1-9]\d*|\*)?(?:\.(?:\d+|\*))?[A-Za-z@]+$/;

/** Whether a placeholder is filled by its place among the others. */
export const isUnnumbered = (placeholder: string): boolean => UNNUMBERED.test(placeholder);

function verifyOrder(translated: string, placeholders: readonly string[]): void {
  const inOrder = [...placeholders.keys()].filter((i) => isUnnumbered(placeholders[i]));
  const places = inOrder.map((i) => translated.indexOf(maskToken(i)));
  const wrong = places.findIndex((place, i) => i > 0 && place < places[i - 1]);
  if (wrong >= 0)
    throw new PlaceholderError(
      'unknown',
      `${maskToken(inOrder[wrong])} stands before the argument that it follows`,
      placeholders[inOrder[wrong]],
    );
}
