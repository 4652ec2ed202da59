/**
 * The continuations that compete for the places of one beam, their order, and the dealing of places.
 *
 * Not here: which continuations there are (sentence-beam.ts).
 */
import type { Progress } from './forced-phrases';
import type { NotChosen } from './tree';

export interface Candidate {
  readonly parent: number;
  readonly token: number;
  readonly logProb: number;
  readonly total: number;
  readonly progress: Progress;
  /** Its place in the row's list, 0 the most probable; Infinity for a probe. */
  readonly place: number;
  /** Null: chosen. */
  outcome: NotChosen | null;
}

/** By Σ log p; ties to the hypothesis that was better, then to the smaller token, so that a run can be repeated. */
export function byTotal(a: Candidate, b: Candidate): number {
  return b.total - a.total || a.parent - b.parent || a.token - b.token;
}

/**
 * Deals `width` places to the best candidates. Where forced phrases divide them into banks, each bank in turn gets a
 * place for its best remaining candidate, the bank that has met most first: so a hypothesis in the middle of an
 * improbable phrase does not compete with one that has not begun it (Post and Vilar 2018). A bank with too few
 * candidates leaves its places to the others. Without phrases there is one bank, and this is "the k best".
 *
 * @param sorted by `byTotal`
 * @param bank of a candidate: 0 or more
 * @returns the chosen ones, by `byTotal`
 */
export function deal(
  sorted: readonly Candidate[],
  width: number,
  bank: (candidate: Candidate) => number,
): Candidate[] {
  const banks: Candidate[][] = [];
  for (const candidate of sorted) {
    (banks[bank(candidate)] ??= []).push(candidate);
  }
  const filled = banks.filter((candidates) => candidates.length > 0).reverse();
  const chosen: Candidate[] = [];
  for (let round = 0; chosen.length < Math.min(width, sorted.length); round++) {
    for (const candidates of filled) {
      if (round < candidates.length && chosen.length < width) {
        chosen.push(candidates[round]);
      }
    }
  }
  return chosen.sort(byTotal);
}
