/**
 * Attention in float32 (the equations of src/rnn/attention.ts): what each row asks is compared with the keys of its
 * sentence; padding does not exist here, since every sentence has its own length.
 */
import { exp, sumOf, tanh } from './math';
import { Matrix } from './matrix';
import { product } from './product';
import { padded, Rows, rowsOf } from './rows';
import { keep } from './scratch';

@unmanaged
export class Attention {
  additive: bool;
  /** Of the additive kind with the bias b. */
  query: Matrix;
  keys: Matrix;
  /** v of the additive kind, filled up with zeros to whole blocks. */
  v: usize;
  /** Of the scores. */
  scale: f32;
}

export function createAttention(additive: bool, query: Matrix, keys: Matrix, scale: f32): Attention {
  const attention = changetype<Attention>(keep(offsetof<Attention>()));
  const bytes = (<usize>query.blocks) << 5;
  attention.additive = additive;
  attention.query = query;
  attention.keys = keys;
  attention.v = keep(bytes);
  attention.scale = scale;
  memory.fill(attention.v, 0, bytes);
  return attention;
}

/**
 * The encoder's states of all sentences. Those of position s of all sentences that reach it lie side by side, the longest
 * sentence first.
 */
@unmanaged
export class Memory {
  states: Rows;
  keys: Rows;
  /** int32: where the positions begin, in rows. */
  firsts: usize;
  /** int32, one a sentence. */
  lengths: usize;
  /** Of the longest. */
  positions: i32;
}

/**
 * @param sentences int32, which sentence each row asks
 * @param weights float32, `count` × positions: the attention, 0 behind a sentence's end
 * @returns what each row hears
 */
export function attend(
  attention: Attention,
  queries: Rows,
  count: i32,
  memoryOf: Memory,
  sentences: usize,
  weights: usize,
): Rows {
  const asked = product(queries, count, attention.query);
  const context = rowsOf(count, memoryOf.states.size);
  const line = (<usize>memoryOf.positions) << 2;
  memory.fill(weights, 0, <usize>count * line);
  for (let row: usize = 0; row < <usize>count; row++) {
    const sentence = load<i32>(sentences + (row << 2));
    const length = load<i32>(memoryOf.lengths + ((<usize>sentence) << 2));
    const alpha = weights + row * line;
    const q = asked.at + row * asked.stride;
    for (let s = 0; s < length; s++) {
      const key = rowAt(memoryOf.keys, memoryOf, sentence, s);
      const score = attention.additive
        ? additive(q, key, attention.v, asked.stride)
        : multiplicative(q, key, asked.stride) * attention.scale;
      store<f32>(alpha + ((<usize>s) << 2), score);
    }
    softmax(alpha, length);
    listen(memoryOf, sentence, length, alpha, context.at + row * context.stride);
  }
  return context;
}

function rowAt(rows: Rows, memoryOf: Memory, sentence: i32, position: i32): usize {
  const first = load<i32>(memoryOf.firsts + ((<usize>position) << 2));
  return rows.at + <usize>(first + sentence) * rows.stride;
}

function multiplicative(q: usize, key: usize, bytes: usize): f32 {
  let sum = f32x4.splat(0);
  for (let i: usize = 0; i < bytes; i += 16)
    sum = f32x4.add(sum, f32x4.mul(v128.load(q + i), v128.load(key + i)));
  return sumOf(sum);
}

function additive(q: usize, key: usize, v: usize, bytes: usize): f32 {
  let sum = f32x4.splat(0);
  for (let i: usize = 0; i < bytes; i += 16) {
    const joined = tanh(f32x4.add(v128.load(q + i), v128.load(key + i)));
    sum = f32x4.add(sum, f32x4.mul(joined, v128.load(v + i)));
  }
  return sumOf(sum);
}

function softmax(at: usize, length: i32): void {
  let most = load<f32>(at);
  for (let s = 1; s < length; s++) most = max(most, load<f32>(at + ((<usize>s) << 2)));
  let sum: f32 = 0;
  for (let s = 0; s < length; s++) {
    const place = at + ((<usize>s) << 2);
    const e = f32x4.extract_lane(exp(f32x4.splat(load<f32>(place) - most)), 0);
    store<f32>(place, e);
    sum += e;
  }
  for (let s = 0; s < length; s++) {
    const place = at + ((<usize>s) << 2);
    store<f32>(place, load<f32>(place) / sum);
  }
}

/** Σ_s α_s m_s */
function listen(memoryOf: Memory, sentence: i32, length: i32, alpha: usize, to: usize): void {
  const bytes = (<usize>padded(memoryOf.states.size)) << 2;
  memory.fill(to, 0, bytes);
  for (let s = 0; s < length; s++) {
    const weight = f32x4.splat(load<f32>(alpha + ((<usize>s) << 2)));
    const from = rowAt(memoryOf.states, memoryOf, sentence, s);
    for (let i: usize = 0; i < bytes; i += 16)
      v128.store(to + i, f32x4.add(v128.load(to + i), f32x4.mul(weight, v128.load(from + i))));
  }
}
