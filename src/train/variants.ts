/**
 * Other ways to write the same sentence, learnt beside it: people type in lower case, labels are in capitals, headings
 * and buttons end without a full stop.
 */
import type { Pair } from './corpus';
import type { Random } from './random';
import type { Recipe } from './recipe';

type Variant = (text: string) => string;

/** Masks stay what they are: digits and brackets have no case. */
const VARIANTS: Record<keyof NonNullable<Recipe['variants']>, Variant> = {
  lowerCase: (text) => text.toLowerCase(),
  upperCase: (text) => text.toUpperCase(),
  withoutFullStop: (text) => text.replace(/\s*[.。]$/u, ''),
};

/**
 * @param shares of the sentences that get such a variant
 * @returns the variants alone, where they differ from the sentence on the source side
 */
export function variantsOf(pairs: Pair[], shares: NonNullable<Recipe['variants']>, random: Random): Pair[] {
  const kinds = Object.keys(VARIANTS) as (keyof typeof VARIANTS)[];
  return pairs.flatMap((pair) =>
    kinds
      .filter((kind) => random.uniform() < shares[kind])
      .map((kind) => ({ source: VARIANTS[kind](pair.source), target: VARIANTS[kind](pair.target) }))
      .filter(({ source, target }) => source !== pair.source && source !== '' && target !== ''),
  );
}
