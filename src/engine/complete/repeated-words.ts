/**
 * Fillers that would say again what stands beside their blank: "very" before "very hungry". The network likes them, people
 * write them rarely, and as a proposal they look like a fault: none is proposed.
 */
import type { Filler } from '../../protocol/fill';

/** What is between words. */
const BETWEEN = /[^\p{L}\p{N}'’]/u;
/** No word is longer. */
const MAX_WORD = 100;

/** '' where the text has none at that end, or a sign stands there. */
const firstWord = (text: string): string =>
  text.trimStart().slice(0, MAX_WORD).split(BETWEEN)[0].toLowerCase();
const lastWord = (text: string): string =>
  text.trimEnd().slice(-MAX_WORD).split(BETWEEN).at(-1)!.toLowerCase();

/** English words of degree, one of which can stand for another. */
const DEGREE = new Set(
  'very so really quite pretty rather extremely truly incredibly awfully terribly'.split(' '),
);

/** @param after '' where what follows is not known */
function repeats(filler: string, before: string, after: string): boolean {
  const [first, last] = [firstWord(filler), lastWord(filler)];
  return (first !== '' && first === lastWord(before)) || (last !== '' && last === firstWord(after));
}

/**
 * Where the best filler was a word of degree that stands beside the blank already, that is the kind of word that the
 * sentence asks for: another of its kind goes before what follows, which would mean something else.
 * @param fillers best first @param before, after the text beside the blank; a sign between blank and word parts them
 */
export function withoutRepeated(fillers: readonly Filler[], before: string, after: string): Filler[] {
  const kept = fillers.filter(({ text }) => !repeats(text, before, after));
  const isDegree = ({ text }: Filler): boolean => DEGREE.has(text.toLowerCase());
  const [best] = fillers;
  if (!best || kept[0] === best || !isDegree(best)) return kept;
  const instead = kept.find(isDegree);
  return instead ? [instead, ...kept.filter((one) => one !== instead)] : kept;
}
