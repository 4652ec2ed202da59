/** What is known of the words of a text: how often each stands there, and which names it has. */
import type { Pair } from './corpus';
import { kindOfName } from './made-up';

/** A word in Latin letters, hyphens within it included; nothing that is part of a mask or an identifier. */
export const LATIN_WORD =
  /(?<![\p{L}\p{M}\p{N}_\u2991-])\p{Script=Latin}[\p{Script=Latin}\p{N}]*(?:-\p{Script=Latin}[\p{Script=Latin}\p{N}]*)*(?![\p{L}\p{M}\p{N}_\u2992-])/gu;

/** Enough names to draw from; more would only take room. */
const MOST_NAMES = 50_000;

export class Words {
  private readonly counts = new Map<string, number>();
  private readonly names = new Map<string, string[]>();

  /** Counts both sides of all pairs, of one that is repeated once. */
  constructor(pairs: readonly Pair[]) {
    const capitalised = new Set<string>();
    for (const { source, target } of new Set(pairs)) {
      for (const text of [source, target])
        for (const { 0: word, index } of text.matchAll(LATIN_WORD)) {
          this.counts.set(word, this.count(word) + 1);
          // At the start every word has a capital.
          if (index > 0 && capitalised.size < MOST_NAMES && /^\p{Lu}/u.test(word)) capitalised.add(word);
        }
    }
    for (const word of capitalised) {
      if (!this.isName(word)) continue;
      const kind = kindOfName(word);
      const known = this.names.get(kind);
      if (known) known.push(word);
      else this.names.set(kind, [word]);
    }
  }

  count(word: string): number {
    return this.counts.get(word) ?? 0;
  }

  /** Begins with a capital, and never stands there without. */
  isName(word: string): boolean {
    return word.length > 1 && /^\p{Lu}/u.test(word) && this.count(word.toLowerCase()) === 0;
  }

  /** Names that may take the place of this one. */
  namesLike(name: string): readonly string[] {
    return this.names.get(kindOfName(name)) ?? [];
  }
}
