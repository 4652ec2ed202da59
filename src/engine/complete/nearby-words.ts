/**
 * A cache language model: what stands in the text nearby is likely to be written again, names of the code above all.
 * It weighs in beside the network, as in Kuhn and De Mori, "A Cache-Based Natural Language Model for Speech
 * Recognition", 1990: P = (1 − λ) P_network + λ P_cache, for the next word only.
 *
 * Not here: what the network says (continuation.ts).
 */
import type { Continuation } from './continuation';
import { scoreOf } from './continuation';

/** Names of code are words too: `max_retry_count`, `fetchUserList`, `fs.readFile`. */
const WORD = /[\p{L}_$][\p{L}\p{M}\p{N}_$'’]*(?:[.:-]+[\p{L}_$][\p{L}\p{M}\p{N}_$'’]*)*/gu;
const BEGUN = /(?<![\p{L}\p{M}\p{N}_$'’.:-])[\p{L}_$][\p{L}\p{M}\p{N}_$'’.:-]*$/u;
/** What is read of a text; who writes in it reads about so much of it himself. */
const MAX_WORDS = 6000;
/** Words that are suggested beside those of the network. */
const SUGGESTIONS = 3;
/** How much what follows a word elsewhere counts against what is frequent: so many occurrences weigh the same. */
const BACKOFF = 2;
/** Letters of a word that was seen once before it is suggested: short ones are typed as fast. */
const LONG = 6;
/** λ: with some letters the text nearby knows the word about as well as the network; without, seldom. */
const WEIGHT = { begun: 0.5, between: 0.15 };

export interface NearbyWord {
  word: string;
  /** Among the words of the text nearby that fit. */
  probability: number;
}

export class NearbyWords {
  private readonly counts = new Map<string, number>();
  /** word → what followed it */
  private readonly following = new Map<string, Map<string, number>>();
  private total = 0;

  /** @param text of the document and of others beside it, in any format */
  constructor(text: string) {
    const words = Array.from(text.matchAll(WORD), ([word]) => word).slice(-MAX_WORDS);
    for (const [i, word] of words.entries()) {
      this.counts.set(word, (this.counts.get(word) ?? 0) + 1);
      this.total++;
      const previous = words[i - 1]?.toLowerCase();
      if (previous === undefined) continue;
      const followers = this.following.get(previous) ?? new Map<string, number>();
      this.following.set(previous, followers.set(word, (followers.get(word) ?? 0) + 1));
    }
  }

  /**
   * @param begun letters of the word that is being written; empty: none yet
   * @param previous the word before it
   * @returns the likeliest words, best first; without letters only what has followed that word before, twice at least
   */
  next(begun: string, previous: string | undefined): NearbyWord[] {
    const followers = previous === undefined ? undefined : this.following.get(previous.toLowerCase());
    const seen = followers ? [...followers.values()].reduce((sum, n) => sum + n, 0) : 0;
    const candidates = begun === '' ? [...(followers ?? [])].filter(([, n]) => n > 1) : [...this.counts];
    const weighed = candidates
      .filter(
        ([word, n]) => word.length > begun.length && word.startsWith(begun) && (n > 1 || word.length >= LONG),
      )
      .map(([word]) => ({ word, weight: this.weight(word, followers, seen) }));
    // Without letters every word that ever followed competes, also those that are not suggested.
    const sum = begun === '' ? 1 : weighed.reduce((all, { weight }) => all + weight, 0);
    return weighed
      .sort((a, b) => b.weight - a.weight)
      .slice(0, SUGGESTIONS)
      .map(({ word, weight }) => ({ word, probability: weight / sum }));
  }

  private weight(word: string, followers: ReadonlyMap<string, number> | undefined, seen: number): number {
    const frequency = (this.counts.get(word) ?? 0) / this.total;
    return ((followers?.get(word) ?? 0) + BACKOFF * frequency) / (seen + BACKOFF);
  }
}

/**
 * Both models together.
 * @param before the sentence up to the cursor
 * @returns best first by length-penalised probability, as they come from the network
 */
export function withNearby(
  found: readonly Continuation[],
  nearby: NearbyWords,
  before: string,
): Continuation[] {
  const begun = BEGUN.exec(before)?.[0] ?? '';
  const previous = Array.from(before.slice(0, before.length - begun.length).matchAll(WORD)).pop()?.[0];
  const suggested = nearby.next(begun, previous);
  if (suggested.length === 0) return [...found];
  const weight = begun === '' ? WEIGHT.between : WEIGHT.begun;
  const firstOf = ({ text, words }: Continuation): string => (begun + text.slice(0, words[0].length)).trim();
  const mixed = found.map((one) => {
    const cached = suggested.find(({ word }) => word === firstOf(one))?.probability ?? 0;
    const [{ probability }] = one.words;
    return scaled(one, 1 - weight + (weight * cached) / probability);
  });
  const lead = begun === '' && !/^$|\s$/.test(before) ? ' ' : '';
  const known = new Set(found.map(firstOf));
  const added = suggested
    .filter(({ word }) => !known.has(word))
    .map(({ word, probability }) => oneWord(lead + word.slice(begun.length), weight * probability));
  return [...mixed, ...added].sort((a, b) => scoreOf(b) - scoreOf(a));
}

const scaled = (one: Continuation, factor: number): Continuation => ({
  ...one,
  probability: one.probability * factor,
  words: one.words.map((end) => ({ ...end, probability: end.probability * factor })),
});

const oneWord = (text: string, probability: number): Continuation => ({
  text,
  probability,
  words: [{ length: text.length, probability, tokens: 1 }],
});
