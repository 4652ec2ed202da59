/**
 * What a search cost, counted while it runs, beside what the textbook says it may cost: O(k·n·T) for beam search,
 * n^T for exhaustive search. Not here: seconds (bench/).
 */

/** Counted while a search runs; all numbers, so that it can be sent and stored as JSON. */
export interface SearchCost {
  /** Calls of `Decoder.step`. */
  steps: number;
  /** Rows stepped: hypotheses whose next-token distribution was computed. */
  rows: number;
  /** Continuations those rows offered: rows × vocabulary size. At most k·n·T for one sentence of beam search. */
  expansions: number;
}

/** k·n·T: hypotheses kept × vocabulary × longest length. k = 5, n = 10000, T = 10 gives 5·10⁵. */
export function beamSearchCost(beamSize: number, vocabularySize: number, maxLength: number): bigint {
  return BigInt(beamSize) * BigInt(vocabularySize) * BigInt(maxLength);
}

/** n^T: all sequences of T tokens. n = 1000, T = 10 gives 10³⁰ (the notes misprint it as 10¹⁰). */
export function exhaustiveSearchCost(vocabularySize: number, maxLength: number): bigint {
  return BigInt(vocabularySize) ** BigInt(maxLength);
}

/** A count for people: digits below 10¹⁵, `10^30` for a power of ten, else `3.9·10^390`. */
export function formatCount(count: bigint): string {
  const digits = count.toString();
  if (digits.length <= 15) {
    return digits;
  }
  if (/^10*$/.test(digits)) {
    return `10^${digits.length - 1}`;
  }
  const tenths = Math.round(Number(digits.slice(0, 4)) / 100);
  return tenths === 100
    ? `1.0·10^${digits.length}`
    : `${Math.floor(tenths / 10)}.${tenths % 10}·10^${digits.length - 1}`;
}
