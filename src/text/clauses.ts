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
  /(?<=[;；])\s*|(?<=\p{L}:)\s+|(?<=：)|\s+(?=[—–]\s)/gu,
  new RegExp(`(?<=[,，])\\s*(?=(?:${CONJUNCTIONS})(?!\\p{L})|但|而|并|并且|因此|所以|然后|如果|同时)`, 'giu'),
  /(?<=,)\s+(?=\p{L})|(?<=，)/gu,
];

/**
 * @param sentence without line ends
 * @returns where its parts but the first begin; none for a sentence of usual length, or without clauses
 */
export function clauseStarts(sentence: string, { long, part, fewest } = LENGTHS): number[] {
  if (wordsIn(sentence) < long) return [];
  const open = depths(sentence);
  const starts: number[] = [];
  for (const boundary of BOUNDARIES)
    for (const { 0: space, index } of sentence.matchAll(boundary)) {
      const at = index + space.length;
      if (at === 0 || at >= sentence.length || open[at] > 0) continue;
      const [from, to] = around(starts, at, sentence.length);
      if (wordsIn(sentence.slice(from, to)) < part) continue;
      if (wordsIn(sentence.slice(from, at)) < fewest || wordsIn(sentence.slice(at, to)) < fewest) continue;
      starts.push(at);
      starts.sort((a, b) => a - b);
    }
  return starts;
}

function wordsIn(text: string): number {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  return han / 2 + (text.match(/(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}])+/gu)?.length ?? 0);
}

function around(starts: readonly number[], at: number, length: number): [number, number] {
  return [
    Math.max(0, ...starts.filter((one) => one <= at)),
    Math.min(length, ...starts.filter((one) => one > at)),
  ];
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
