/**
 * How vectors lie in textures. Four units make a texel; the texels of a vector make a small rectangle, because targets
 * one texel high are drawn slowly (research: 4×). A vector joined of two (both directions of an encoder) has two parts.
 *
 * Not here: the textures themselves (rows.ts).
 */

export interface Layout {
  /** Units of one part. */
  readonly size: number;
  readonly parts: number;
  /** Texels of one part, a multiple of `width`; units beyond `size` are 0. */
  readonly blocks: number;
  /** Texels of a line. */
  readonly width: number;
  /** Lines of the whole vector, all parts. */
  readonly lines: number;
}

/** Divides every width: products take so many texels in a turn. */
export const EVEN = 2;

/** Widths by the least number of texels they are for: squarish, and little is wasted. */
const WIDTHS: readonly [least: number, width: number][] = [
  [128, 16],
  [32, 8],
  [8, 4],
  [0, EVEN],
];

export function layoutOf(size: number, parts = 1): Layout {
  const texels = Math.ceil(size / 4);
  const width = WIDTHS.find(([least]) => texels >= least)![1];
  const lines = Math.ceil(texels / width);
  return { size, parts, blocks: lines * width, width, lines: lines * parts };
}

/** Texels of the whole vector. */
export const texelsOf = ({ blocks, parts }: Layout): number => blocks * parts;

/** For each place of vectors lying one after the other, which unit it holds; −1 where it is padding. */
export function unitsOf(layouts: readonly Layout[]): Int32Array {
  const places = new Int32Array(layouts.reduce((sum, layout) => sum + 4 * texelsOf(layout), 0)).fill(-1);
  let place = 0;
  let unit = 0;
  for (const { size, parts, blocks } of layouts) {
    for (let part = 0; part < parts; part++, place += 4 * blocks) {
      for (let i = 0; i < size; i++) places[place + i] = unit++;
    }
  }
  return places;
}
