/**
 * A recurrent hidden layer over a sequence: a cell applied step after step, in either direction, for padded batches.
 * Bidirectional: one forward and one backward hidden layer, their states joined at every step.
 */
import type { ScanOptions, StepOutput, Value } from '../graph';
import { cast, concat, mul, scan, squeeze, unsqueeze, where } from '../graph';
import type { Cell } from './cell';

/** Runs a body over the steps of sequences: `scan` for whole sequences, `once` for one step of decoding. */
export type Loop = (
  options: ScanOptions,
  body: (states: Value[], steps: Value[]) => StepOutput,
) => { finalStates: Value[]; outputs: Value[] };

/** A loop of exactly one step, without the loop: sequences are [1, ...]. */
export const once: Loop = ({ initialStates, sequences }, body) => {
  const { states, outputs } = body(
    initialStates,
    sequences.map((s) => squeeze(s, 0)),
  );
  return { finalStates: states, outputs: outputs.map((o) => unsqueeze(o, 0)) };
};

export interface LayerOptions {
  name: string;
  /** State before the first step, [B, hidden] each. */
  initial: Value[];
  /** [T, B, 1] bool: true where the step is not padding. States pass unchanged through padding; outputs there are 0. */
  mask?: Value;
  reverse?: boolean;
  loop?: Loop;
  observe?: Observe;
}

/** What a layer did at every step, by the names of the notes: [T, B, hidden] each. */
export interface LayerActivity {
  name: string;
  activations: Record<string, Value>;
}

/** Told of every layer while the graph is built; only then are activations outputs of its loop. */
export type Observe = (activity: LayerActivity) => void;

export interface LayerOutput {
  /** [T, B, hidden]: H of every step. */
  outputs: Value;
  final: Value[];
}

/** @param X [T, B, inputSize] */
export function runLayer(cell: Cell, X: Value, options: LayerOptions): LayerOutput {
  const { name, initial, mask, reverse, observe } = options;
  const loop = options.loop ?? scan;
  const sequences = mask ? [cell.project(X), mask] : [cell.project(X)];
  let observed: string[] = [];
  const result = loop(
    { name, initialStates: initial, sequences, reverse },
    (before, [projected, present]) => {
      const { state: after, gates } = cell.step(projected, before);
      const states = present ? after.map((s, i) => where(present, s, before[i])) : after;
      observed = observe ? Object.keys(gates) : [];
      return { states, outputs: [states[0], ...observed.map((gate) => gates[gate])] };
    },
  );
  const outputs = mask ? mul(result.outputs[0], cast(mask, 'float32')) : result.outputs[0];
  const activations = observed.map((gate, i) => [gate, result.outputs[i + 1]] as const);
  observe?.({ name, activations: { ...Object.fromEntries(activations), H: outputs } });
  return { outputs, final: result.finalStates };
}

/**
 * Equal to a layer on the sequence and one on its reverse (docs/lecture-notes.md, system 4).
 * @returns outputs [T, B, forward.hidden + backward.hidden]; the final state is that of the forward layer after the
 *   last step and of the backward layer after the first, joined along the last axis
 */
export function runBidirectional(
  cells: { forward: Cell; backward: Cell },
  X: Value,
  options: Omit<LayerOptions, 'initial' | 'reverse'> & { initial: { forward: Value[]; backward: Value[] } },
): LayerOutput {
  const forward = runLayer(cells.forward, X, {
    ...options,
    name: `${options.name}.forward`,
    initial: options.initial.forward,
  });
  const backward = runLayer(cells.backward, X, {
    ...options,
    name: `${options.name}.backward`,
    initial: options.initial.backward,
    reverse: true,
  });
  return {
    outputs: concat([forward.outputs, backward.outputs], -1),
    final: forward.final.map((f, i) => concat([f, backward.final[i]], -1)),
  };
}
