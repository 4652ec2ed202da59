/**
 * What of an annotated sentence a network reads: plain words and as few masks as there can be. Ends of pairs are left out, and
 * remembered by what they enclose (marks.ts puts them back); what is to be copied is a mask, neighbours share one.
 *
 * Not here: how it becomes tokens and comes back (the engine's sentence-codec.ts).
 */
import type { AnnotatedText, Pair } from './annotated';
import { isUnnumbered, MASK } from './annotated';
import { normalize } from './normalize';
import type { Span } from './span';
import { maskToken } from './placeholders';

/** The two ends of a pair, by the numbers of their masks, and what they enclose: offsets into the text. */
export interface Mark extends Span, Pair {}

export interface NetworkSentence {
  /** Normalised, with masks numbered from 0. */
  text: string;
  /** What each mask stands for: a part of the annotated text, with the masks that are in it. */
  contents: string[];
  /** The outer ones before those inside them. */
  marks: Mark[];
  /** Masks that must keep their order: arguments without a number. */
  ordered: number[];
}

/** Copied, or written as something else that a rule has for it (dates.ts). */
export interface CopiedRange extends Span {
  as?: string;
}

/** What is copied besides the placeholders: ranges of a text without the ends of pairs. */
export type CopiedIn = (text: string, contentOf: (mask: number) => string) => CopiedRange[];

export interface Reading {
  copied: CopiedIn;
  /** Pairs that are copied with all that is in them, by `pairKey`. */
  whole: ReadonlySet<number>;
  /** The translation of what a pair encloses, where that is a label: it is written in its place. */
  label?(words: string): string | undefined;
  /** Whether what a pair encloses may stand in the translation as it is, where it has no label. Absent: all may. */
  mayCopy?(words: string): boolean;
  /** Masks that the network knows. */
  limit: number;
}

/** Stands where a mark begins or ends while the text is normalised: no character. */
const BOUNDARY = '\ufdd0';

/** A pair by the number of its first mask. */
export const pairKey = ({ open, close }: Pair): number => (open ?? close)!;

/** @returns undefined where there are more masks than the network knows, or words would be copied that may not be */
export function networkSentence(annotated: AnnotatedText, reading: Reading): NetworkSentence | undefined {
  const { plain, marks } = withoutPairs(annotated);
  const contentOf = (mask: number): string => annotated.placeholders[mask];
  const masks = Array.from(plain.matchAll(MASK), ({ 0: { length }, index }) => ({
    start: index,
    end: index + length,
  }));
  for (const ranges of [reading.copied(plain, contentOf), []]) {
    const found = build(plain, marks, [...masks, ...ranges], reading);
    if (!found) return undefined;
    if (found.contents.length > reading.limit) continue;
    const holdsArgument = (content: string): boolean =>
      [...content.matchAll(MASK)].some(([, digits]) => isUnnumbered(contentOf(Number(digits))));
    const ordered = [...found.contents.keys()].filter((i) => holdsArgument(found.contents[i]));
    return { ...found, ordered };
  }
  return undefined;
}

/** The text without the ends of pairs, and where in it they were. */
function withoutPairs({ text, pairs }: AnnotatedText): { plain: string; marks: Mark[] } {
  const ends = new Set(pairs.flatMap(({ open, close }) => [open, close]));
  const places = new Map<number, number>();
  let plain = '';
  let done = 0;
  for (const { 0: mask, 1: digits, index } of text.matchAll(MASK)) {
    if (!ends.has(Number(digits))) continue;
    plain += text.slice(done, index);
    places.set(Number(digits), plain.length);
    done = index + mask.length;
  }
  plain += text.slice(done);
  const marks = pairs.map(({ open, close }) => ({
    ...(open !== undefined && { open }),
    ...(close !== undefined && { close }),
    start: open === undefined ? 0 : places.get(open)!,
    end: close === undefined ? plain.length : places.get(close)!,
  }));
  const order = ({ open = -1 }: Mark): number => open;
  return {
    plain,
    marks: marks.sort((a, b) => order(a) - order(b) || (b.close ?? Infinity) - (a.close ?? Infinity)),
  };
}

