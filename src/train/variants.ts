/**
 * Pairs that are learnt beside those of the corpora, made from them: other ways to write the same sentence
 * (written-forms.ts), other names, numbers and identifiers in it (copied.ts), and several sentences as one.
 */
import * as copied from './copied';
import type { Pair } from './corpus';
import type { Random } from '../random';
import type { Recipe } from './recipe';
import { Words } from './words';
import * as forms from './written-forms';

/** What a variant is made from: the pair, those that stand before and after it, and the words of all. */
interface Context {
  pairs: readonly Pair[];
  words: Words;
  random: Random;
}

type Shares = NonNullable<Recipe['variants']>;
type Kind = keyof Shares;
type Variant = (pair: Pair, context: Context, at: number) => Pair | undefined;

const VARIANTS: Record<Kind, Variant> = {
  lowerCase: forms.lowerCase,
  upperCase: forms.upperCase,
  withoutFullStop: forms.withoutFullStop,
  withoutPunctuation: forms.withoutPunctuation,
  titleCase: forms.titleCase,
  fragments: (pair, { words }) => forms.fragment(pair, words),
  quotes: forms.otherQuotes,
  names: (pair, { words, random }) => copied.otherNames(pair, words, random),
  numbers: (pair, { random }) => copied.otherNumbers(pair, random),
  masks: (pair, { words, random }) => copied.masked(pair, words, random),
  identifiers: (pair, { random }) => copied.identified(pair, random),
  joined: (_, { pairs, random }, at) => joinedFrom(pairs, at, random),
};
/** These ask how often a word stands in the text. */
const OF_WORDS: readonly Kind[] = ['fragments', 'names', 'masks'];

/**
 * @param pairs in the order of their documents: neighbours are joined
 * @param shares of the pairs that get such a variant; none of a kind that is not named
 * @returns the variants alone, where they differ from the sentence on the source side
 */
export function variantsOf(pairs: readonly Pair[], shares: Shares, random: Random): Pair[] {
  const kinds = (Object.keys(VARIANTS) as Kind[]).filter((kind) => shares[kind] !== undefined);
  const words = new Words(kinds.some((kind) => OF_WORDS.includes(kind)) ? pairs : []);
  const context = { pairs, words, random };
  return pairs.flatMap((pair, at) =>
    kinds
      .filter((kind) => random.uniform() < (shares[kind] ?? 0))
      .flatMap((kind) => VARIANTS[kind](pair, context, at) ?? [])
      .filter(({ source, target }) => source !== pair.source && source !== '' && target !== ''),
  );
}

const SENTENCE_END = /[.!?。！？…]["'”’»)]?$/u;

/** Two sentences, or three; not labels, of which there are no texts. */
function joinedFrom(pairs: readonly Pair[], at: number, random: Random): Pair | undefined {
  const neighbours = pairs.slice(at, at + 2 + random.below(2));
  const areSentences = neighbours.every(
    ({ source, target }) => SENTENCE_END.test(source) && SENTENCE_END.test(target),
  );
  const areDifferent = new Set(neighbours.map(({ source }) => source)).size === neighbours.length;
  return neighbours.length > 1 && areSentences && areDifferent ? copied.joined(neighbours) : undefined;
}
