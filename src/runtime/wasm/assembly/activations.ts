/**
 * Activations as integers, each row with a scale of its own.
 *
 * Where 8-bit products are at hand, an operand of theirs has 7 bits, 0 … 127 (what more would give is left to the
 * processor): 7-bit activations lie there around 64; of 14-bit ones, around 8192, the upper and the lower half make a row
 * of their own each. Elsewhere activations are int16, with the same 14 bits, so that both give the same numbers.
 */
import { Matrix } from './matrix';
import { Rows } from './rows';
import { take } from './scratch';

/** Rows in which nothing is larger count as 0: the factor would leave float32. */
const SMALLEST: f32 = 1e-30;

@unmanaged
export class Activations {
  at: usize;
  /** Bytes from one row to the next; of two halves, the upper one is the first. */
  stride: usize;
  /** Bytes from the upper to the lower half. */
  half: usize;
  /** float32, one a row. */
  scales: usize;
}

/** @param rows vectors of the matrix's inputs */
export function quantize(rows: Rows, count: i32, matrix: Matrix): Activations {
  const y = changetype<Activations>(take(offsetof<Activations>()));
  const places = (<usize>matrix.steps) << 2;
  y.half = places;
  y.stride = matrix.wide ? places << 1 : places;
  y.at = take(<usize>count * y.stride);
  y.scales = take((<usize>count) << 2);
  for (let row = 0; row < count; row++) {
    const from = rows.at + <usize>row * rows.stride;
    const greatest = greatestMagnitude(from, matrix.inputs);
    const levels = <f32>matrix.levels;
    const factor: f32 = greatest > SMALLEST ? levels / greatest : 0;
    store<f32>(y.scales + ((<usize>row) << 2), greatest / levels);
    const to = y.at + <usize>row * y.stride;
    // What lies behind the last input is multiplied by weights that are 0.
    for (let i: usize = 0; i < places; i += 8)
      store8(to + (ASC_FEATURE_RELAXED_SIMD ? i : i << 1), from + (i << 2), factor, y.half, matrix.wide);
  }
  return y;
}

function greatestMagnitude(from: usize, size: i32): f32 {
  let four = f32x4.splat(0);
  const whole = size & ~3;
  let i = 0;
  for (; i < whole; i += 4) four = f32x4.max(four, f32x4.abs(v128.load(from + ((<usize>i) << 2))));
  let greatest: f32 = max(
    max(f32x4.extract_lane(four, 0), f32x4.extract_lane(four, 1)),
    max(f32x4.extract_lane(four, 2), f32x4.extract_lane(four, 3)),
  );
  for (; i < size; i++) greatest = max(greatest, abs(load<f32>(from + ((<usize>i) << 2))));
  return greatest;
}

/** Eight activations: float32 to integers. */
function store8(to: usize, from: usize, factor: f32, half: usize, wide: bool): void {
  const f = f32x4.splat(factor);
  const a = i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(v128.load(from), f)));
  const b = i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(v128.load(from, 16), f)));
  const eight = i16x8.narrow_i32x4_s(a, b);
  if (!ASC_FEATURE_RELAXED_SIMD) {
    v128.store(to, eight);
    return;
  }
  if (!wide) {
    const around64 = i16x8.add(eight, i16x8.splat(64));
    v128.store64_lane(to, i8x16.narrow_i16x8_u(around64, around64), 0);
    return;
  }
  const around8192 = i16x8.add(eight, i16x8.splat(8192));
  const upper = i16x8.shr_u(around8192, 7);
  const lower = v128.and(around8192, i16x8.splat(127));
  v128.store64_lane(to, i8x16.narrow_i16x8_u(upper, upper), 0);
  v128.store64_lane(to + half, i8x16.narrow_i16x8_u(lower, lower), 0);
}
