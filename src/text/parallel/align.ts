/**
 * Aligns two lists of pieces of text that say the same in two languages, in the same order: by their lengths, and by what is
 * written alike in both (Gale & Church 1993, "A Program for Aligning Sentences in Bilingual Corpora"; anchors as in Simard
 * et al. 1992). Not here: what the pieces are (passages.ts).
 */

export interface Piece {
  /** Characters. */
  length: number;
  /** What a piece is in its document: pieces of another kind are seldom translations of it. */
  kind: string;
  /** Numbers, names of code: what a translation keeps. */
  anchors: readonly string[];
}

/** Pieces [from, to) of either side that say the same. */
export interface Match {
  source: readonly [number, number];
  target: readonly [number, number];
}

/** Pieces taken of each side, and −log of how often that happens in Gale and Church's corpus (their table 5). */
const MOVES = [
  { source: 1, target: 1, cost: 0.12 },
  { source: 1, target: 0, cost: 4.6 },
  { source: 0, target: 1, cost: 4.6 },
  { source: 2, target: 1, cost: 3.1 },
  { source: 1, target: 2, cost: 3.1 },
] as const;

/** Variance of a translation's length for each character of its source (Gale & Church 1993, section 3.1). */
const VARIANCE = 6.8;
const OTHER_KIND = 6;
/** For each anchor that only one side has. */
const LOST_ANCHOR = 2;
/** How far the way may leave the diagonal, in pieces of the target. */
const BAND = 250;

/** @returns what matches, in order; pieces without a counterpart are in no match */
export function align(source: readonly Piece[], target: readonly Piece[]): Match[] {
  if (source.length === 0 || target.length === 0) return [];
  const cost = costsOf(source, target);
  const band = new Band(source.length, target.length);
  for (let i = 0; i <= source.length; i++)
    for (let j = band.first(i); j <= band.last(i); j++)
      for (let m = 0; m < MOVES.length; m++) {
        const move = MOVES[m];
        const [from, to] = [i - move.source, j - move.target];
        if (from < 0 || to < 0) continue;
        const before = band.cost(from, to) + move.cost;
        // What leaves a piece out, or is dear already, need not be looked at.
        if (before >= band.cost(i, j)) continue;
        const single = move.source === 0 || move.target === 0;
        band.offer(i, j, single ? before : before + cost(from, i, to, j), m);
      }
  return way(band, source.length, target.length);
}

function way(band: Band, i: number, j: number): Match[] {
  const matches: Match[] = [];
  while (i > 0 || j > 0) {
    const { source, target } = MOVES[band.move(i, j)];
    if (source > 0 && target > 0) matches.push({ source: [i - source, i], target: [j - target, j] });
    [i, j] = [i - source, j - target];
  }
  return matches.reverse();
}

type Cost = (from: number, i: number, to: number, j: number) => number;

/** Of source pieces [from, i) as what target pieces [to, j) translate. */
function costsOf(source: readonly Piece[], target: readonly Piece[]): Cost {
  const [a, b] = [lengthsUpTo(source), lengthsUpTo(target)];
  const ratio = Math.max(0.1, b[target.length]) / Math.max(0.1, a[source.length]);
  return (from, i, to, j) => {
    const [own, other] = [a[i] - a[from], b[j] - b[to]];
    const delta = Math.abs(other - own * ratio) / Math.sqrt(Math.max(1, own) * VARIANCE);
    const kinds = source[from].kind === target[to].kind ? 0 : OTHER_KIND;
    const length = -Math.log(Math.max(1e-12, 2 * upperTail(delta)));
    return length + kinds + LOST_ANCHOR * differing(source, from, i, target, to, j);
  };
}

function lengthsUpTo(pieces: readonly Piece[]): Float64Array {
  const sums = new Float64Array(pieces.length + 1);
  pieces.forEach(({ length }, i) => (sums[i + 1] = sums[i] + length));
  return sums;
}

/** Anchors that only one side has. */
function differing(
  source: readonly Piece[],
  from: number,
  i: number,
  target: readonly Piece[],
  to: number,
  j: number,
): number {
  let lost = 0;
  const left: string[] = [];
  for (let at = to; at < j; at++) left.push(...target[at].anchors);
  for (let at = from; at < i; at++)
    for (const anchor of source[at].anchors) {
      const found = left.indexOf(anchor);
      if (found < 0) lost++;
      else left.splice(found, 1);
    }
  return lost + left.length;
}

/** 1 − Φ(x) for x ≥ 0, to 7.5e-8: Abramowitz & Stegun 1964, formula 26.2.17. */
function upperTail(x: number): number {
  const t = 1 / (1 + 0.2316419 * x);
  const sum =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) * sum;
}

/** The costs of the cells near the diagonal: a table of all would be too large for long documents. */
class Band {
  private readonly half: number;
  private readonly costs: Float64Array;
  private readonly moves: Uint8Array;

  constructor(
    private readonly rows: number,
    private readonly columns: number,
  ) {
    this.half = BAND + Math.abs(rows - columns);
    const size = (rows + 1) * (2 * this.half + 1);
    this.costs = new Float64Array(size).fill(Infinity);
    this.moves = new Uint8Array(size);
    this.costs[this.at(0, 0)] = 0;
  }

  first(i: number): number {
    return Math.max(0, this.middle(i) - this.half);
  }

  last(i: number): number {
    return Math.min(this.columns, this.middle(i) + this.half);
  }

  cost(i: number, j: number): number {
    return j < this.first(i) || j > this.last(i) ? Infinity : this.costs[this.at(i, j)];
  }

  move(i: number, j: number): number {
    return this.moves[this.at(i, j)];
  }

  offer(i: number, j: number, cost: number, move: number): void {
    const at = this.at(i, j);
    if (cost >= this.costs[at]) return;
    this.costs[at] = cost;
    this.moves[at] = move;
  }

  private middle(i: number): number {
    return Math.round((i * this.columns) / this.rows);
  }

  private at(i: number, j: number): number {
    return i * (2 * this.half + 1) + j - this.middle(i) + this.half;
  }
}
