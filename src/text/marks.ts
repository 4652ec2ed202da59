/**
 * Puts the ends of pairs (emphasis, links, tags) back into a translation: around the words that were written while the network
 * looked at the words of the source that they enclosed. A pair encloses whole words in one stretch, never none, and no space
 * directly inside.
 *
 * Not here: where attention comes from (the search), and which pairs there are (annotated.ts).
 */
import type { Aligned, Unit } from './alignment';
import { isSmallWord, onlySigns, recallOf, shareOf, unitsOf, wordsIn } from './alignment';
import { MASK } from './annotated';
import type { Mark, NetworkSentence } from './network-sentence';
import type { Span } from './span';
import { maskToken } from './placeholders';

/** Of the attention that a stretch gets on average, the least that may be on what the pair enclosed. */
const LEAST_PRECISION = 0.5;
/** Of the attention that the enclosed words get, the least that must be within the stretch. */
const LEAST_RECALL = 0.5;
/** A small word of which more than this is inside belongs there. */
const NO_DOUBT = 0.8;
/** Less than all other units together. */
const FOREIGN = -1e6;
/** A unit is inside where more than this of its attention is. */
const THRESHOLD = 0.5;

/**
 * @returns the translation with all masks of the annotated text that the network's sentence was made of; or the pair of which
 *   it is not sure which words it belongs to
 */
export function withMarks(source: NetworkSentence, aligned: Aligned): string | Mark {
  const units = unitsOf(aligned);
  const placed: { mark: Mark; at: Span }[] = [];
  for (const mark of source.marks) {
    const around = placed.filter(({ mark: outer }) => encloses(outer, mark)).at(-1);
    const beside = placed.filter(({ mark: other }) => !encloses(other, mark));
    const same = around && sameRange(around.mark, mark) ? around.at : undefined;
    const at =
      same ??
      place(
        mark,
        source,
        aligned,
        units,
        around?.at,
        beside.map((one) => one.at),
      );
    if (!at) return mark;
    placed.push({ mark, at });
  }
  return written(aligned.text, placed, source.contents);
}

const encloses = (outer: Mark, inner: Mark): boolean =>
  outer.start <= inner.start && inner.end <= outer.end && (outer.open ?? -1) <= (inner.open ?? -1);
const sameRange = (a: Mark, b: Mark): boolean => a.start === b.start && a.end === b.end;

function place(
  mark: Mark,
  source: NetworkSentence,
  aligned: Aligned,
  units: readonly Unit[],
  around: Span | undefined,
  taken: readonly Span[],
): Span | undefined {
  const inner = source.text.slice(mark.start, mark.end);
  if (onlySigns(source.text.slice(0, mark.start)) && onlySigns(source.text.slice(mark.end)))
    return wholeOf(mark, source, aligned.text, around);
  const free = units.map(
    (unit) =>
      (!around || (unit.start >= around.start && unit.end <= around.end)) &&
      !taken.some((other) => unit.start < other.end && other.start < unit.end),
  );
  const masks = new Set(inner.match(MASK) ?? []);
  const onlyMasks = onlySigns(inner.replace(MASK, ''));
  if (!aligned.attention && !onlyMasks) return undefined;
  const shares = units.map((unit) => {
    if (unit.kind === 'mask') return masks.has(unit.text) ? 1 : FOREIGN;
    return onlyMasks ? 0 : shareOf(unit, mark, aligned);
  });
  const found = bestStretch(mark, units, shares, free);
  if (!found) return undefined;
  const stretch = withSigns(withoutSmallWords(found, units, inner, shares), units, inner, free);
  const inside = units.slice(stretch.first, stretch.last + 1);
  const strangers = inside.some(({ kind, text }) => kind === 'mask' && !masks.has(text));
  const missing = [...masks].some((mask) => !inside.some(({ text }) => text === mask));
  if (strangers || missing || (!onlyMasks && !isSure(stretch, mark, inner, units, shares, aligned)))
    return undefined;
  return { start: units[stretch.first].start, end: units[stretch.last].end };
}

/** What encloses all words encloses all of the translation; signs outside stay outside. */
function wholeOf(
  mark: Mark,
  { text: source }: NetworkSentence,
  text: string,
  around: Span | undefined,
): Span {
  const { start, end } = around ?? { start: 0, end: text.length };
  const all = text.slice(start, end);
  const before =
    mark.start > 0 ? (/^[\s\p{P}\p{S}]*/u.exec(all.replace(/[\u2991\u2992]/g, 'x'))?.[0].length ?? 0) : 0;
  const outside = source.slice(mark.end).trim() !== '' && !around;
  const after = outside
    ? (/(?<![\s\p{P}\p{S}])[\s\p{P}\p{S}]*$/u.exec(all.replace(/[\u2991\u2992]/g, 'x'))?.[0].length ?? 0)
    : 0;
  const range = { start: start + before, end: end - after };
  return range.start < range.end ? range : { start, end };
}

