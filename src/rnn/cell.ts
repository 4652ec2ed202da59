/** What GRU and LSTM have in common: one step of a recurrent hidden layer, for a batch. */
import type { Value } from '../graph';

export interface CellStep {
  /** The new state; its first entry is H_t, the layer's output. [B, hidden] each. */
  state: Value[];
  /** The activations a learner wants to see, by the names of the notes. [B, hidden] each. */
  gates: Record<string, Value>;
}

export interface Cell {
  readonly inputSize: number;
  readonly hidden: number;
  /** 1 for a GRU (H), 2 for an LSTM (H and C). */
  readonly stateCount: number;
  /** All products with X and all biases at once: [..., inputSize] → [..., gates × hidden]. Does not recur, so it is done for every step together. */
  project(x: Value): Value;
  /** One step, from one row of `project` and the state before. */
  step(projected: Value, state: Value[]): CellStep;
}
