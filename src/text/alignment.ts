/**
 * Which words of a translation were written while the network looked at which of the source: attention, by words instead of
 * tokens. Not here: what is done with it (marks.ts).
 */
import type { Span } from './span';

/** A translation with the network's masks, and what the network looked at. */
export interface Aligned {
  text: string;
  /** The text by target tokens: joined they are `text`. */
  pieces: readonly string[];
  /** The source's text by source tokens. */
  sourcePieces: readonly string[];
  /** For each target token the weight of each source token (and of the end, which does not count). */
  attention: readonly Float32Array[] | undefined;
}

/** A word, a mask, a Chinese token or a sign of the translation. */
export interface Unit extends Span {
  text: string;
  kind: 'word' | 'mask' | 'sign';
}

/** Words that hold a sentence together: a network looks at their neighbours while it writes them. */
const SMALL_WORD =
  /^(?:le|la|les|l'|un|une|des|du|de|d'|à|au|aux|en|et|ou|sur|dans|par|pour|avec|que|qu'|the|an?|of|to|in|on|and|or|for|by|with|at|is|[的了在以和与或是把将中上到从为对])$/iu;

export const isSmallWord = (text: string): boolean => SMALL_WORD.test(text);

export const onlySigns = (text: string): boolean => !/[\p{L}\p{N}\u2991]/u.test(text);

/** Words; masks; Chinese by tokens; every other sign by itself. An elided word (l', qu') is one of its own. */
const UNIT =
  /\u2991\d+\u2992|(?:[ldjnmtsc]|qu|lorsqu|puisqu|jusqu|quelqu)['’](?=\p{L})|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{M}\p{N}])+(?:['’-](?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}])+)*|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+|\S/giu;

export function unitsOf({ text, pieces }: Aligned): Unit[] {
  const ends = new Set<number>();
  let at = 0;
  for (const piece of pieces) ends.add((at += piece.length));
  return [...text.matchAll(UNIT)].flatMap(({ 0: match, index }): Unit[] => {
    if (/^\u2991/.test(match))
      return [{ text: match, start: index, end: index + match.length, kind: 'mask' }];
    const kind = /[\p{L}\p{N}]/u.test(match) ? 'word' : 'sign';
    if (!/^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(match))
      return [{ text: match, start: index, end: index + match.length, kind }];
    const cuts = [
      index,
      ...[...ends].filter((end) => end > index && end < index + match.length),
      index + match.length,
    ];
    return cuts
      .slice(1)
      .map((end, i) => ({ text: text.slice(cuts[i], end), start: cuts[i], end, kind: 'word' as const }));
  });
}

/** The words of a text, masks among them. */
export const wordsIn = (text: string): string[] => text.match(UNIT)?.filter((word) => !onlySigns(word)) ?? [];

/** How much of the attention of a unit's tokens is on a range of the source, 0 to 1. */
export function shareOf(unit: Unit, range: Span, { attention, pieces, sourcePieces }: Aligned): number {
  if (!attention) return 0;
  const weights = weightsOf(range, sourcePieces);
  const tokens = tokensOf(pieces, unit);
  return (
    tokens.reduce((sum, token) => sum + insideOf(attention[token], weights), 0) / Math.max(1, tokens.length)
  );
}

/** How much of the attention that a range of the source gets comes from tokens of a stretch, 0 to 1. */
export function recallOf(
  stretch: Span,
  range: Span,
  { attention = [], pieces, sourcePieces }: Aligned,
): number {
  const weights = weightsOf(range, sourcePieces);
  const within = new Set(tokensOf(pieces, stretch));
  let [recalled, all] = [0, 0];
  attention.forEach((row, token) => {
    const mass = weights.reduce((sum, weight, i) => sum + weight * row[i], 0);
    all += mass;
    if (within.has(token)) recalled += mass;
  });
  return all > 0 ? recalled / all : 0;
}

/** Tokens that have a part in a stretch of the text. */
function tokensOf(pieces: readonly string[], { start, end }: Span): number[] {
  let at = 0;
  return pieces.flatMap((piece, i) => {
    const first = at + (piece.length - piece.trimStart().length);
    at += piece.length;
    return first < end && at > start && piece.length > 0 ? [i] : [];
  });
}

/** How much of each source token is inside the range. */
function weightsOf({ start, end }: Span, pieces: readonly string[]): number[] {
  let at = 0;
  return pieces.map((piece) => {
    const from = at + (piece.length - piece.trimStart().length);
    at += piece.length;
    if (at <= from) return 0;
    return Math.max(0, Math.min(at, end) - Math.max(from, start)) / (at - from);
  });
}

function insideOf(row: Float32Array, weights: readonly number[]): number {
  let [inside, all] = [0, 0];
  weights.forEach((weight, i) => {
    inside += weight * row[i];
    all += row[i];
  });
  return all > 0 ? inside / all : 0;
}
