/**
 * Learns the merges of byte-pair encoding: the most frequent pair of neighbours becomes a token, again and again. All
 * words lie in one array, one slot a byte; a merge visits the places of its pair and changes the counts of the pairs
 * beside them, so that a word of a million letters (Chinese has no spaces) costs no more than a million short ones.
 *
 * Not here: what a word is, and the tokenizer's file (bpe.ts).
 */
import { CHARACTER_OF_BYTE } from './bytes';
import { MaxHeap } from './heap';

/** Room for two token numbers in one exact integer. */
const SHIFT = 2 ** 24;
const pairKey = (a: number, b: number): number => a * SHIFT + b;

/** Between words. */
const GAP = -1;
const BYTES = 256;

/** How often a pair stands there, words repeated counted, and where: ascending, some of it no longer true. */
interface Occurrences {
  count: number;
  places: number[];
}

const encoder = new TextEncoder();

export class PairMerger {
  readonly vocabulary: string[];
  readonly merges: [string, string][] = [];
  /** The vocabulary as a set: a token that is there already (a special one, above all) is not made again. */
  private readonly taken: Set<string>;
  /**
   * A token's number in its first slot; −(number of its slots) in its second and in its last, so that both neighbours
   * are found, and where a token began that is now part of it; a gap before and after each word.
   */
  private readonly slots: Int32Array;
  /** How often the word of each slot stands in the text. */
  private readonly weights: Float64Array;
  private readonly counts = new Map<number, number>();
  private readonly places = new Map<number, ArrayLike<number>>();
  private readonly heap = new MaxHeap();

  /**
   * @param words and how often each stands in the text
   * @param addedTokens first in the vocabulary, before the 256 bytes
   * @param minFrequency pairs seen less often are not merged
   */
  constructor(
    words: ReadonlyMap<string, number>,
    addedTokens: readonly string[],
    private readonly minFrequency: number,
  ) {
    this.vocabulary = [...addedTokens, ...CHARACTER_OF_BYTE];
    this.taken = new Set(this.vocabulary);
    const bytes = [...words.keys()].reduce((sum, word) => sum + encoder.encode(word).length + 1, 1);
    this.slots = new Int32Array(bytes).fill(GAP);
    this.weights = new Float64Array(bytes);
    let at = 1;
    for (const [word, weight] of words) {
      const start = at;
      for (const byte of encoder.encode(word)) this.slots[at++] = addedTokens.length + byte;
      this.weights.fill(weight, start, at++);
    }
    this.findPairs(addedTokens.length);
  }

  /** Merges until the vocabulary has so many tokens, or no pair is frequent enough. */
  run(vocabularySize: number): void {
    while (this.vocabulary.length < vocabularySize) {
      const top = this.heap.pop();
      if (!top) return;
      const count = this.counts.get(top.key) ?? 0;
      // Fewer since it was put there: counts of a pair only fall.
      if (count < top.priority) this.offer(top.key, count);
      else this.merge(top.key);
    }
  }

  private offer(key: number, count: number): void {
    if (count >= Math.max(1, this.minFrequency)) this.heap.push(count, key);
    else this.forget(key);
  }

  private forget(key: number): void {
    this.counts.delete(key);
    this.places.delete(key);
  }

  /** Of the bytes, two passes: how many places each pair has, then which. */
  private findPairs(firstByte: number): void {
    const { slots, weights } = this;
    const size = new Int32Array(BYTES * BYTES);
    const count = new Float64Array(BYTES * BYTES);
    const cellAt = (p: number): number =>
      slots[p] === GAP || slots[p + 1] === GAP
        ? -1
        : (slots[p] - firstByte) * BYTES + slots[p + 1] - firstByte;
    for (let p = 1; p + 1 < slots.length; p++) {
      const cell = cellAt(p);
      if (cell < 0) continue;
      size[cell]++;
      count[cell] += weights[p];
    }
    const lists = Array.from(size, (n) => (n > 0 ? new Int32Array(n) : undefined));
    const filled = new Int32Array(BYTES * BYTES);
    for (let p = 1; p + 1 < slots.length; p++) {
      const cell = cellAt(p);
      if (cell >= 0) lists[cell]![filled[cell]++] = p;
    }
    lists.forEach((list, cell) => {
      if (!list) return;
      const key = pairKey(firstByte + Math.floor(cell / BYTES), firstByte + (cell % BYTES));
      this.add(key, count[cell], list);
    });
  }

  private add(key: number, count: number, places: ArrayLike<number>): void {
    this.counts.set(key, count);
    this.places.set(key, places);
    this.offer(key, count);
  }

  private merge(key: number): void {
    const [a, b] = [Math.floor(key / SHIFT), key % SHIFT];
    const places = this.places.get(key)!;
    this.forget(key);
    const token = this.vocabulary[a] + this.vocabulary[b];
    if (this.taken.has(token)) return;
    const id = this.vocabulary.length;
    this.taken.add(token);
    this.merges.push([this.vocabulary[a], this.vocabulary[b]]);
    this.vocabulary.push(token);
    const [lefts, rights] = this.join(a, b, id, places);
    const made = new Map<number, Occurrences>();
    for (const [left, found] of lefts) made.set(pairKey(left, id), { ...found });
    for (const [right, found] of rights) made.set(pairKey(id, right), { ...found });
    for (const [left, { count }] of lefts) this.lower(pairKey(left, a), count, made);
    for (const [right, { count }] of rights) this.lower(pairKey(b, right), count, made);
    for (const [pair, { count, places: where }] of made) this.add(pair, count, where);
  }

  /** @returns the tokens that now stand before and after the new one, each with the places of that pair */
  private join(
    a: number,
    b: number,
    id: number,
    places: ArrayLike<number>,
  ): [lefts: Map<number, Occurrences>, rights: Map<number, Occurrences>] {
    const { slots, weights } = this;
    const [lefts, rights] = [new Map<number, Occurrences>(), new Map<number, Occurrences>()];
    for (let i = 0; i < places.length; i++) {
      const p = places[i];
      const q = this.after(p);
      if (slots[p] !== a || slots[q] !== b) continue;
      const end = this.after(q);
      const before = slots[p - 1] < GAP ? p + slots[p - 1] : p - 1;
      if (slots[before] !== GAP) note(lefts, slots[before], before, weights[p]);
      if (slots[end] !== GAP) note(rights, slots[end], p, weights[p]);
      slots[p] = id;
      slots[p + 1] = slots[q] = slots[end - 1] = p - end;
    }
    return [lefts, rights];
  }

  /** The slot after the token that begins at p. */
  private after(p: number): number {
    const second = this.slots[p + 1];
    return second < GAP ? p - second : p + 1;
  }

  private lower(key: number, by: number, made: Map<number, Occurrences>): void {
    const fresh = made.get(key);
    if (fresh) {
      fresh.count -= by;
      return;
    }
    const count = this.counts.get(key);
    if (count !== undefined) this.counts.set(key, count - by);
  }
}

function note(neighbours: Map<number, Occurrences>, token: number, place: number, weight: number): void {
  const found = neighbours.get(token);
  if (found) {
    found.count += weight;
    found.places.push(place);
  } else {
    neighbours.set(token, { count: weight, places: [place] });
  }
}
