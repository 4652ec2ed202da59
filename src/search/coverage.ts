/**
 * The coverage penalty of Wu et al. 2016 (Google's Neural Machine Translation System, section 7):
 * cp = β · Σ_j log(min(Σ_i a_ij, 1)) over the source positions j and the generated tokens i. It is never positive, so
 * the bounds of length-penalty.ts stay true.
 *
 * Not here: the attention itself (the decoder's), and pruning by coverage: only finished hypotheses are re-ranked.
 */
import { SearchError } from './errors';
import type { HypothesisNode } from './hypothesis';

/**
 * A position that no step attended to at all is taken as padding: a softmax over real positions is never exactly 0.
 *
 * @param beta β ≥ 0; 0 asks nothing of the model
 * @returns cp ≤ 0
 * @throws {SearchError} `missing-attention` if β > 0 and the model has none
 */
export function coveragePenalty(node: HypothesisNode, beta: number): number {
  if (beta === 0) {
    return 0;
  }
  const coverage = new Float64Array(node.attention?.length ?? 0);
  for (let current: HypothesisNode = node; current.parent; current = current.parent) {
    if (!current.attention) {
      throw new SearchError(
        'missing-attention',
        'coveragePenalty needs a model with attention, and this one has none; set it to 0.',
      );
    }
    current.attention.forEach((weight, j) => (coverage[j] += weight));
  }
  let sum = 0;
  for (const covered of coverage) {
    if (covered > 0) {
      sum += Math.log(Math.min(covered, 1));
    }
  }
  return beta * sum;
}