function build(
  plain: string,
  marks: readonly Mark[],
  copied: readonly CopiedRange[],
  { whole, label, mayCopy, limit }: Reading,
): Omit<NetworkSentence, 'ordered'> | undefined {
  const moved = marks.map((mark) => atWordEnd(plain, mark));
  const original = new Map(moved.map((mark, i) => [mark, marks[i]]));
  const labels = new Map<Mark, string>();
  let mayNot = false;
  const absorbed = new Set(
    moved.filter((mark, i) => {
      if (!isWhole(mark)) return false;
      const copied = whole.has(pairKey(mark));
      const words = inside(plain, mark);
      const text = isAlone(mark, moved) && (copied || isLabel(plain, mark)) && label?.(words);
      // Of several around the same words the innermost one has their translation.
      const holds = text && !moved.slice(i + 1).some((other) => sameSpan(other, mark));
      if (holds) labels.set(original.get(mark)!, text);
      if (copied && !text && hasWords(plain, mark) && mayCopy?.(words) === false) mayNot = true;
      return text || copied || !hasWords(plain, mark);
    }),
  );
  if (mayNot) return undefined;
  const ranges = united(plain, moved, [...copied, ...absorbed], absorbed);
  const free = moved.filter((mark) => !absorbed.has(mark));
  const few = ranges.length > limit ? listsUnited(plain, ranges, free) : ranges;
  return written(
    plain,
    few,
    free,
    [...absorbed].map((mark) => original.get(mark)!),
    labels,
  );
}

const isWhole = ({ open, close }: Mark): boolean => open !== undefined && close !== undefined;
const inside = (plain: string, { start, end }: Span): string => plain.slice(start, end);
const isAlone = (mark: Mark, marks: readonly Mark[]): boolean =>
  !marks.some((other) => !sameSpan(other, mark) && other.start < mark.end && mark.start < other.end);
const sameSpan = (a: Span, b: Span): boolean => a.start === b.start && a.end === b.end;

/** A word with a capital in the middle of a sentence: what a button or a menu is called. */
const isLabel = (plain: string, mark: Mark): boolean =>
  /^\p{Lu}/u.test(inside(plain, mark)) && /\p{L}/u.test(plain.slice(0, mark.start));

const hasWords = (plain: string, { start, end }: Span): boolean =>
  /[\p{L}\p{N}\u2991]/u.test(plain.slice(start, end));

const LETTER = /(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{M}\p{N}]/u;
const splitsWord = (plain: string, at: number): boolean =>
  LETTER.test(plain[at - 1] ?? '') && LETTER.test(plain[at] ?? '');

/** [link]s: the ending is of the word. */
function atWordEnd(plain: string, mark: Mark): Mark {
  if (mark.close === undefined || !splitsWord(plain, mark.end)) return mark;
  const ending = /^\p{Ll}{1,3}(?!\p{L})/u.exec(plain.slice(mark.end))?.[0];
  return ending === undefined ? mark : { ...mark, end: mark.end + ending.length };
}

/**
 * Ranges in order, none touching. One that holds an end of a mark holds all of it; a word that a mark divides is copied.
 * @param absorbed gets the marks that are within a range
 */
function united(
  plain: string,
  marks: readonly Mark[],
  copied: readonly CopiedRange[],
  absorbed: Set<Mark>,
): CopiedRange[] {
  const all = copied.map((range): CopiedRange => ({ ...range }));
  for (const mark of marks)
    for (const at of [mark.start, mark.end])
      if (isWhole(mark) && splitsWord(plain, at))
        all.push({ start: mark.start, end: mark.end }, wordAt(plain, at));
  for (let changed = true; changed;) {
    changed = false;
    for (const mark of marks) {
      if (!isWhole(mark)) continue;
      for (const range of all) {
        const divides = (at: number): boolean => range.start < at && at < range.end;
        if (!divides(mark.start) && !divides(mark.end)) continue;
        absorbed.add(mark);
        const [start, end] = [Math.min(range.start, mark.start), Math.max(range.end, mark.end)];
        if (start < range.start || end > range.end) {
          changed = true;
          // No rule knows what it has become.
          delete range.as;
        }
        [range.start, range.end] = [start, end];
      }
    }
  }
  const free = new Set(marks.filter((mark) => !absorbed.has(mark)).flatMap(({ start, end }) => [start, end]));
  const result: CopiedRange[] = [];
  for (const range of all.sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = result.at(-1);
    if (last && (range.start < last.end || (range.start === last.end && !free.has(range.start)))) {
      if (range.end > last.end) delete last.as;
      last.end = Math.max(last.end, range.end);
    } else result.push({ ...range });
  }
  return result;
}

