/**
 * Does a build compute what it should on this machine? What relaxed products do is left to the engine within limits, and
 * one compiler of Node 20's V8 takes their operands the other way round.
 */
import type { KernelExports } from './kernel-exports';

const ROWS = 7;
const INPUTS = 24;
const OUTPUTS = 8;
/** Activations up to here stay the integers they are: assembly/matrix.ts scales the largest to it. */
const LARGEST = 63;
const LARGEST_WEIGHT = 127;
/** What 14-bit activations may round away from sums of thousands; 7-bit ones nothing. */
const TOLERANCE = 16;

/** Both signs, all sizes, the largest in every row. */
const activation = (row: number, input: number): number =>
  input === row ? LARGEST : ((row * 31 + input * 17) % (2 * LARGEST + 1)) - LARGEST;
const weight = (input: number, output: number): number =>
  ((input * 59 + output * 37) % (2 * LARGEST_WEIGHT + 1)) - LARGEST_WEIGHT;

/** @returns whether a product of known integers, of 7-bit activations where there are such, is right */
export function computesExactly(kernels: KernelExports): boolean {
  const matrix = kernels.createMatrix(INPUTS, OUTPUTS, 0);
  const from = kernels.allocate(INPUTS * OUTPUTS);
  const weights = Int8Array.from({ length: INPUTS * OUTPUTS }, (_, i) =>
    weight(Math.floor(i / OUTPUTS), i % OUTPUTS),
  );
  new Int8Array(kernels.memory.buffer, from, weights.length).set(weights);
  kernels.packInputs(matrix, from, OUTPUTS, 0, INPUTS);
  kernels.seal(matrix);
  new Float32Array(kernels.memory.buffer, kernels.scalesOf(matrix), OUTPUTS).fill(1);
  const x = kernels.allocate(4 * ROWS * INPUTS);
  const activations = Float32Array.from({ length: ROWS * INPUTS }, (_, i) =>
    activation(Math.floor(i / INPUTS), i % INPUTS),
  );
  new Float32Array(kernels.memory.buffer, x, activations.length).set(activations);
  const y = kernels.multiply(matrix, x, ROWS);
  const found = new Float32Array(kernels.memory.buffer, y, ROWS * OUTPUTS);
  return found.every(
    (value, i) => Math.abs(value - expected(Math.floor(i / OUTPUTS), i % OUTPUTS)) < TOLERANCE,
  );
}

function expected(row: number, output: number): number {
  let sum = 0;
  for (let input = 0; input < INPUTS; input++) sum += activation(row, input) * weight(input, output);
  return sum;
}
