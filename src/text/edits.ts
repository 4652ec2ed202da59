/**
 * Edits of a text: applied, cut out, and what becomes of the places around them. All edits of a list stand by offsets
 * into the same text, the one before any of them.
 *
 * Not here: writing into documents of the editor (src/extension/documents/write.ts).
 */
import type { Span } from './span';

/** A text in the place of a span. */
export interface TextEdit extends Span {
  text: string;
}

/** @param edits in order, none overlapping */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let done = 0;
  for (const edit of edits) {
    result += text.slice(done, edit.start) + edit.text;
    done = edit.end;
  }
  return result + text.slice(done);
}

/** The edits inside a span, by offsets into what stands in it. */
export const editsWithin = (edits: readonly TextEdit[], { start, end }: Span): TextEdit[] =>
  edits
    .filter((edit) => edit.start >= start && edit.end <= end)
    .map((edit) => ({ start: edit.start - start, end: edit.end - start, text: edit.text }));

/** Which side of a text that is inserted right at a place, or that takes the place away, the place is on afterwards. */
export type Side = 'before' | 'after';

/** How much two texts, or lists, have in common at their beginnings, and behind that at their ends. */
export function commonEnds<T>(
  before: ArrayLike<T>,
  after: ArrayLike<T>,
  same: (a: T, b: T) => boolean = (a, b) => a === b,
): { head: number; tail: number } {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && same(before[head], after[head])) head++;
  let tail = 0;
  while (tail < shorter - head && same(before[before.length - 1 - tail], after[after.length - 1 - tail]))
    tail++;
  return { head, tail };
}

/** @returns where a place is once the edits are applied */
export function mapOffset(offset: number, edits: readonly TextEdit[], side: Side): number {
  let place = offset;
  let shift = 0;
  for (const { start, end, text } of edits) {
    if (end < offset || (end === offset && start < offset)) shift += text.length - (end - start);
    else if (start < offset) place = side === 'after' ? start + text.length : start;
    else if (start === offset && end === offset && side === 'after') shift += text.length;
  }
  return place + shift;
}

/** What is written inside a span, or right at its ends, belongs to it afterwards. */
export const mapSpan = ({ start, end }: Span, edits: readonly TextEdit[]): Span => ({
  start: mapOffset(start, edits, 'before'),
  end: mapOffset(end, edits, 'after'),
});

/** Where the text of each edit stands once all are applied. @param edits in order, none overlapping */
export function spansAfter(edits: readonly TextEdit[]): Span[] {
  let shift = 0;
  return edits.map(({ start, end, text }) => {
    const span = { start: start + shift, end: start + shift + text.length };
    shift += text.length - (end - start);
    return span;
  });
}
