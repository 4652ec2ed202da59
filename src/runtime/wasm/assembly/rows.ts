/** Vectors of float32, one a row, at equal distances: what every operation takes and gives. */
import { take } from './scratch';

/** Floats of a vector that is filled up to whole v128, so that stores beyond its end hurt nobody. */
export function padded(size: i32): i32 {
  return (size + 3) & ~3;
}

@unmanaged
export class Rows {
  at: usize;
  /** Bytes from one row to the next. */
  stride: usize;
  /** Floats of a row. */
  size: i32;
}

/** A view of rows that lie somewhere else. */
export function view(at: usize, stride: usize, size: i32): Rows {
  const rows = changetype<Rows>(take(offsetof<Rows>()));
  rows.at = at;
  rows.stride = stride;
  rows.size = size;
  return rows;
}

/** New rows, not cleared. */
export function rowsOf(count: i32, size: i32): Rows {
  const stride = (<usize>padded(size)) << 2;
  return view(take(<usize>count * stride), stride, size);
}

/** Both vectors of each row, one behind the other. */
export function joined(a: Rows, b: Rows, count: i32): Rows {
  const both = rowsOf(count, a.size + b.size);
  const first = (<usize>a.size) << 2;
  const second = (<usize>b.size) << 2;
  for (let row: usize = 0; row < <usize>count; row++) {
    const to = both.at + row * both.stride;
    memory.copy(to, a.at + row * a.stride, first);
    memory.copy(to + first, b.at + row * b.stride, second);
  }
  return both;
}

/** a + b */
export function sum(a: Rows, b: Rows, count: i32): Rows {
  const y = rowsOf(count, a.size);
  const bytes = (<usize>padded(a.size)) << 2;
  for (let row: usize = 0; row < <usize>count; row++) {
    const to = y.at + row * y.stride;
    const fromA = a.at + row * a.stride;
    const fromB = b.at + row * b.stride;
    for (let i: usize = 0; i < bytes; i += 16)
      v128.store(to + i, f32x4.add(v128.load(fromA + i), v128.load(fromB + i)));
  }
  return y;
}
