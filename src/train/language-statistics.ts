/**
 * What tells two languages of one script apart in a few words: by how much likelier three letters in a row are in one of
 * them, and which words both have. Made out of parallel text, so that both sides speak of the same things.
 *
 * Not here: who asks (src/text/languages.ts).
 */

export interface LanguageStatistics {
  /** Nats by which a trigram speaks for the first language; negative: for the second. ^ and $ are the ends of a word. */
  trigrams: Map<string, number>;
  /** Words that are about as common in both. */
  shared: string[];
}

const WORD = /(?<![\p{L}\p{N}_./@-])\p{L}[\p{L}\p{M}]+(?![\p{L}\p{N}_/@(])/gu;
/** Rarer words are typing errors and names. */
const FEWEST = 4;
/** A word as common in both as this is one of both. */
const AS_COMMON = 0.15;
const SHARED_FEWEST = 60;
/** Shorter words are names of commands and parts of codes. */
const SHARED_LETTERS = 4;

/**
 * @param pairs texts of the first and the second language
 * @param size how many trigrams are kept: those that say most
 */
export function languageStatistics(
  pairs: Iterable<readonly [string, string]>,
  size: number,
): LanguageStatistics {
  const counts = [new Map<string, number>(), new Map<string, number>()] as const;
  for (const pair of pairs)
    pair.forEach((text, side) => {
      for (const [word] of text.matchAll(WORD)) {
        const key = word.toLowerCase();
        counts[side].set(key, (counts[side].get(key) ?? 0) + 1);
      }
    });
  const totals = counts.map((words) => [...words.values()].reduce((a, b) => a + b, 0));
  const share = (side: number, word: string): number => (counts[side].get(word) ?? 0) / totals[side];
  const shared = [...counts[0].keys()].filter((word) => {
    const [a, b] = [share(0, word), share(1, word)];
    const fewest = Math.min(counts[0].get(word) ?? 0, counts[1].get(word) ?? 0);
    return (
      word.length >= SHARED_LETTERS && fewest >= SHARED_FEWEST && Math.min(a, b) > AS_COMMON * Math.max(a, b)
    );
  });
  return { trigrams: logOdds(counts, new Set(shared), size), shared: shared.sort() };
}

const trigramsOf = (word: string): string[] => {
  const framed = `^${word.toLowerCase()}$`;
  return Array.from({ length: Math.max(0, framed.length - 2) }, (_, i) => framed.slice(i, i + 3));
};

function logOdds(
  counts: readonly ReadonlyMap<string, number>[],
  shared: ReadonlySet<string>,
  size: number,
): Map<string, number> {
  const seen = counts.map((words) => {
    const trigrams = new Map<string, number>();
    // Labels have the rare words of a language, so a frequent word does not count as often as it comes.
    for (const [word, count] of words)
      if (count >= FEWEST && !shared.has(word))
        for (const one of trigramsOf(word)) trigrams.set(one, (trigrams.get(one) ?? 0) + Math.log(count));
    return trigrams;
  });
  const totals = seen.map((trigrams) => [...trigrams.values()].reduce((a, b) => a + b, 0));
  const smoothing = 5;
  const odds = [...new Set([...seen[0].keys(), ...seen[1].keys()])].map((one) => {
    const [a, b] = seen.map((trigrams, i) => ((trigrams.get(one) ?? 0) + smoothing) / totals[i]);
    return { one, weight: Math.log(a / b), said: Math.abs(Math.log(a / b)) * (a + b) };
  });
  odds.sort((x, y) => y.said - x.said);
  return new Map(odds.slice(0, size).map(({ one, weight }) => [one, weight]));
}
