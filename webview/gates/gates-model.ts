/**
 * The activations of one layer as rows and columns, and the equations of the notes that made them, with the numbers of
 * one unit at one step.
 */
import type { CellActivation, CellName } from '../../src/rnn/cells';
import { CELLS } from '../../src/rnn/cells';
import type { GatesAnswer, LayerName } from '../../src/protocol/gates';

export type Range = CellActivation['range'];

export interface Activation extends CellActivation {
  /** steps × units */
  values: Float32Array;
}

/** In the order in which the equations compute them. */
export function activationsOf({ layers, layer, activations }: GatesAnswer): Activation[] {
  return CELLS[layers[layer].cell].activations.map((one) => ({ ...one, values: activations[one.name] }));
}

/** Of one unit at one step. */
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
const EQUATIONS: Readonly<Record<CellName, (layer: LayerName) => Equation[]>> = {
  gru: ({ linearBeforeReset }) => [
    { sign: 'R', text: "R = σ(X W_xr + H' W_hr + b_r)" },
    { sign: 'Z', text: "Z = σ(X W_xz + H' W_hz + b_z)" },
    {
      sign: 'H̃',
      text: linearBeforeReset
        ? "H̃ = tanh(X W_xh + R ⊙ (H' W_hh + c_h) + b_h)"
        : "H̃ = tanh(X W_xh + (R ⊙ H') W_hh + b_h)",
    },
    { sign: 'H', text: "H = Z ⊙ H' + (1 − Z) ⊙ H̃" },
  ],
  lstm: () => [
    { sign: 'I', text: "I = σ(X W_xi + H' W_hi + b_i)" },
    { sign: 'F', text: "F = σ(X W_xf + H' W_hf + b_f)" },
    { sign: 'O', text: "O = σ(X W_xo + H' W_ho + b_o)" },
    { sign: 'C̃', text: "C̃ = tanh(X W_xc + H' W_hc + b_c)" },
    { sign: 'C', text: "C = F ⊙ C' + I ⊙ C̃" },
    { sign: 'H', text: 'H = O ⊙ tanh(C)' },
  ],
};

export const equations = (layer: LayerName): Equation[] => EQUATIONS[layer.cell](layer);
