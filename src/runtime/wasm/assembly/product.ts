/**
 * y = x W + b for rows of float32: activations become integers, products and sums are those of integers, and the result is
 * scaled back once. Weights are read block by block, so that a block serves all rows while it is in the nearest cache.
 */
import { Activations, quantize } from './activations';
import { EXACT_ROWS, ExactTile } from './exact-tile';
import { BLOCK, Matrix, STEP } from './matrix';
import { RELAXED_ROWS, RelaxedTile } from './relaxed-tile';
import { Rows, view } from './rows';
import { take } from './scratch';

/** Bytes of 8 int32 or float32. */
const EIGHT: usize = 32;
const TILE_ROWS: i32 = ASC_FEATURE_RELAXED_SIMD ? RELAXED_ROWS : EXACT_ROWS;

/** @returns rows whose distance is a whole number of blocks; outputs beyond the matrix's are 0 + bias */
export function product(x: Rows, count: i32, matrix: Matrix): Rows {
  return multiplied(quantize(x, count, matrix), count, matrix);
}

/** As `product`, for activations that several matrices take. */
export function multiplied(x: Activations, count: i32, matrix: Matrix): Rows {
  const stride = <usize>matrix.blocks * EIGHT;
  const y = view(take(<usize>count * stride), stride, matrix.outputs);
  // The two halves of 14-bit activations are rows of their own until the sums are put together.
  const halves = ASC_FEATURE_RELAXED_SIMD && matrix.wide ? 2 : 1;
  const sums = take(<usize>(count * halves) * EIGHT);
  for (let block = 0; block < matrix.blocks; block++) {
    const w = matrix.weights + <usize>block * <usize>matrix.steps * STEP;
    sumUp(w, x.at, halves === 2 ? x.half : x.stride, count * halves, matrix.steps, sums);
    const to = y.at + <usize>block * EIGHT;
    if (halves === 2) finishHalves(matrix, block, x, count, sums, to, stride);
    else finish(matrix, block, x, count, sums, to, stride);
  }
  return y;
}

/** Σ w x of one block for all rows. */
function sumUp(w: usize, x: usize, stride: usize, rows: i32, steps: i32, sums: usize): void {
  let row = 0;
  for (; row + TILE_ROWS <= rows; row += TILE_ROWS)
    tile(TILE_ROWS, w, x + <usize>row * stride, stride, steps, sums + <usize>row * EIGHT);
  const at = x + <usize>row * stride;
  const to = sums + <usize>row * EIGHT;
  tile(rows - row, w, at, stride, steps, to);
}

/** One function for each number of rows. */
function tile(rows: i32, w: usize, x: usize, stride: usize, steps: i32, to: usize): void {
  if (ASC_FEATURE_RELAXED_SIMD) {
    if (rows === 5) RelaxedTile.sums(5, w, x, stride, steps, to);
    else if (rows === 4) RelaxedTile.sums(4, w, x, stride, steps, to);
    else if (rows === 3) RelaxedTile.sums(3, w, x, stride, steps, to);
    else if (rows === 2) RelaxedTile.sums(2, w, x, stride, steps, to);
    else if (rows === 1) RelaxedTile.sums(1, w, x, stride, steps, to);
  } else {
    if (rows === 3) ExactTile.sums(3, w, x, stride, steps, to);
    else if (rows === 2) ExactTile.sums(2, w, x, stride, steps, to);
    else if (rows === 1) ExactTile.sums(1, w, x, stride, steps, to);
  }
}

/** Sums of one row each to float32: less what the zero point of 7-bit activations added, scaled, with the bias. */
function finish(
  matrix: Matrix,
  block: i32,
  x: Activations,
  count: i32,
  sums: usize,
  to: usize,
  stride: usize,
): void {
  const list = (<usize>(block * BLOCK)) << 2;
  const zero = ASC_FEATURE_RELAXED_SIMD ? 6 : -1;
  const zeroA = zeroPoint(matrix.sums + list, zero);
  const zeroB = zeroPoint(matrix.sums + list + 16, zero);
  for (let row: usize = 0; row < <usize>count; row++) {
    const from = sums + row * EIGHT;
    const a = i32x4.sub(v128.load(from), zeroA);
    const b = i32x4.sub(v128.load(from, 16), zeroB);
    scale(matrix, list, a, b, load<f32>(x.scales + (row << 2)), to + row * stride);
  }
}

/** As `finish`, from the sums of both halves: 128 · upper + lower. Where they leave int32, they come back. */
function finishHalves(
  matrix: Matrix,
  block: i32,
  x: Activations,
  count: i32,
  sums: usize,
  to: usize,
  stride: usize,
): void {
  const list = (<usize>(block * BLOCK)) << 2;
  const zeroA = zeroPoint(matrix.sums + list, 13);
  const zeroB = zeroPoint(matrix.sums + list + 16, 13);
  for (let row: usize = 0; row < <usize>count; row++) {
    const from = sums + row * 2 * EIGHT;
    const a = i32x4.add(i32x4.shl(v128.load(from), 7), v128.load(from, 32));
    const b = i32x4.add(i32x4.shl(v128.load(from, 16), 7), v128.load(from, 48));
    const y = to + row * stride;
    scale(matrix, list, i32x4.sub(a, zeroA), i32x4.sub(b, zeroB), load<f32>(x.scales + (row << 2)), y);
  }
}

/** Four sums of weights, times 2^bits; 0 where activations lie around 0. */
function zeroPoint(at: usize, bits: i32): v128 {
  return bits < 0 ? i32x4.splat(0) : i32x4.shl(v128.load(at), bits);
}

function scale(matrix: Matrix, list: usize, a: v128, b: v128, factor: f32, to: usize): void {
  const f = f32x4.splat(factor);
  const scales = matrix.scales + list;
  const biases = matrix.biases + list;
  const scaledA = f32x4.mul(f32x4.convert_i32x4_s(a), f32x4.mul(v128.load(scales), f));
  const scaledB = f32x4.mul(f32x4.convert_i32x4_s(b), f32x4.mul(v128.load(scales, 16), f));
  v128.store(to, f32x4.add(scaledA, v128.load(biases)));
  v128.store(to, f32x4.add(scaledB, v128.load(biases, 16)), 16);
}
