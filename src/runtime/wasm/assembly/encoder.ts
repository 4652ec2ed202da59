/**
 * The encoder: all words are embedded and multiplied at once, then each direction of each layer goes through the positions.
 * Sentences come longest first, so that those which reach a position are the first ones: nothing is computed for padding.
 */
import { Attention, Memory } from './attention';
import { Cell, step } from './cells';
import { denseInto } from './dense';
import { embed } from './embedding';
import { Matrix } from './matrix';
import { itemOf, Layer, Network, outputSize, stateSize } from './network';
import { product } from './product';
import { joined, padded, Rows, rowsOf, sum, view } from './rows';
import { keep, take } from './scratch';

/** Sentences side by side, position by position. */
@unmanaged
export class Batch {
  sentences: i32;
  /** Of the longest. */
  positions: i32;
  /** Of all sentences together. */
  words: i32;
  /** int32: where each position begins; one more than there are positions. */
  firsts: usize;
}

/** What the encoder gives to the decoder. It belongs to whoever asked for it. */
@unmanaged
export class Encoded {
  /** Rows of the decoder's state, in the order of the sentences. */
  state: usize;
  /** null without attention. */
  memory: Memory | null;
  /** What the memory's vectors lie in. */
  states: usize;
  keys: usize;
  firsts: usize;
}

/**
 * @param tokens int32, position by position
 * @param lengths int32, longest first
 */
export function encodeBatch(network: Network, tokens: usize, lengths: usize, sentences: i32): Encoded {
  const encoded = changetype<Encoded>(keep(offsetof<Encoded>()));
  const bytes = (<usize>sentences * <usize>network.stateSize) << 2;
  encoded.state = keep(bytes);
  encoded.memory = null;
  encoded.states = 0;
  encoded.keys = 0;
  encoded.firsts = 0;
  memory.fill(encoded.state, 0, bytes);
  if (network.encoder.count > 0) run(network, tokens, batchOf(lengths, sentences), lengths, encoded);
  return encoded;
}

function batchOf(lengths: usize, sentences: i32): Batch {
  const batch = changetype<Batch>(take(offsetof<Batch>()));
  batch.sentences = sentences;
  batch.positions = load<i32>(lengths);
  batch.firsts = take((<usize>(batch.positions + 1)) << 2);
  let first = 0;
  let reaching = sentences;
  for (let s = 0; s < batch.positions; s++) {
    while (load<i32>(lengths + ((<usize>(reaching - 1)) << 2)) <= s) reaching--;
    store<i32>(batch.firsts + ((<usize>s) << 2), first);
    first += reaching;
  }
  store<i32>(batch.firsts + ((<usize>batch.positions) << 2), first);
  batch.words = first;
  return batch;
}

function run(network: Network, tokens: usize, batch: Batch, lengths: usize, encoded: Encoded): void {
  let input = embed(network.sourceEmbedding as Matrix, tokens, batch.words);
  const decoderState = view(encoded.state, (<usize>network.stateSize) << 2, network.stateSize);
  const layers = network.encoder.count;
  for (let j = 0; j < layers; j++) {
    const layer = changetype<Layer>(itemOf(network.encoder, j));
    const outputs = rowsOf(batch.words, outputSize(layer));
    const forward = direction(layer.forward, input, outputs, 0, batch);
    let final = forward;
    if (layer.backward !== null) {
      const backward = direction(layer.backward as Cell, input, outputs, 1, batch);
      final = joined(forward, backward, batch.sentences);
    }
    if (network.bridge.count === 0)
      copyState(layer.forward, forward, decoderState, batch.sentences, j, network);
    else if (j === layers - 1) bridge(network, final, decoderState, batch.sentences);
    input = layer.residual ? sum(outputs, input, batch.words) : outputs;
  }
  if (network.attention !== null) remember(network.attention as Attention, input, batch, lengths, encoded);
}

