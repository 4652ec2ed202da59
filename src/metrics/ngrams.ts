/**
 * Counting n-grams. Not a language model.
 */

/** How often each n-gram of one order occurs; the key is the n-gram's tokens joined by the caller's separator. */
export type NgramCounts = Map<string, number>;

/**
 * Counts all n-grams of the orders 1 to `maxOrder`; element n − 1 of the result holds order n.
 *
 * @param separator Put between tokens in a key. It must make keys unique: `' '` for words (which hold no blank), `''`
 *   for single characters.
 */
export function countNgrams(tokens: readonly string[], maxOrder: number, separator: string): NgramCounts[] {
  const counts: NgramCounts[] = [];
  let keys: readonly string[] = tokens;
  for (let order = 1; order <= maxOrder; order++) {
    if (order > 1) keys = extendByOne(keys, tokens, order, separator);
    counts.push(countKeys(keys));
  }
  return counts;
}

function extendByOne(
  keys: readonly string[],
  tokens: readonly string[],
  order: number,
  separator: string,
): string[] {
  const extended: string[] = [];
  for (let i = 0; i + order <= tokens.length; i++) extended.push(keys[i] + separator + tokens[i + order - 1]);
  return extended;
}

function countKeys(keys: readonly string[]): NgramCounts {
  const counts: NgramCounts = new Map();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/** Σ min(count in a, count in b): the matches of a with b, clipped. */
export function countMatches(a: NgramCounts, b: NgramCounts): number {
  let matches = 0;
  for (const [key, count] of a) matches += Math.min(count, b.get(key) ?? 0);
  return matches;
}

/** Sum of all counts. */
export function totalCount(counts: NgramCounts): number {
  let total = 0;
  for (const count of counts.values()) total += count;
  return total;
}
