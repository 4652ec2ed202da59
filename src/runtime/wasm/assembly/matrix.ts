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
 * Fills a band of a matrix from int8 weights that lie input by input, as files have them.
 * @param from the weight of the band's first input and the first output
 * @param step bytes from one input to the next
 * @param first input of the band: a multiple of 4
 */
export function packInputs(matrix: Matrix, from: usize, step: usize, first: i32, count: i32): void {
  const zeros = i64x2.splat(0);
  for (let output = 0; output < matrix.outputs; output += BLOCK) {
    let row = from + <usize>output;
    let to = weightsAt(matrix, output) + <usize>(first >> 2) * STEP;
    const left = min(BLOCK, matrix.outputs - output);
    for (let input = 0; input < count; input += 4, row += step << 2, to += STEP) {
      // Eight outputs of four inputs, turned round; of inputs beyond the last there are only zeros.
      const a = v128.load64_zero(row);
      const b = input + 1 < count ? v128.load64_zero(row + step) : zeros;
      const c = input + 2 < count ? v128.load64_zero(row + 2 * step) : zeros;
      const d = input + 3 < count ? v128.load64_zero(row + 3 * step) : zeros;
      const ab = i8x16.shuffle(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
      const cd = i8x16.shuffle(c, d, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
      v128.store(to, i16x8.shuffle(ab, cd, 0, 8, 1, 9, 2, 10, 3, 11));
      v128.store(to, i16x8.shuffle(ab, cd, 4, 12, 5, 13, 6, 14, 7, 15), 16);
      // What was read beyond the last output is none of it.
      if (left < BLOCK) memory.fill(to + ((<usize>left) << 2), 0, (<usize>(BLOCK - left)) << 2);
    }
  }
}

/**
 * As `packInputs`, from weights that lie output by output.
 * @param from the weight of the first input and the band's first output
 */
export function packOutputs(matrix: Matrix, from: usize, first: i32, count: i32): void {
  const whole = matrix.inputs & ~3;
  for (let i = 0; i < count; i++) {
    const row = from + <usize>i * <usize>matrix.inputs;
    const to = weightsAt(matrix, first + i);
    for (let input = 0; input < whole; input += 4)
      store<u32>(to + <usize>(input >> 2) * STEP, load<u32>(row + <usize>input));
    for (let input = whole; input < matrix.inputs; input++)
      store<i8>(to + <usize>(input >> 2) * STEP + <usize>(input & 3), load<i8>(row + <usize>input));
  }
}

/** After the last band: what products need to know of the weights. */
export function seal(matrix: Matrix): void {
  let most: i64 = 1;
  for (let output = 0; output < matrix.outputs; output += 4) {
    const column = weightsAt(matrix, output);
    let sums = i32x4.splat(0);
    let magnitudes = i32x4.splat(0);
    for (let step = 0; step < matrix.steps; step++) {
      const weights = v128.load(column + <usize>step * STEP);
      const pairs = i16x8.extadd_pairwise_i8x16_s(weights);
      sums = i32x4.add(sums, i32x4.extadd_pairwise_i16x8_s(pairs));
      // Unsigned: the magnitude of -128 is 128.
      const positive = i16x8.extadd_pairwise_i8x16_u(i8x16.abs(weights));
      magnitudes = i32x4.add(magnitudes, i32x4.extadd_pairwise_i16x8_u(positive));
    }
    v128.store(matrix.sums + ((<usize>output) << 2), sums);
    most = max(most, <i64>i32x4.extract_lane(magnitudes, 0));
    most = max(most, <i64>i32x4.extract_lane(magnitudes, 1));
    most = max(most, <i64>i32x4.extract_lane(magnitudes, 2));
    most = max(most, <i64>i32x4.extract_lane(magnitudes, 3));
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
