/**
 * Phrases that must occur, as dynamic beam allocation sees them (Post and Vilar 2018, "Fast Lexically Constrained
 * Decoding with Dynamic Beam Allocation"): how far each hypothesis has come, which tokens bring it on, and which bank
 * of the beam it competes in.
 *
 * A phrase counts as met once it occurs as a contiguous run anywhere after `bos`, the forced prefix included; phrases
 * may overlap. Where a phrase breaks off, its progress falls back to the longest part that still fits (Knuth, Morris
 * and Pratt 1977), so that no occurrence is missed.
 *
 * Not here: the choice itself (beam.ts).
 */
import { contains, type TokenSequence } from './options';

/** For each phrase the number of its first tokens that the hypothesis ends with; its length once it has occurred. */
export type Progress = readonly number[];

export class ForcedPhrases {
  /** All tokens of all phrases: the number of banks less one. */
  readonly tokenCount: number;
  private readonly phrases: readonly TokenSequence[];
  /** fallbacks[p][i]: the longest proper prefix of phrase p that its first i tokens end with. */
  private readonly fallbacks: readonly (readonly number[])[];

  constructor(phrases: readonly TokenSequence[]) {
    // A phrase inside another one occurs with it (and one given twice must occur once).
    this.phrases = phrases.filter(
      (phrase, i) =>
        !phrases.some(
          (other, j) => i !== j && contains(other, phrase) && (other.length > phrase.length || j < i),
        ),
    );
    this.fallbacks = this.phrases.map(fallback);
    this.tokenCount = this.phrases.reduce((sum, phrase) => sum + phrase.length, 0);
  }

  start(): Progress {
    return this.phrases.map(() => 0);
  }

  /** The progress once `token` has been added. */
  advance(progress: Progress, token: number): Progress {
    if (this.phrases.length === 0) {
      return progress;
    }
    return progress.map((matched, p) => this.advancePhrase(p, matched, token));
  }

  /** The tokens after which some phrase has come further than nothing. */
  continuations(progress: Progress): Set<number> {
    const tokens = new Set<number>();
    progress.forEach((matched, p) => {
      const phrase = this.phrases[p];
      if (matched < phrase.length) {
        for (let i = matched; i > 0; i = this.fallbacks[p][i]) {
          tokens.add(phrase[i]);
        }
        tokens.add(phrase[0]);
      }
    });
    return tokens;
  }

  /**
   * The bank: tokens of the phrases met, and those of the one under way that has come furthest (only one of several can
   * be continued by the next token).
   */
  met(progress: Progress): number {
    let met = 0;
    let furthest = 0;
    progress.forEach((matched, p) => {
      if (matched === this.phrases[p].length) {
        met += matched;
      } else {
        furthest = Math.max(furthest, matched);
      }
    });
    return met + furthest;
  }

  /**
   * So many further tokens suffice to meet all phrases, one written after the other. Writing the phrase that has come
   * furthest lowers this by at least one each token, so a hypothesis that has the room can always finish.
   */
  missing(progress: Progress): number {
    return this.tokenCount - this.met(progress);
  }

  private advancePhrase(p: number, matched: number, token: number): number {
    const phrase = this.phrases[p];
    if (matched === phrase.length) {
      return matched;
    }
    let length = matched;
    while (length > 0 && phrase[length] !== token) {
      length = this.fallbacks[p][length];
    }
    return phrase[length] === token ? length + 1 : 0;
  }
}

function fallback(phrase: TokenSequence): number[] {
  const table = new Array<number>(phrase.length + 1).fill(0);
  let length = 0;
  for (let i = 1; i < phrase.length; i++) {
    while (length > 0 && phrase[i] !== phrase[length]) {
      length = table[length];
    }
    if (phrase[i] === phrase[length]) {
      length++;
    }
    table[i + 1] = length;
  }
  return table;
}
