/**
 * Dropout (Srivastava et al. 2014) on the connections that do not recur (Zaremba et al. 2014). The masks are inputs
 * of the training graph, drawn by the trainer, so that a run can be repeated and resumed to the last digit.
 */
import type { Value } from '../graph';
import { mul } from '../graph';

export type Side = 'source' | 'target';

export interface Dropout {
  /** A mask [T, B, size] of zeros and 1/(1 − rate), or nothing where nothing is dropped. */
  mask(size: number, side: Side): Value | undefined;
}

/** What inference uses. */
export const noDropout: Dropout = { mask: () => undefined };

/** @param x [T, B, size] */
export function drop(dropout: Dropout, x: Value, side: Side): Value {
  const mask = dropout.mask(x.shape[2] as number, side);
  return mask ? mul(x, mask) : x;
}
