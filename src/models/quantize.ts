/**
 * Weights as int8: a quarter of the bytes. Symmetric, one float32 scale for each output column, so that every column
 * keeps its own range (Wu et al. 2020, https://arxiv.org/abs/2004.09602, §3): value ≈ scale · int8.
 *
 * Not here: how a graph turns them back into float32 (src/rnn/parameters.ts), which onnxruntime does once, at load.
 */
import type { StoredWeight } from '../rnn';
import { toFloat32 } from '../rnn';

/** An array of weights by the name the architecture gives it, row-major. */
export interface Weight {
  dims: number[];
  data: Float32Array;
}

export type Weights = ReadonlyMap<string, Weight>;

/** How far int8 weights are from the float32 ones they were made of. */
export interface QuantizationError {
  /** the largest absolute difference of a weight */
  max: number;
  /** the mean absolute difference over the weights that became int8 */
  mean: number;
}

export interface QuantizedWeights {
  weights: Map<string, StoredWeight>;
  error: QuantizationError;
}

/** −127 … 127: −128 is left out, so that a weight and its negative have the same error. */
const LARGEST = 127;
/** Below it a scale would be less than float32's smallest number of full precision. */
const SMALLEST = LARGEST * 2 ** -126;

/** @returns the weights as they are, for a model in float32 */
export function keepFloat32(weights: Weights): Map<string, StoredWeight> {
  return new Map([...weights].map(([name, weight]) => [name, { tensor: tensorOf(weight) }]));
}

/**
 * Matrices become int8; vectors (biases) stay float32, since they are few.
 * Matrices are [in, out] and get a scale for each of `out`; embeddings are [vocabulary, size] and get one for each
 * word: a word's row is a column of the output layer, which shares the target embedding or has rows of its own.
 */
export function quantize(weights: Weights): QuantizedWeights {
  const quantized = new Map<string, StoredWeight>();
  const error = { max: 0, sum: 0, count: 0 };
  for (const [name, weight] of weights) {
    const isMatrix = weight.dims.length === 2;
    const stored = isMatrix ? toInt8(weight, axisOf(name)) : { tensor: tensorOf(weight) };
    if (isMatrix) addError(error, weight.data, toFloat32(stored));
    quantized.set(name, stored);
  }
  return { weights: quantized, error: { max: error.max, mean: error.sum / Math.max(1, error.count) } };
}

const axisOf = (name: string): number => (name.endsWith('.embedding') || name === 'output.W' ? 0 : 1);

const tensorOf = ({ dims, data }: Weight): StoredWeight['tensor'] => ({ dtype: 'float32', dims, data });

function toInt8({ dims, data }: Weight, axis: number): StoredWeight {
  const scale = new Float32Array(dims[axis]);
  const int8 = new Int8Array(data.length);
  eachEntry(dims, axis, (i, group) => {
    scale[group] = Math.max(scale[group], Math.abs(data[i]));
  });
  // A column of (nearly) zeros has no scale that float32 can say; with 1 it becomes zeros.
  scale.forEach((largest, i) => (scale[i] = largest < SMALLEST ? 1 : largest / LARGEST));
  eachEntry(dims, axis, (i, group) => {
    int8[i] = Math.max(-LARGEST, Math.min(LARGEST, Math.round(data[i] / scale[group])));
  });
  return { tensor: { dtype: 'int8', dims, data: int8 }, quantization: { scale, axis } };
}

/** Visits a matrix in order; `group` is the entry's row (axis 0) or column (axis 1), which has one scale. */
function eachEntry([rows, columns]: number[], axis: number, visit: (i: number, group: number) => void): void {
  for (let row = 0, i = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, i++) visit(i, axis === 0 ? row : column);
  }
}

function addError(
  error: { max: number; sum: number; count: number },
  before: Float32Array,
  after: Float32Array,
): void {
  for (let i = 0; i < before.length; i++) {
    const difference = Math.abs(before[i] - after[i]);
    error.max = Math.max(error.max, difference);
    error.sum += difference;
  }
  error.count += before.length;
}
