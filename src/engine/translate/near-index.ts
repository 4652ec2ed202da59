/**
 * The entry of a memory most like a sentence, by words inserted, deleted or replaced. What cannot be like it is left out
 * by its length, then by the words they share; only the rest is compared, in a band as wide as the difference may be. Not
 * the same sentence: translation-memory.ts finds that one.
 */
import type { MemoryEntry, NearTranslation } from '../../protocol/document';

/** Less alike is of no use. */
export const NEAR = 0.75;

/** Words of a sentence; nothing is like one of more. */
export const MOST_WORDS = 500;

/** Pairs of words that are compared for one sentence at most, whatever the memory is: some hundredths of a second. */
const MOST_STEPS = 4_000_000;

interface Indexed {
  entry: MemoryEntry;
  /** Where it stands among the entries. */
  place: number;
  words: Int32Array;
  /** The same in order of their numbers. */
  sorted: Int32Array;
}

export class NearIndex {
  private readonly numbers = new Map<string, number>();
  /** By their words. */
  private readonly byLength = new Map<number, Indexed[]>();

  constructor(entries: readonly MemoryEntry[]) {
    entries.forEach((entry, place) => {
      const words = this.numbered(wordsOf(entry.source), true);
      if (words.length === 0 || words.length > MOST_WORDS) return;
      const indexed = { entry, place, words, sorted: words.slice().sort() };
      const others = this.byLength.get(words.length);
      if (others) others.push(indexed);
      else this.byLength.set(words.length, [indexed]);
    });
  }

  /**
   * @returns the entry most like the text, of several the last; none that is the same, nor any of less than NEAR. Of a
   * memory so large that MOST_STEPS do not do, the best of those whose length is nearest
   */
  find(text: string): NearTranslation | undefined {
    const words = this.numbered(wordsOf(text), false);
    if (words.length === 0 || words.length > MOST_WORDS) return undefined;
    const sorted = words.slice().sort();
    let best: { one: Indexed; similarity: number } | undefined;
    let steps = 0;
    for (const one of this.ofLikeLength(words.length)) {
      const longest = Math.max(words.length, one.words.length);
      const most = mostDifferences(longest, best?.similarity ?? NEAR);
      steps += longest;
      if (longest - shared(sorted, one.sorted) <= most) {
        steps += longest * (2 * most + 1);
        const differences = distance(words, one.words, most);
        const similarity = 1 - differences / longest;
        const isBetter = !best || similarity > best.similarity || one.place > best.one.place;
        if (differences > 0 && differences <= most && isBetter) best = { one, similarity };
      }
      if (steps > MOST_STEPS) break;
    }
    return best && { ...best.one.entry, similarity: best.similarity };
  }

  /** Entries of as many words, then of one more or less, to the last length that may be like it. */
  private *ofLikeLength(words: number): Generator<Indexed> {
    const most = Math.min(MOST_WORDS, Math.floor(words / NEAR));
    for (let more = 0; words + more <= most; more++) {
      yield* this.byLength.get(words + more) ?? [];
      if (more > 0 && words - more >= NEAR * words) yield* this.byLength.get(words - more) ?? [];
    }
  }

  /** A word that the memory does not have is unlike all of its words: -1. */
  private numbered(words: readonly string[], add: boolean): Int32Array {
    return Int32Array.from(words, (word) => {
      const known = this.numbers.get(word);
      if (known !== undefined || !add) return known ?? -1;
      this.numbers.set(word, this.numbers.size);
      return this.numbers.size - 1;
    });
  }
}

const wordsOf = (text: string): string[] =>
  text.toLowerCase().match(/\p{Script=Han}|[\p{L}\p{M}\p{N}'’]+|[^\s\p{L}\p{N}]/gu) ?? [];

/** Differences that leave at least this similarity, in the arithmetic in which it is told. */
function mostDifferences(longest: number, similarity: number): number {
  let most = Math.ceil(longest * (1 - similarity));
  while (most > 0 && 1 - most / longest < similarity) most--;
  return most;
}

/** Words in both, each as often as in the one that has it less often: no distance is below the longer one less these. */
function shared(a: Int32Array, b: Int32Array): number {
  let count = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) {
      count++;
      i++;
      j++;
    } else if (a[i] < b[j]) i++;
    else j++;
  }
  return count;
}

/**
 * Words to insert, delete or replace (Levenshtein), in the band of the table that `most` allows (Ukkonen 1985,
 * "Algorithms for approximate string matching").
 * @returns more than `most` where there are more, how many ever
 */
function distance(a: Int32Array, b: Int32Array, most: number): number {
  const far = most + 1;
  let row = Int32Array.from({ length: b.length + 1 }, (_, j) => Math.min(j, far));
  let next = new Int32Array(b.length + 1);
  for (let i = 1; i <= a.length; i++) {
    const first = Math.max(1, i - most);
    const last = Math.min(b.length, i + most);
    next.fill(far);
    if (i <= most) next[0] = i;
    let least = next[0];
    for (let j = first; j <= last; j++) {
      const changed = row[j - 1] + Number(a[i - 1] !== b[j - 1]);
      next[j] = Math.min(changed, row[j] + 1, next[j - 1] + 1, far);
      if (next[j] < least) least = next[j];
    }
    if (least > most) return far;
    [row, next] = [next, row];
  }
  return row[b.length];
}
