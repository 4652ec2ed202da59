/**
 * From logits to the best words of each row: log-probabilities over the whole vocabulary, the k most probable words in
 * order, exactly, and the words asked for.
 */
import { exp, greatestOf, sumOf } from './math';
import { take } from './scratch';

/** Bytes of a word in the heap: its logit, its number. */
const ENTRY: usize = 8;

/** log Σ exp over `words` logits; places up to the next whole v128 hold what counts as nothing. */
export function logSumExp(logits: usize, words: i32): f32 {
  const bytes = (((<usize>words) << 2) + 15) & ~15;
  let four = v128.load(logits);
  for (let i: usize = 16; i < bytes; i += 16) four = f32x4.max(four, v128.load(logits + i));
  const most = greatestOf(four);
  const shift = f32x4.splat(most);
  let sum = f32x4.splat(0);
  for (let i: usize = 0; i < bytes; i += 16)
    sum = f32x4.add(sum, exp(f32x4.sub(v128.load(logits + i), shift)));
  return most + <f32>Math.log(<f64>sumOf(sum));
}

/**
 * The k best words of a row, best first, equal ones by number.
 * @param norm log Σ exp of the row
 */
export function bestWords(
  logits: usize,
  words: i32,
  k: i32,
  norm: f32,
  tokens: usize,
  logProbs: usize,
): void {
  const heap = take(<usize>k * ENTRY);
  for (let word = 0; word < k; word++) {
    put(heap, word, load<f32>(logits + ((<usize>word) << 2)), word);
  }
  for (let i = (k >> 1) - 1; i >= 0; i--) sink(heap, i, k);
  let worst = load<f32>(heap);
  for (let word = k; word < words; word++) {
    // Words to come have higher numbers, so an equal logit does not suffice.
    if ((word & 3) === 0 && word + 4 <= words) {
      const four = v128.load(logits + ((<usize>word) << 2));
      if (!v128.any_true(f32x4.gt(four, f32x4.splat(worst)))) {
        word += 3;
        continue;
      }
    }
    const logit = load<f32>(logits + ((<usize>word) << 2));
    if (logit > worst) {
      put(heap, 0, logit, word);
      sink(heap, 0, k);
      worst = load<f32>(heap);
    }
  }
  for (let i = k - 1; i >= 0; i--) {
    store<f32>(logProbs + ((<usize>i) << 2), load<f32>(heap) - norm);
    store<i32>(tokens + ((<usize>i) << 2), load<i32>(heap, 4));
    const last = heap + <usize>i * ENTRY;
    put(heap, 0, load<f32>(last), load<i32>(last, 4));
    sink(heap, 0, i);
  }
}

function put(heap: usize, i: i32, logit: f32, word: i32): void {
  const entry = heap + <usize>i * ENTRY;
  store<f32>(entry, logit);
  store<i32>(entry, word, 4);
}

/** Whether the entry at `a` is worse than that at `b`. */
function isWorse(a: usize, b: usize): bool {
  const first = load<f32>(a);
  const second = load<f32>(b);
  return first < second || (first === second && load<i32>(a, 4) > load<i32>(b, 4));
}

/** The worst stands at the top; entry i goes down to where it belongs. */
function sink(heap: usize, i: i32, size: i32): void {
  while (true) {
    let worst = i;
    const left = 2 * i + 1;
    if (left < size && isWorse(heap + <usize>left * ENTRY, heap + <usize>worst * ENTRY)) worst = left;
    const right = left + 1;
    if (right < size && isWorse(heap + <usize>right * ENTRY, heap + <usize>worst * ENTRY)) worst = right;
    if (worst === i) return;
    const a = heap + <usize>i * ENTRY;
    const b = heap + <usize>worst * ENTRY;
    const entry = load<i64>(a);
    store<i64>(a, load<i64>(b));
    store<i64>(b, entry);
    i = worst;
  }
}
