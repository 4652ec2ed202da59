/**
 * BLEU from its sufficient statistics: brevity penalty, smoothed precisions, geometric mean. Knows nothing of text.
 */

/** The highest n-gram order of BLEU. */
export const MAX_NGRAM_ORDER = 4;

/** What to do about an order without a match, by the names of Chen and Cherry (2014) as sacreBLEU uses them. */
export type BleuSmoothing = 'exp' | 'floor' | 'add-k' | 'none';

/** The counts BLEU needs; index n − 1 is order n. */
export interface BleuCounts {
  readonly hypLen: number;
  readonly refLen: number;
  readonly counts: readonly number[];
  readonly totals: readonly number[];
}

export interface BleuRule {
  readonly smooth: BleuSmoothing;
  /** The floor or the k; not used by `exp` and `none`. */
  readonly smoothValue: number;
  /** Average only over the orders that the hypotheses are long enough to have. */
  readonly effectiveOrder: boolean;
}

/** A BLEU figure with its parts: `score` and `precisions` in percent, `bp` from 0 to 1. */
export interface BleuParts extends BleuCounts {
  readonly score: number;
  readonly precisions: readonly number[];
  readonly bp: number;
}

/**
 * BLEU as sacreBLEU 2.6 computes it (`BLEU.compute_bleu`): bp · exp(1/N · Σ log pₙ) with bp = exp(1 − r/c) for c < r.
 * With `add-k` the returned counts and totals include k for the orders from 2, as sacreBLEU's do.
 *
 * Papineni et al. (2002), https://aclanthology.org/P02-1040; smoothing: https://aclanthology.org/W14-3346.
 */
export function bleuFromCounts(raw: BleuCounts, rule: BleuRule): BleuParts {
  const bp = brevityPenalty(raw.hypLen, raw.refLen);
  const nothingMatches = raw.counts.every((count) => count === 0);
  if (nothingMatches) return { ...raw, score: 0, precisions: raw.counts.map(() => 0), bp };

  const added = addK(raw, rule);
  const precisions = smoothedPrecisions(added, rule);
  const reached = added.totals.findIndex((total) => total === 0);
  const order = rule.effectiveOrder && reached !== -1 ? reached : MAX_NGRAM_ORDER;
  return { ...added, score: bp * geometricMean(precisions.slice(0, order)), precisions, bp };
}

function brevityPenalty(hypLen: number, refLen: number): number {
  if (hypLen >= refLen) return 1;
  return hypLen > 0 ? Math.exp(1 - refLen / hypLen) : 0;
}

function addK(raw: BleuCounts, { smooth, smoothValue }: BleuRule): BleuCounts {
  if (smooth !== 'add-k') return raw;
  const add = (value: number, index: number): number => (index > 0 ? value + smoothValue : value);
  return { ...raw, counts: raw.counts.map(add), totals: raw.totals.map(add) };
}

/** Percentages; an order the hypotheses are too short for, and all after it, stay 0. */
function smoothedPrecisions({ counts, totals }: BleuCounts, { smooth, smoothValue }: BleuRule): number[] {
  const precisions = counts.map(() => 0);
  let halvings = 1;
  for (let n = 0; n < counts.length && totals[n] > 0; n++) {
    if (counts[n] > 0) {
      precisions[n] = (100 * counts[n]) / totals[n];
    } else if (smooth === 'exp') {
      halvings *= 2;
      precisions[n] = 100 / (halvings * totals[n]);
    } else if (smooth === 'floor') {
      precisions[n] = (100 * smoothValue) / totals[n];
    }
  }
  return precisions;
}

function geometricMean(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += Math.log(value);
  return Math.exp(sum / values.length);
}
