/**
 * What suits a graphics card: how many rows and columns a fragment computes, and what weights are in textures. Few rows
 * and columns leave registers free, many save fetches; which counts more only the card can say.
 *
 * Not here: timing them (src/runtime/auto).
 */
import type { WeightFormat } from './weight-format';

export interface Tuning {
  /** Rows that a fragment computes together: those of one beam, and at most of a batch. */
  rows: number;
  batchRows: number;
  /** Blocks of four columns of the output layer that a fragment computes together. */
  group: number;
  /**
   * Parts that each sum over inputs is cut into for the rows of one beam ("split-k"), so that more fragments work at
   * once; one draw more adds them up. 1: uncut.
   */
  slices: number;
  /** What weights are in textures; int8 only for models that are stored so, int16 for others. */
  weights: WeightFormat;
}

/** The best on a software renderer, and not far from the best anywhere. */
export const DEFAULT_TUNING: Tuning = { rows: 5, batchRows: 8, group: 8, slices: 1, weights: 'int8' };

/** Tried on a graphics card, in this order, for as long as there is time. */
export const TUNINGS: readonly Tuning[] = [
  { rows: 5, batchRows: 5, group: 4, slices: 1, weights: 'int8' },
  { rows: 5, batchRows: 5, group: 4, slices: 4, weights: 'int8' },
  DEFAULT_TUNING,
  { rows: 5, batchRows: 8, group: 2, slices: 4, weights: 'int8' },
  { rows: 3, batchRows: 4, group: 2, slices: 1, weights: 'int8' },
];