/** @returns H (and C) of every sentence after its last position, or after its first one */
function direction(cell: Cell, input: Rows, outputs: Rows, part: i32, batch: Batch): Rows {
  const ofX = product(input, batch.words, cell.wx);
  const width = stateSize(cell);
  const state = rowsOf(batch.sentences, width);
  memory.fill(state.at, 0, <usize>batch.sentences * state.stride);
  const H = view(state.at, state.stride, cell.hidden);
  const bytes = (<usize>cell.hidden) << 2;
  const to = outputs.at + <usize>part * bytes;
  for (let i = 0; i < batch.positions; i++) {
    const s = part === 0 ? i : batch.positions - 1 - i;
    const first = load<i32>(batch.firsts + ((<usize>s) << 2));
    const count = load<i32>(batch.firsts + ((<usize>(s + 1)) << 2)) - first;
    step(cell, view(ofX.at + <usize>first * ofX.stride, ofX.stride, ofX.size), H, count);
    for (let row: usize = 0; row < <usize>count; row++)
      memory.copy(to + (<usize>first + row) * outputs.stride, H.at + row * H.stride, bytes);
  }
  return H;
}

/** The final state of layer j as that of the decoder's layer j, which has the same shape. */
function copyState(cell: Cell, final: Rows, to: Rows, count: i32, j: i32, network: Network): void {
  let offset = 0;
  for (let i = 0; i < j; i++) offset += stateSize(changetype<Layer>(itemOf(network.decoder, i)).forward);
  const bytes = (<usize>stateSize(cell)) << 2;
  for (let row: usize = 0; row < <usize>count; row++)
    memory.copy(to.at + row * to.stride + ((<usize>offset) << 2), final.at + row * final.stride, bytes);
}

function bridge(network: Network, final: Rows, to: Rows, count: i32): void {
  let offset: usize = 0;
  for (let i = 0; i < network.bridge.count; i++) {
    const matrix = changetype<Matrix>(itemOf(network.bridge, i));
    denseInto(view(to.at + offset, to.stride, matrix.outputs), final, count, matrix);
    offset += (<usize>padded(matrix.outputs)) << 2;
  }
}

/** Copies what the decoder asks out of this call's memory. */
function remember(attention: Attention, states: Rows, batch: Batch, lengths: usize, encoded: Encoded): void {
  const keys = product(states, batch.words, attention.keys);
  const lists = (<usize>batch.positions + <usize>batch.sentences) << 2;
  encoded.states = copyOf(states, batch.words);
  encoded.keys = copyOf(keys, batch.words);
  encoded.firsts = keep(lists + offsetof<Memory>() + 2 * offsetof<Rows>());
  const lengthsAt = encoded.firsts + ((<usize>batch.positions) << 2);
  memory.copy(encoded.firsts, batch.firsts, (<usize>batch.positions) << 2);
  memory.copy(lengthsAt, lengths, (<usize>batch.sentences) << 2);
  const at = encoded.firsts + lists;
  const remembered = changetype<Memory>(at);
  remembered.states = copyOfView(at + offsetof<Memory>(), encoded.states, states);
  remembered.keys = copyOfView(at + offsetof<Memory>() + offsetof<Rows>(), encoded.keys, keys);
  remembered.firsts = encoded.firsts;
  remembered.lengths = lengthsAt;
  remembered.positions = batch.positions;
  encoded.memory = remembered;
}

function copyOf(rows: Rows, count: i32): usize {
  const bytes = <usize>count * rows.stride;
  const at = keep(bytes);
  memory.copy(at, rows.at, bytes);
  return at;
}

function copyOfView(at: usize, content: usize, rows: Rows): Rows {
  const copy = changetype<Rows>(at);
  copy.at = content;
  copy.stride = rows.stride;
  copy.size = rows.size;
  return copy;
}

export function forget(encoded: Encoded): void {
  if (encoded.memory !== null) {
    heap.free(encoded.states);
    heap.free(encoded.keys);
    heap.free(encoded.firsts);
  }
  heap.free(changetype<usize>(encoded));
}
