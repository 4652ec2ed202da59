/** Applies learnt BPE merges to one word. Not here: learning them (bpe.ts), cutting text into words (bpe-tokenizer.ts). */
import { MaxHeap } from './heap';

/** Room for two token ids in one exact integer. */
const SHIFT = 2 ** 24;
const GONE = -1;

export class Merges {
  private readonly rankOfPair = new Map<number, number>();
  private readonly resultOfRank: number[] = [];

  /** @param merges in the order they were learnt: left id, right id, id of the result */
  constructor(merges: Iterable<readonly [left: number, right: number, result: number]>) {
    for (const [left, right, result] of merges) {
      this.rankOfPair.set(left * SHIFT + right, this.resultOfRank.length);
      this.resultOfRank.push(result);
    }
  }

  /**
   * The earliest learnt merge first, the leftmost of equal ones, until none fits. O(n log n), so that one word of a
   * million letters (base64, Chinese without punctuation) does not hang.
   */
  apply(word: ArrayLike<number>): number[] {
    const tokens = Array.from(word);
    const next = tokens.map((_, i) => i + 1);
    const previous = tokens.map((_, i) => i - 1);
    const rankAt = (i: number): number | undefined =>
      this.rankOfPair.get(tokens[i] * SHIFT + tokens[next[i]]);
    const heap = new MaxHeap();
    const offer = (i: number): void => {
      const rank = i >= 0 && next[i] < tokens.length ? rankAt(i) : undefined;
      if (rank !== undefined) heap.push(-rank, i);
    };
    tokens.forEach((_, i) => offer(i));
    for (let top = heap.pop(); top; top = heap.pop()) {
      const i = top.key;
      // A neighbour has been merged since the offer was made: what stands here now was offered anew.
      if (tokens[i] === GONE || rankAt(i) !== -top.priority) continue;
      tokens[i] = this.resultOfRank[-top.priority];
      tokens[next[i]] = GONE;
      next[i] = next[next[i]];
      if (next[i] < tokens.length) previous[next[i]] = i;
      offer(i);
      offer(previous[i]);
    }
    return tokens.filter((id) => id !== GONE);
  }
}
