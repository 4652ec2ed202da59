/** Word vectors. */
import { Matrix, unpack } from './matrix';
import { Rows, view } from './rows';
import { take } from './scratch';

/** @param tokens int32 @returns the vector of each, as float32 */
export function embed(embedding: Matrix, tokens: usize, count: i32): Rows {
  // Vectors are unpacked in whole steps of four.
  const stride = (<usize>embedding.steps) << 4;
  const rows = view(take(<usize>count * stride), stride, embedding.inputs);
  for (let row = 0; row < count; row++)
    unpack(embedding, load<i32>(tokens + ((<usize>row) << 2)), rows.at + <usize>row * stride);
  return rows;
}
