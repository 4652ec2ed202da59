/**
 * Weights as the products read them: int8, for every 8 outputs a run over the inputs in which each 16 bytes hold 4 outputs
 * × 4 consecutive inputs (research: no sums across a vector are needed then). One scale and one bias an output.
 */
import { keep } from './scratch';

/** Outputs of a block. */
export const BLOCK: i32 = 8;
/** Bytes of a block for 4 inputs. */
export const STEP: usize = 32;
/** Inputs are filled up to a multiple of it: products take so many in a turn. */
const EVEN: i32 = 8;

/** The largest activation, as an integer, of the two ways of storing it. */
const NARROW_LEVELS: i32 = 63;
const WIDE_LEVELS: i32 = 8191;

@unmanaged
export class Matrix {
  inputs: i32;
  outputs: i32;
  blocks: i32;
  /** Steps of four inputs. */
  steps: i32;
  /** Activations have 14 bits; else 7, where the processor multiplies 8 bits at once. */
  wide: bool;
  /** The largest activation as an integer: no sum of products can leave int32. */
  levels: i32;
  weights: usize;
  /** float32, one an output, filled up to whole blocks. */
  scales: usize;
  biases: usize;
  /** int32: the sum of each output's weights. */
  sums: usize;
}

/** All weights 0. */
export function createMatrix(inputs: i32, outputs: i32, wide: bool): Matrix {
  const matrix = changetype<Matrix>(keep(offsetof<Matrix>()));
  const blocks = (outputs + BLOCK - 1) / BLOCK;
  const steps = ((inputs + EVEN - 1) / EVEN) * (EVEN / 4);
  const list = (<usize>(blocks * BLOCK)) << 2;
  const bytes = <usize>blocks * <usize>steps * STEP;
  matrix.inputs = inputs;
  matrix.outputs = outputs;
  matrix.blocks = blocks;
  matrix.steps = steps;
  matrix.wide = wide || !ASC_FEATURE_RELAXED_SIMD;
  matrix.levels = matrix.wide ? WIDE_LEVELS : NARROW_LEVELS;
  matrix.weights = keep(bytes);
  matrix.scales = keep(list);
  matrix.biases = keep(list);
  matrix.sums = keep(list);
  memory.fill(matrix.weights, 0, bytes);
  memory.fill(matrix.scales, 0, list);
  memory.fill(matrix.biases, 0, list);
  memory.fill(matrix.sums, 0, list);
  return matrix;
}

export function weightsAt(matrix: Matrix, output: i32): usize {
  const block = <usize>(output / BLOCK);
  return matrix.weights + block * <usize>matrix.steps * STEP + ((<usize>(output % BLOCK)) << 2);
}

/**
 * Fills a matrix from int8 weights as files have them, row-major.
 * @param from the weight of the first input and the first output
 * @param inputStep bytes from one input to the next
 * @param outputStep bytes from one output to the next
 */
export function pack(matrix: Matrix, from: usize, inputStep: usize, outputStep: usize): void {
  // Along the blocks: a column of a wide matrix alone would touch a cache line for every weight.
  for (let first = 0; first < matrix.outputs; first += BLOCK) {
    const count = min(BLOCK, matrix.outputs - first);
    const to = weightsAt(matrix, first);
    for (let input = 0; input < matrix.inputs; input++) {
      const row = from + <usize>input * inputStep + <usize>first * outputStep;
      const place = to + <usize>(input >> 2) * STEP + <usize>(input & 3);
      for (let i = 0; i < count; i++)
        store<i8>(place + ((<usize>i) << 2), load<i8>(row + <usize>i * outputStep));
    }
  }
  sumUp(matrix);
}

function sumUp(matrix: Matrix): void {
  let most: i64 = 1;
  for (let output = 0; output < matrix.outputs; output++) {
    const column = weightsAt(matrix, output);
    let sum: i32 = 0;
    let magnitude: i64 = 0;
    for (let input = 0; input < matrix.steps << 2; input++) {
      const weight = <i32>load<i8>(column + <usize>(input >> 2) * STEP + <usize>(input & 3));
      sum += weight;
      magnitude += <i64>abs(weight);
    }
    store<i32>(matrix.sums + ((<usize>output) << 2), sum);
    most = max(most, magnitude);
  }
  if (matrix.wide) matrix.levels = min(WIDE_LEVELS, <i32>(<i64>i32.MAX_VALUE / most));
}

/** One output's weights as float32: the vector of a word. */
export function unpack(matrix: Matrix, output: i32, to: usize): void {
  const scale = f32x4.splat(load<f32>(matrix.scales + ((<usize>output) << 2)));
  const from = weightsAt(matrix, output);
  for (let step = 0; step < matrix.steps; step++) {
    const four = i32x4.extend_low_i16x8_s(
      i16x8.extend_low_i8x16_s(v128.load32_zero(from + <usize>step * STEP)),
    );
    v128.store(to + ((<usize>step) << 4), f32x4.mul(f32x4.convert_i32x4_s(four), scale));
  }
}