interface Stretch {
  first: number;
  last: number;
}

/** The stretch of free units with the largest sum of shares above the threshold; at an edge where the pair goes on there. */
function bestStretch(
  mark: Mark,
  units: readonly Unit[],
  shares: readonly number[],
  free: readonly boolean[],
): Stretch | undefined {
  let best: (Stretch & { sum: number }) | undefined;
  for (let first = 0; first < units.length; first++) {
    if (mark.open === undefined && first > 0) break;
    let sum = 0;
    for (let last = first; last < units.length && free[last]; last++) {
      sum += shares[last] - THRESHOLD;
      if (mark.close === undefined && last < units.length - 1) continue;
      if (!best || sum > best.sum) best = { first, last, sum };
    }
  }
  return best;
}

/** Small words at its ends belong to a stretch where the source has small words there, or without any doubt. */
function withoutSmallWords(
  { first, last }: Stretch,
  units: readonly Unit[],
  inner: string,
  shares: readonly number[],
): Stretch {
  const words = wordsIn(inner);
  const isSmall = (i: number): boolean =>
    shares[i] < NO_DOUBT && (isSmallWord(units[i].text) || units[i].kind === 'sign');
  const has = (word: string | undefined): boolean => word !== undefined && isSmallWord(word);
  if (!has(words[0])) while (first < last && isSmall(first)) first++;
  if (!has(words.at(-1))) while (first < last && isSmall(last)) last--;
  return { first, last };
}

/** Closing signs, and what they close. */
const OPENED: Readonly<Record<string, string | undefined>> = {
  ')': '(',
  ']': '[',
  '»': '«',
  '”': '“',
  '」': '「',
  '』': '『',
  '）': '（',
  '》': '《',
  '】': '【',
};

/** Signs at its ends belong to a stretch where the source has such signs there. */
function withSigns(found: Stretch, units: readonly Unit[], inner: string, free: readonly boolean[]): Stretch {
  let { first, last } = found;
  const isSign = (i: number): boolean => units[i]?.kind === 'sign';
  const [begins, ends] = [/^\s*[^\p{L}\p{N}\u2991\s]/u.test(inner), /[^\p{L}\p{N}\u2992\s]\s*$/u.test(inner)];
  if (begins) while (!isSign(first) && isSign(first - 1) && free[first - 1]) first--;
  else while (first < last && isSign(first)) first++;
  if (ends) while (!isSign(last) && isSign(last + 1) && free[last + 1]) last++;
  else while (last > first && isSign(last)) last--;
  const next = units[last + 1]?.text;
  const opened = OPENED[next ?? ''];
  const holds = (sign: string): boolean => units.slice(first, last + 1).some(({ text }) => text === sign);
  if (opened !== undefined && free[last + 1] && holds(opened) && !holds(next)) last++;
  return { first, last };
}

function isSure(
  { first, last }: Stretch,
  mark: Mark,
  inner: string,
  units: readonly Unit[],
  shares: readonly number[],
  aligned: Aligned,
): boolean {
  const inside = [...units.keys()].slice(first, last + 1);
  const words = inside.filter((i) => units[i].kind === 'word');
  const hasMask = inside.some((i) => units[i].kind === 'mask');
  // Masks alone are not all that was there.
  if (words.length === 0) return false;
  const says = (texts: readonly string[]): boolean => texts.some((text) => !isSmallWord(text));
  if (!hasMask && says(wordsIn(inner)) && !says(words.map((i) => units[i].text))) return false;
  const precision = words.reduce((sum, i) => sum + shares[i], 0) / words.length;
  const range = { start: units[first].start, end: units[last].end };
  return precision >= LEAST_PRECISION && recallOf(range, mark, aligned) >= LEAST_RECALL;
}

/** Outer ends outside. */
function written(
  text: string,
  placed: readonly { mark: Mark; at: Span }[],
  contents: readonly string[],
): string {
  const copied = (stretch: string): string =>
    stretch.replace(MASK, (mask, digits: string) => contents[Number(digits)] ?? mask);
  const ends = placed.flatMap(({ mark: { open, close }, at }, depth) => [
    ...(open === undefined ? [] : [{ at: at.start, mask: open, order: depth + 1 }]),
    ...(close === undefined ? [] : [{ at: at.end, mask: close, order: -depth - 1 }]),
  ]);
  let result = '';
  let done = 0;
  for (const { at, mask } of ends.sort((a, b) => a.at - b.at || a.order - b.order)) {
    result += copied(text.slice(done, at)) + maskToken(mask);
    done = at;
  }
  return result + copied(text.slice(done));
}
