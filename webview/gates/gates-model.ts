/**
 * The activations of one layer as rows and columns, and the equations of the notes that made them, with the numbers of
 * one unit at one step.
 */
import type { GatesAnswer, LayerName } from '../../src/protocol/gates';

/** From -1 or 0 to 1, by which its colours are chosen. */
export type Range = 'gate' | 'signed';

export interface Activation {
  /** As the notes write it. */
  name: string;
  sign: string;
  range: Range;
  /** steps × units */
  values: Float32Array;
}

const GRU = [
  ['R', 'R', 'gate'],
  ['Z', 'Z', 'gate'],
  ['candidate', 'H̃', 'signed'],
  ['H', 'H', 'signed'],
] as const;

const LSTM = [
  ['I', 'I', 'gate'],
  ['F', 'F', 'gate'],
  ['O', 'O', 'gate'],
  ['candidate', 'C̃', 'signed'],
  ['C', 'C', 'signed'],
  ['H', 'H', 'signed'],
] as const;

const ofCell = (cell: LayerName['cell']) => (cell === 'gru' ? GRU : LSTM);

/** In the order in which the equations compute them. */
export function activationsOf({ layers, layer, activations }: GatesAnswer): Activation[] {
  return ofCell(layers[layer].cell).map(([name, sign, range]) => ({
    name,
    sign,
    range,
    values: activations[name],
  }));
}

/** Of one unit at one step; `before` is the state before that step, zero or unknown at the first. */
export function valueAt({ values }: Activation, units: number, step: number, unit: number): number {
  return values[step * units + unit];
}

/** The step that came before in reading order: a backward layer reads from the end. */
export const stepBefore = (step: number, direction: LayerName['direction']): number =>
  direction === 'backward' ? step + 1 : step - 1;

export interface Equation {
  /** Sign of what it computes. */
  sign: string;
  text: string;
}

/** As the notes have them; H' and C' are of the step before. */
export function equations({ cell, linearBeforeReset }: LayerName): Equation[] {
  if (cell === 'gru')
    return [
      { sign: 'R', text: "R = σ(X W_xr + H' W_hr + b_r)" },
      { sign: 'Z', text: "Z = σ(X W_xz + H' W_hz + b_z)" },
      {
        sign: 'H̃',
        text: linearBeforeReset
          ? "H̃ = tanh(X W_xh + R ⊙ (H' W_hh + c_h) + b_h)"
          : "H̃ = tanh(X W_xh + (R ⊙ H') W_hh + b_h)",
      },
      { sign: 'H', text: "H = Z ⊙ H' + (1 − Z) ⊙ H̃" },
    ];
  return [
    { sign: 'I', text: "I = σ(X W_xi + H' W_hi + b_i)" },
    { sign: 'F', text: "F = σ(X W_xf + H' W_hf + b_f)" },
    { sign: 'O', text: "O = σ(X W_xo + H' W_ho + b_o)" },
    { sign: 'C̃', text: "C̃ = tanh(X W_xc + H' W_hc + b_c)" },
    { sign: 'C', text: "C = F ⊙ C' + I ⊙ C̃" },
    { sign: 'H', text: 'H = O ⊙ tanh(C)' },
  ];
}
