/**
 * What the module offers to src/runtime/wasm: a network is put together from matrices, cells and layers, then sentences are
 * encoded and steps are taken, each in one call. Addresses are of its own memory.
 */
import { Attention, Memory } from './attention';
import { stateSize, append, Layer, Network } from './network';
import { Matrix } from './matrix';
import { decodeStep, Request } from './decoder';
import { Encoded, encodeBatch, forget } from './encoder';
import { product } from './product';
import { padded, view } from './rows';
import { keep, reset } from './scratch';

export { createAttention } from './attention';
export { createCell } from './cells';
export { createMatrix, packInputs, packOutputs, seal } from './matrix';
export { createLayer, createNetwork } from './network';

/** @returns memory of the caller's, 16 bytes aligned, not cleared */
export function allocate(bytes: usize): usize {
  return keep(bytes);
}

export function free(at: usize): void {
  heap.free(at);
}

/** Where the biases of a matrix belong, float32, one an output; the scales lie in `scalesOf`. */
export function biasesOf(matrix: Matrix): usize {
  return matrix.biases;
}

export function scalesOf(matrix: Matrix): usize {
  return matrix.scales;
}

/** Where v of additive attention belongs. */
export function vectorOf(attention: Attention): usize {
  return attention.v;
}

export function addEncoderLayer(network: Network, layer: Layer): void {
  append(network.encoder, changetype<usize>(layer));
}

export function addDecoderLayer(network: Network, layer: Layer): void {
  append(network.decoder, changetype<usize>(layer));
  network.stateSize += stateSize(layer.forward);
}

export function addBridge(network: Network, matrix: Matrix): void {
  append(network.bridge, changetype<usize>(matrix));
}

/** @returns what `stateOf`, `memoryOf` and `forget` take */
export function encode(network: Network, tokens: usize, lengths: usize, sentences: i32): Encoded {
  reset();
  return encodeBatch(network, tokens, lengths, sentences);
}

/** The decoder's first state; it is freed by itself, like that of every step. */
export function stateOf(encoded: Encoded): usize {
  return encoded.state;
}

export function memoryOf(encoded: Encoded): Memory | null {
  return encoded.memory;
}

export { forget };

/** @returns the new state */
export function decode(network: Network, memory: Memory | null, state: usize, request: Request): usize {
  reset();
  return decodeStep(network, memory, state, request);
}

/**
 * y = x W + b by itself, for tests and the benchmark.
 * @param x float32, rows × inputs, each row filled up to a multiple of 4
 * @returns y until the next call, float32; rows are filled up to a multiple of 8
 */
export function multiply(matrix: Matrix, x: usize, rows: i32): usize {
  reset();
  return product(view(x, (<usize>padded(matrix.inputs)) << 2, matrix.inputs), rows, matrix).at;
}
