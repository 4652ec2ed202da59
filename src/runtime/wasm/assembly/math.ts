/** Exponential functions of four numbers at once, to the accuracy of float32: 2^n times a polynomial (Cephes, expf). */

function constant(value: f32): v128 {
  return f32x4.splat(value);
}

/** Beyond ±87 it stays at what float32 can say. */
export function exp(x: v128): v128 {
  const inside = f32x4.max(f32x4.min(x, constant(88)), constant(-87));
  const n = f32x4.nearest(f32x4.mul(inside, constant(1.44269504)));
  // ln 2 in two parts, the first of few bits, so that n · it is exact.
  let r = f32x4.sub(inside, f32x4.mul(n, constant(0.693359375)));
  r = f32x4.sub(r, f32x4.mul(n, constant(-2.1219444e-4)));
  let p = constant(1.98756915e-4);
  p = f32x4.add(f32x4.mul(p, r), constant(1.3981999507e-3));
  p = f32x4.add(f32x4.mul(p, r), constant(8.3334519073e-3));
  p = f32x4.add(f32x4.mul(p, r), constant(4.1665795894e-2));
  p = f32x4.add(f32x4.mul(p, r), constant(1.6666665459e-1));
  p = f32x4.add(f32x4.mul(p, r), constant(5.0000001201e-1));
  const y = f32x4.add(f32x4.add(f32x4.mul(f32x4.mul(p, r), r), r), constant(1));
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
  return f32x4.mul(y, power);
}

/** σ(x) */
export function sigmoid(x: v128): v128 {
  return f32x4.div(constant(1), f32x4.add(constant(1), exp(f32x4.neg(x))));
}

export function tanh(x: v128): v128 {
  const e = exp(f32x4.add(x, x));
  return f32x4.sub(constant(1), f32x4.div(constant(2), f32x4.add(e, constant(1))));
}

export function sumOf(x: v128): f32 {
  return (
    f32x4.extract_lane(x, 0) + f32x4.extract_lane(x, 1) + f32x4.extract_lane(x, 2) + f32x4.extract_lane(x, 3)
  );
}

export function greatestOf(x: v128): f32 {
  return max(
    max(f32x4.extract_lane(x, 0), f32x4.extract_lane(x, 1)),
    max(f32x4.extract_lane(x, 2), f32x4.extract_lane(x, 3)),
  );
}
