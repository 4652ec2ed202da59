/**
 * Batches of about constant size, with little padding: sentences of like length together, the order of batches random.
 * Sequences are time-major, [T, B], padded at the end.
 */
import type { Random } from '../random';

/** Token ids without <bos> and <eos>. */
export interface Example {
  source: Int32Array;
  target: Int32Array;
}

export interface SpecialIds {
  pad: number;
  bos: number;
  eos: number;
}

export interface Batch {
  size: number;
  sourceSteps: number;
  targetSteps: number;
  /** [S, B]: words, <eos>, padding */
  source: Int32Array;
  /** [B], <eos> counted */
  lengths: Int32Array;
  /** [T, B]: <bos>, words, padding: what the decoder is fed (teacher forcing) */
  targetIn: Int32Array;
  /** [T, B]: words, <eos>, padding: what it should say */
  targetOut: Int32Array;
  /** [T, B] 1 for a word or <eos>, 0 for padding */
  weights: Float32Array;
  /** Σ weights */
  targetTokens: number;
}

/** How many sentences are sorted by length together: large enough for little padding, small enough for variety. */
const POOL = 20000;

/**
 * One epoch's batches, as lists of example numbers.
 * @param batchTokens the most padded target (or source) tokens a batch may have
 */
export function planEpoch(examples: Example[], batchTokens: number, random: Random): Int32Array[] {
  const order = random.shuffle([...examples.keys()]);
  const batches: Int32Array[] = [];
  for (let start = 0; start < order.length; start += POOL) {
    const pool = order.slice(start, start + POOL).sort((a, b) => byLength(examples[a], examples[b]));
    batches.push(...cut(pool, examples, batchTokens));
  }
  return random.shuffle(batches);
}

function byLength(a: Example, b: Example): number {
  return a.target.length - b.target.length || a.source.length - b.source.length;
}

function cut(pool: number[], examples: Example[], batchTokens: number): Int32Array[] {
  const batches: Int32Array[] = [];
  let batch: number[] = [];
  let longest = 0;
  for (const i of pool) {
    const length = Math.max(examples[i].source.length, examples[i].target.length) + 1;
    const grown = Math.max(longest, length);
    if (batch.length > 0 && grown * (batch.length + 1) > batchTokens) {
      batches.push(Int32Array.from(batch));
      batch = [];
      longest = 0;
    }
    batch.push(i);
    longest = Math.max(longest, length);
  }
  if (batch.length > 0) batches.push(Int32Array.from(batch));
  return batches;
}

export function makeBatch(examples: Example[], ids: SpecialIds): Batch {
  const size = examples.length;
  const sourceSteps = Math.max(...examples.map((e) => e.source.length)) + 1;
  const targetSteps = Math.max(...examples.map((e) => e.target.length)) + 1;
  const batch: Batch = {
    size,
    sourceSteps,
    targetSteps,
    source: new Int32Array(sourceSteps * size).fill(ids.pad),
    lengths: Int32Array.from(examples, (e) => e.source.length + 1),
    targetIn: new Int32Array(targetSteps * size).fill(ids.pad),
    targetOut: new Int32Array(targetSteps * size).fill(ids.pad),
    weights: new Float32Array(targetSteps * size),
    targetTokens: 0,
  };
  examples.forEach((example, b) => {
    place(batch.source, [...example.source, ids.eos], b, size);
    place(batch.targetIn, [ids.bos, ...example.target], b, size);
    place(batch.targetOut, [...example.target, ids.eos], b, size);
    for (let t = 0; t <= example.target.length; t++) batch.weights[t * size + b] = 1;
    batch.targetTokens += example.target.length + 1;
  });
  return batch;
}

function place(steps: Int32Array, ids: number[], b: number, size: number): void {
  ids.forEach((id, t) => (steps[t * size + b] = id));
}
