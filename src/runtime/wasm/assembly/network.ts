/** A network as the steps read it: layers from the input upwards. It is put together once, from outside (index.ts). */
import { Attention } from './attention';
import { Cell, LSTM } from './cells';
import { Matrix } from './matrix';
import { padded } from './rows';
import { keep } from './scratch';

@unmanaged
export class Layer {
  forward: Cell;
  /** From the end to the start, where there is one. */
  backward: Cell | null;
  /** The input is added to the output. */
  residual: bool;
}

export function createLayer(forward: Cell, backward: Cell | null, residual: bool): Layer {
  const layer = changetype<Layer>(keep(offsetof<Layer>()));
  layer.forward = forward;
  layer.backward = backward;
  layer.residual = residual;
  return layer;
}

export function outputSize(layer: Layer): i32 {
  return layer.backward === null ? layer.forward.hidden : 2 * layer.forward.hidden;
}

/** Floats of a state vector with all its values, each filled up. */
export function stateSize(cell: Cell): i32 {
  return padded(cell.hidden) * (cell.kind === LSTM ? 2 : 1);
}

/** Addresses one after the other. */
@unmanaged
export class List {
  count: i32;
  items: usize;
}

function createList(capacity: i32): List {
  const list = changetype<List>(keep(offsetof<List>()));
  list.count = 0;
  list.items = keep(<usize>capacity * sizeof<usize>());
  return list;
}

export function itemOf(list: List, i: i32): usize {
  return load<usize>(list.items + <usize>i * sizeof<usize>());
}

export function append(list: List, item: usize): void {
  store<usize>(list.items + <usize>list.count * sizeof<usize>(), item);
  list.count++;
}

@unmanaged
export class Network {
  /** null in a language model, which has no encoder. */
  sourceEmbedding: Matrix | null;
  /** Word vectors, and the output layer. */
  targetEmbedding: Matrix;
  readout: Matrix;
  attention: Attention | null;
  /** The readout of a step is part of the next one's input, and of the state. */
  inputFeeding: bool;
  encoder: List;
  decoder: List;
  /** Matrices, one for each state value of the decoder; none where the encoder's final states are taken as they are. */
  bridge: List;
  /** Floats of a row of the decoder's state. */
  stateSize: i32;
}

/** Architectures have at most 16 layers; a layer has at most two state values. */
const MOST: i32 = 32;

export function createNetwork(
  sourceEmbedding: Matrix | null,
  targetEmbedding: Matrix,
  readout: Matrix,
  attention: Attention | null,
  inputFeeding: bool,
): Network {
  const network = changetype<Network>(keep(offsetof<Network>()));
  network.sourceEmbedding = sourceEmbedding;
  network.targetEmbedding = targetEmbedding;
  network.readout = readout;
  network.attention = attention;
  network.inputFeeding = inputFeeding;
  network.encoder = createList(MOST);
  network.decoder = createList(MOST);
  network.bridge = createList(MOST);
  network.stateSize = inputFeeding ? padded(readout.outputs) : 0;
  return network;
}
