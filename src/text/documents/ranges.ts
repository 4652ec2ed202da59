/** Ranges looked up among many others, by halving: a document has as many as it has signs. */
import type { Span } from '../span';

/** @returns the index of the first range that begins at an offset or behind it */
export function firstFrom(inOrder: readonly Span[], offset: number): number {
  let [low, high] = [0, inOrder.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (inOrder[middle].start < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** @param inOrder by their beginnings; they may lie in each other @returns those that are in a range with both ends */
export function rangesWithin<T extends Span>(inOrder: readonly T[], { start, end }: Span): T[] {
  const found: T[] = [];
  for (let i = firstFrom(inOrder, start); i < inOrder.length && inOrder[i].start <= end; i++)
    if (inOrder[i].end <= end) found.push(inOrder[i]);
  return found;
}

/** What some ranges cover together. */
export class Covered {
  private readonly ranges: Span[] = [];

  constructor(ranges: readonly Span[]) {
    for (const { start, end } of [...ranges].sort((a, b) => a.start - b.start)) {
      const last = this.ranges.at(-1);
      if (last && start < last.end) last.end = Math.max(last.end, end);
      else if (start < end) this.ranges.push({ start, end });
    }
  }

  /** Whether a range has a character with one of them in common, or lies between two characters of one. */
  touches({ start, end }: Span): boolean {
    const last = this.ranges[firstFrom(this.ranges, end) - 1];
    return last !== undefined && last.start < end && start < last.end;
  }
}
