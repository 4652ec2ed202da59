/** tanh(x W + b): what leads from the encoder to the decoder, and from its states to the output layer. */
import { tanh } from './math';
import { Matrix } from './matrix';
import { product } from './product';
import { padded, Rows } from './rows';

/** @param to rows of the matrix's outputs */
export function denseInto(to: Rows, x: Rows, count: i32, matrix: Matrix): void {
  const sums = product(x, count, matrix);
  const bytes = (<usize>padded(matrix.outputs)) << 2;
  for (let row: usize = 0; row < <usize>count; row++) {
    const from = sums.at + row * sums.stride;
    const y = to.at + row * to.stride;
    for (let i: usize = 0; i < bytes; i += 16) v128.store(y + i, tanh(v128.load(from + i)));
  }
}
