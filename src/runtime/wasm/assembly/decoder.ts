/**
 * One step of the decoder for all rows (the equations of src/rnn/decoder.ts), and the best words of each. The state of a
 * row is one vector: H and C of each layer, then the readout where it is fed back.
 */
import { attend, Attention, Memory } from './attention';
import { bestWords, logSumExp } from './best-words';
import { step } from './cells';
import { denseInto } from './dense';
import { embed } from './embedding';
import { itemOf, Layer, Network, stateSize } from './network';
import { product } from './product';
import { joined, Rows, rowsOf, sum, view } from './rows';
import { keep } from './scratch';

/** Addresses of what a step is told and of where its answers belong; int32 and float32. */
@unmanaged
export class Request {
  /** Rows of the new state, and which row of the old one each continues. */
  rows: i32;
  parents: usize;
  tokens: usize;
  /** Which sentence each row is of, as the memory counts them. */
  sentences: usize;
  /** Best words of each row. */
  k: i32;
  /** Words asked for, so many each row. */
  probeCount: i32;
  probes: usize;
  /** rows × k */
  bestTokens: usize;
  bestLogProbs: usize;
  /** rows × probeCount */
  probeLogProbs: usize;
  /** rows × positions of the memory */
  attention: usize;
}

/** @returns the new state, which belongs to whoever asked for it */
export function decodeStep(
  network: Network,
  memoryOf: Memory | null,
  before: usize,
  request: Request,
): usize {
  const rows = request.rows;
  const stride = (<usize>network.stateSize) << 2;
  const after = keep(<usize>rows * stride);
  for (let row: usize = 0; row < <usize>rows; row++) {
    const parent = <usize>load<i32>(request.parents + (row << 2));
    memory.copy(after + row * stride, before + parent * stride, stride);
  }
  const x = embed(network.targetEmbedding, request.tokens, rows);
  const readout = network.inputFeeding
    ? feeding(network, memoryOf as Memory, x, after, request)
    : attending(network, memoryOf, x, after, request);
  answer(network, readout, request);
  return after;
}

/** The first layer asks, the layers above and the readout hear. Without attention nobody asks. */
function attending(network: Network, memoryOf: Memory | null, x: Rows, state: usize, request: Request): Rows {
  let input = x;
  let context: Rows | null = null;
  let at = state;
  for (let j = 0; j < network.decoder.count; j++) {
    const layer = changetype<Layer>(itemOf(network.decoder, j));
    const all = context === null ? input : joined(input, context as Rows, request.rows);
    input = run(layer, input, all, at, network, request.rows);
    at += (<usize>stateSize(layer.forward)) << 2;
    if (j === 0 && network.attention !== null)
      context = ask(network.attention as Attention, input, memoryOf as Memory, request);
  }
  const all = context === null ? input : joined(input, context as Rows, request.rows);
  const readout = rowsOf(request.rows, network.readout.outputs);
  denseInto(readout, all, request.rows, network.readout);
  return readout;
}

/** The readout of the step before is part of the input; the last layer asks. */
function feeding(network: Network, memoryOf: Memory, x: Rows, state: usize, request: Request): Rows {
  const stride = (<usize>network.stateSize) << 2;
  let input = x;
  let at = state;
  let fed = state;
  for (let j = 0; j < network.decoder.count; j++)
    fed += (<usize>stateSize(changetype<Layer>(itemOf(network.decoder, j)).forward)) << 2;
  const before = view(fed, stride, network.readout.outputs);
  for (let j = 0; j < network.decoder.count; j++) {
    const layer = changetype<Layer>(itemOf(network.decoder, j));
    const all = j === 0 ? joined(x, before, request.rows) : input;
    input = run(layer, input, all, at, network, request.rows);
    at += (<usize>stateSize(layer.forward)) << 2;
  }
  const context = ask(network.attention as Attention, input, memoryOf, request);
  denseInto(before, joined(input, context, request.rows), request.rows, network.readout);
  return before;
}

/**
 * @param below what the layer below gave, added where the layer is residual
 * @param all what the layer is told
 * @param at where its state lies in the first row
 * @returns its output, which is its state where it is not residual
 */
function run(layer: Layer, below: Rows, all: Rows, at: usize, network: Network, count: i32): Rows {
  const cell = layer.forward;
  const state = view(at, (<usize>network.stateSize) << 2, cell.hidden);
  step(cell, product(all, count, cell.wx), state, count);
  return layer.residual ? sum(state, below, count) : state;
}

function ask(attention: Attention, queries: Rows, memoryOf: Memory, request: Request): Rows {
  return attend(attention, queries, request.rows, memoryOf, request.sentences, request.attention);
}

function answer(network: Network, readout: Rows, request: Request): void {
  const words = network.targetEmbedding.outputs;
  const logits = product(readout, request.rows, network.targetEmbedding);
  const best = (<usize>request.k) << 2;
  const asked = (<usize>request.probeCount) << 2;
  for (let row: usize = 0; row < <usize>request.rows; row++) {
    const at = logits.at + row * logits.stride;
    const norm = logSumExp(at, words);
    const tokens = request.bestTokens + row * best;
    bestWords(at, words, request.k, norm, tokens, request.bestLogProbs + row * best);
    for (let i: usize = 0; i < asked; i += 4) {
      const word = <usize>load<i32>(request.probes + row * asked + i);
      store<f32>(request.probeLogProbs + row * asked + i, load<f32>(at + (word << 2)) - norm);
    }
  }
}
