/**
 * Cuts a long sentence at its clauses: networks that have seldom seen so many words leave some of them out. The parts are
 * translated one by one and joined again.
 *
 * Not here: where sentences end (split.ts).
 */

/** In words; a Chinese character is a half of one. */
export interface ClauseLengths {
  /** Sentences of so many words are cut. */
  long: number;
  /** And so are parts of as many. */
  part: number;
  /** No part has fewer. */
  fewest: number;
}

/** What networks carry over whole more often than not. */
const LENGTHS: ClauseLengths = { long: 36, part: 16, fewest: 4 };

const CONJUNCTIONS =
  'and|or|but|so|then|which|who|whose|where|when|while|because|although|though|whereas|if|unless|since|after|before' +
  '|et|ou|mais|donc|puis|alors|car|qui|que|dont|où|quand|lorsque|lorsqu|tandis|pendant|parce|bien|si|sinon|afin|pour';
/** The best first: between two whole clauses, before a conjunction, at a comma. */
const BOUNDARIES: readonly RegExp[] = [
  /(?<=[;；])\s*|(?<=\p{L}:)\s+|(?<=：)|(?<!\s)\s+(?=[—–]\s)/gu,
  new RegExp(`(?<=[,，])\\s*(?=(?:${CONJUNCTIONS})(?!\\p{L})|但|而|并|并且|因此|所以|然后|如果|同时)`, 'giu'),
  /(?<=,)\s+(?=\p{L})|(?<=，)/gu,
];

/**
 * @param sentence without line ends
 * @returns where its parts but the first begin; none for a sentence of usual length, or without clauses
 */
export function clauseStarts(sentence: string, { long, part, fewest } = LENGTHS): number[] {
  const words = wordsBefore(sentence);
  const wordsIn = (from: number, to: number): number => words[to] - words[from];
  if (wordsIn(0, sentence.length) < long) return [];
  const open = depths(sentence);
  /** In order, so that the neighbours of a place are found at once. */
  const starts: number[] = [];
  for (const boundary of BOUNDARIES)
    for (const { 0: space, index } of sentence.matchAll(boundary)) {
      const at = index + space.length;
      if (at === 0 || at >= sentence.length || open[at] > 0) continue;
      const next = firstBehind(starts, at);
      const [from, to] = [starts[next - 1] ?? 0, starts[next] ?? sentence.length];
      if (wordsIn(from, to) < part || wordsIn(from, at) < fewest || wordsIn(at, to) < fewest) continue;
      starts.splice(next, 0, at);
    }
  return starts;
}

/** At each offset, how many words begin before it. */
function wordsBefore(text: string): Float64Array {
  const counts = new Float64Array(text.length + 1);
  for (const { 0: word, index } of text.matchAll(/\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}])+/gu))
    counts[index + 1] = /^\p{Script=Han}/u.test(word) ? 0.5 : 1;
  for (let at = 1; at < counts.length; at++) counts[at] += counts[at - 1];
  return counts;
}

/** Of offsets in order, the index of the first that lies behind a place. */
function firstBehind(offsets: readonly number[], place: number): number {
  let [low, high] = [0, offsets.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (offsets[middle] <= place) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many brackets and quotation marks are open at each place: nothing is cut inside them. */
function depths(text: string): number[] {
  const result: number[] = [];
  let depth = 0;
  for (const character of text) {
    if ('([{«“「『（【《'.includes(character)) depth++;
    for (let i = 0; i < character.length; i++) result.push(depth);
    if (')]}»”」』）】》'.includes(character)) depth = Math.max(0, depth - 1);
  }
  return result;
}
