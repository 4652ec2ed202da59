/**
 * The length penalty of the notes (and of "Dive into Deep Learning", 10.8): score = (1 / L^α) · Σ log p.
 *
 * L counts every generated token, `<eos>` included: the `<eos>` has a probability and is part of the sum, and the
 * notes' toy sequence "A B C <eos>" is said to have length 4. `minLength` and `maxLength` count the same way
 * everywhere in this room.
 *
 * Not here: Wu et al.'s ((5 + L) / 6)^α, which scores differently for the same α.
 */

/** The notes' value of α. */
export const DEFAULT_LENGTH_PENALTY = 0.75;

/**
 * @param logProb Σ log p of the L generated tokens, ≤ 0
 * @param length L ≥ 1, `<eos>` included
 * @param alpha α ≥ 0; 0 leaves the log-probability, 1 gives the mean per token
 */
export function lengthPenalised(logProb: number, length: number, alpha: number): number {
  return logProb / length ** alpha;
}

/**
 * The best score any completion of a live hypothesis can reach: further tokens only lower the sum (log p ≤ 0), and a
 * negative sum divided by the largest L^α is the highest. A true bound for every α ≥ 0; tight for α = 0.
 *
 * @param logProb Σ log p so far
 * @param maxLength the longest allowed L
 */
export function bestAttainable(logProb: number, maxLength: number, alpha: number): number {
  return lengthPenalised(logProb, maxLength, alpha);
}