function wordAt(plain: string, at: number): Span {
  let [start, end] = [at, at];
  while (start > 0 && LETTER.test(plain[start - 1])) start--;
  while (end < plain.length && LETTER.test(plain[end])) end++;
  return { start, end };
}

/** `a`, `b` and `c`: what is listed shares one mask. */
function listsUnited(plain: string, ranges: readonly CopiedRange[], marks: readonly Mark[]): CopiedRange[] {
  const result: CopiedRange[] = [];
  for (const range of ranges) {
    const last = result.at(-1);
    const between = last && plain.slice(last.end, range.start);
    const divided =
      last && marks.some(({ start, end }) => [start, end].some((at) => at >= last.end && at <= range.start));
    if (last && between !== undefined && /^[\s,、，/|·&+–-]{0,3}$/u.test(between) && !divided) {
      last.end = range.end;
      delete last.as;
    } else result.push({ ...range });
  }
  return result;
}

/** What a range holds, with the ends of pairs that are copied in it. Masks are numbered in the order of the text. */
function heldBy(
  plain: string,
  { start, end, as }: CopiedRange,
  absorbed: readonly Mark[],
  labels: ReadonlyMap<Mark, string>,
): string {
  if (as !== undefined) return as;
  const held = absorbed.filter((mark) => mark.start >= start && mark.end <= end);
  const ends = held
    .flatMap((mark) => [
      { at: mark.start, mask: mark.open!, label: labels.get(mark), done: mark.end },
      { at: mark.end, mask: mark.close!, label: undefined, done: mark.end },
    ])
    .sort((a, b) => a.mask - b.mask);
  let content = '';
  let done = start;
  for (const { at, mask, label, done: after } of ends) {
    content += plain.slice(done, at) + maskToken(mask) + (label ?? '');
    done = label === undefined ? at : after;
  }
  return content + plain.slice(done, end);
}

function written(
  plain: string,
  ranges: readonly CopiedRange[],
  marks: readonly Mark[],
  absorbed: readonly Mark[],
  labels: ReadonlyMap<Mark, string>,
): Omit<NetworkSentence, 'ordered'> {
  const bounds = marks
    .flatMap((_, i) => [
      { at: marks[i].start, i, end: 'start' as const },
      { at: marks[i].end, i, end: 'end' as const },
    ])
    .sort((a, b) => a.at - b.at);
  const pieces: { at: number; text: string }[] = [
    ...bounds.map(({ at }) => ({ at, text: BOUNDARY })),
    ...ranges.map(({ start }, i) => ({ at: start, text: maskToken(i) })),
  ];
  let out = '';
  let done = 0;
  for (const { at, text } of pieces.sort((a, b) => a.at - b.at)) {
    out += plain.slice(done, Math.max(done, at)) + text;
    const range = text === BOUNDARY ? undefined : ranges.find(({ start }) => start === at);
    done = Math.max(done, range?.end ?? at);
  }
  const { text, places } = withoutBoundaries(normalize(out + plain.slice(done)));
  const placed = marks.map((mark) => ({ ...mark }));
  bounds.forEach(({ i, end }, order) => (placed[i][end] = places[order]));
  return { text, contents: ranges.map((range) => heldBy(plain, range, absorbed, labels)), marks: placed };
}

/** Where a boundary stood between two spaces there is one. */
function withoutBoundaries(normalised: string): { text: string; places: number[] } {
  let text = '';
  const places: number[] = [];
  for (const character of normalised) {
    if (character === BOUNDARY) places.push(text.length);
    else if (character !== ' ' || !text.endsWith(' ')) text += character;
  }
  return { text, places };
}
