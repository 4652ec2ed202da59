/**
 * The kinds of recurrent cells, as data: what the graph (stack.ts builds them), the backends and the panel's gates have
 * to know of each. Imports nothing, so that a page may read it.
 */

export interface CellActivation {
  /** In `CellStep.gates`; H is the state itself. */
  name: string;
  /** As the notes write it. */
  sign: string;
  /** From 0, or from −1, to 1. */
  range: 'gate' | 'signed';
}

export interface CellKind {
  /** Blocks of `hidden` columns in W_x, W_h and b. */
  gates: number;
  /** Vectors of the state: H, and what else goes from step to step. */
  states: number;
  /** In the order in which the equations compute them. */
  activations: readonly CellActivation[];
}

const gate = (name: string): CellActivation => ({ name, sign: name, range: 'gate' });
const signed = (name: string, sign = name): CellActivation => ({ name, sign, range: 'signed' });

export const CELLS = {
  gru: { gates: 3, states: 1, activations: [gate('R'), gate('Z'), signed('candidate', 'H̃'), signed('H')] },
  lstm: {
    gates: 4,
    states: 2,
    activations: [gate('I'), gate('F'), gate('O'), signed('candidate', 'C̃'), signed('C'), signed('H')],
  },
} as const satisfies Record<string, CellKind>;

export type CellName = keyof typeof CELLS;
export const CELL_NAMES = Object.keys(CELLS) as CellName[];
