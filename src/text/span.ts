/** A stretch of a text or of a list, by offsets. */

/** From `start` up to `end`, which is not in it. */
export interface Span {
  start: number;
  end: number;
}
