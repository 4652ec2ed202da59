/**
 * Products of 8-bit weights and 7-bit activations, four at a time in each lane
 * (`i32x4.relaxed_dot_i8x16_i7x16_add_s`): one block of 8 outputs and up to five rows of activations in registers.
 *
 * Not here: what the sums mean (product.ts). Where the instruction is missing, exact-tile.ts does this.
 */
import { STEP } from './matrix';

/** Rows that fit into the sixteen registers of x86, with two for weights and one for activations. */
export const RELAXED_ROWS: i32 = 5;
/** Bytes of a row's sums: outputs 0 … 3 of the block, then 4 … 7. */
const SUMS: usize = 32;

export class RelaxedTile {
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
    let x0 = x;
    let a1 = i32x4.splat(0);
    let b1 = i32x4.splat(0);
    let x1 = x + stride;
    let a2 = i32x4.splat(0);
    let b2 = i32x4.splat(0);
    let x2 = x + 2 * stride;
    let a3 = i32x4.splat(0);
    let b3 = i32x4.splat(0);
    let x3 = x + 3 * stride;
    let a4 = i32x4.splat(0);
    let b4 = i32x4.splat(0);
    let x4 = x + 4 * stride;
    for (let step = 0; step < steps; step++) {
      const wa = v128.load(w);
      const wb = v128.load(w, 16);
      w += STEP;
      const t0 = v128.load32_splat(x0);
      a0 = i32x4.relaxed_dot_i8x16_i7x16_add_s(wa, t0, a0);
      b0 = i32x4.relaxed_dot_i8x16_i7x16_add_s(wb, t0, b0);
      x0 += 4;
      if (rows > 1) {
        const t1 = v128.load32_splat(x1);
        a1 = i32x4.relaxed_dot_i8x16_i7x16_add_s(wa, t1, a1);
        b1 = i32x4.relaxed_dot_i8x16_i7x16_add_s(wb, t1, b1);
        x1 += 4;
      }
      if (rows > 2) {
        const t2 = v128.load32_splat(x2);
        a2 = i32x4.relaxed_dot_i8x16_i7x16_add_s(wa, t2, a2);
        b2 = i32x4.relaxed_dot_i8x16_i7x16_add_s(wb, t2, b2);
        x2 += 4;
      }
      if (rows > 3) {
        const t3 = v128.load32_splat(x3);
        a3 = i32x4.relaxed_dot_i8x16_i7x16_add_s(wa, t3, a3);
        b3 = i32x4.relaxed_dot_i8x16_i7x16_add_s(wb, t3, b3);
        x3 += 4;
      }
      if (rows > 4) {
        const t4 = v128.load32_splat(x4);
        a4 = i32x4.relaxed_dot_i8x16_i7x16_add_s(wa, t4, a4);
        b4 = i32x4.relaxed_dot_i8x16_i7x16_add_s(wb, t4, b4);
        x4 += 4;
      }
    }
    v128.store(to + 0 * SUMS, a0);
    v128.store(to + 0 * SUMS, b0, 16);
    if (rows > 1) {
      v128.store(to + 1 * SUMS, a1);
      v128.store(to + 1 * SUMS, b1, 16);
    }
    if (rows > 2) {
      v128.store(to + 2 * SUMS, a2);
      v128.store(to + 2 * SUMS, b2, 16);
    }
    if (rows > 3) {
      v128.store(to + 3 * SUMS, a3);
      v128.store(to + 3 * SUMS, b3, 16);
    }
    if (rows > 4) {
      v128.store(to + 4 * SUMS, a4);
      v128.store(to + 4 * SUMS, b4, 16);
    }
  }
}
