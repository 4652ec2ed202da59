/**
 * Products of 8-bit weights, widened, and 16-bit activations (`i32x4.dot_i16x8_s`), exact on every machine: one block of 8
 * outputs and up to three rows of activations in registers. A sum has two parts until the end, of even and odd pairs.
 *
 * Not here: what the sums mean (product.ts).
 */
import { STEP } from './matrix';

/** Rows that fit into the sixteen registers of x86, four sums each. */
export const EXACT_ROWS: i32 = 3;
/** Bytes of a row's sums: outputs 0 … 3 of the block, then 4 … 7. */
const SUMS: usize = 32;

export class ExactTile {
  /**
   * Σ w x of each row, 8 int32, into `to`.
   * @param rows a constant wherever this is inlined, so that nothing of it is left to decide at run time
   * @param w weights of a block
   * @param x activations of the first row
   * @param stride bytes from one row to the next
   * @param steps of four inputs
   */
  @inline
  static sums(rows: i32, w: usize, x: usize, stride: usize, steps: i32, to: usize): void {
    let a0 = i32x4.splat(0);
    let b0 = i32x4.splat(0);
    let c0 = i32x4.splat(0);
    let d0 = i32x4.splat(0);
    let x0 = x;
    let a1 = i32x4.splat(0);
    let b1 = i32x4.splat(0);
    let c1 = i32x4.splat(0);
    let d1 = i32x4.splat(0);
    let x1 = x + stride;
    let a2 = i32x4.splat(0);
    let b2 = i32x4.splat(0);
    let c2 = i32x4.splat(0);
    let d2 = i32x4.splat(0);
    let x2 = x + 2 * stride;
    for (let step = 0; step < steps; step++) {
      const wa = v128.load8x8_s(w);
      const wb = v128.load8x8_s(w, 8);
      const wc = v128.load8x8_s(w, 16);
      const wd = v128.load8x8_s(w, 24);
      w += STEP;
      const t0 = v128.load64_splat(x0);
      a0 = i32x4.add(a0, i32x4.dot_i16x8_s(wa, t0));
      b0 = i32x4.add(b0, i32x4.dot_i16x8_s(wb, t0));
      c0 = i32x4.add(c0, i32x4.dot_i16x8_s(wc, t0));
      d0 = i32x4.add(d0, i32x4.dot_i16x8_s(wd, t0));
      x0 += 8;
      if (rows > 1) {
        const t1 = v128.load64_splat(x1);
        a1 = i32x4.add(a1, i32x4.dot_i16x8_s(wa, t1));
        b1 = i32x4.add(b1, i32x4.dot_i16x8_s(wb, t1));
        c1 = i32x4.add(c1, i32x4.dot_i16x8_s(wc, t1));
        d1 = i32x4.add(d1, i32x4.dot_i16x8_s(wd, t1));
        x1 += 8;
      }
      if (rows > 2) {
        const t2 = v128.load64_splat(x2);
        a2 = i32x4.add(a2, i32x4.dot_i16x8_s(wa, t2));
        b2 = i32x4.add(b2, i32x4.dot_i16x8_s(wb, t2));
        c2 = i32x4.add(c2, i32x4.dot_i16x8_s(wc, t2));
        d2 = i32x4.add(d2, i32x4.dot_i16x8_s(wd, t2));
        x2 += 8;
      }
    }
    v128.store(to + 0 * SUMS, pairwise(a0, b0));
    v128.store(to + 0 * SUMS, pairwise(c0, d0), 16);
    if (rows > 1) {
      v128.store(to + 1 * SUMS, pairwise(a1, b1));
      v128.store(to + 1 * SUMS, pairwise(c1, d1), 16);
    }
    if (rows > 2) {
      v128.store(to + 2 * SUMS, pairwise(a2, b2));
      v128.store(to + 2 * SUMS, pairwise(c2, d2), 16);
    }
  }
}

/** Of two times two sums in two parts each: four sums. */
function pairwise(a: v128, b: v128): v128 {
  return i32x4.add(v128.shuffle<i32>(a, b, 0, 2, 4, 6), v128.shuffle<i32>(a, b, 1, 3, 5, 7));
}
