/**
 * What stands on both sides of a pair and is copied by who translates it: names, rare words, numbers. A network that has
 * seen each of them many times respells the ones it has not; here others take their place, on both sides alike, or masks
 * (Currey et al. 2017, "Copied Monolingual Data Improves Low-Resource Neural Machine Translation", show the network that
 * there is such a thing as copying; the places are what is new here).
 *
 * Not here: which pairs get such a variant (variants.ts), what the others look like (made-up.ts).
 */
import { maskToken, PLACEHOLDER_TOKENS } from '../text';
import type { Pair } from './corpus';
import { madeUpDigits, madeUpIdentifier, madeUpName } from './made-up';
import type { Random } from '../random';
import type { Words } from './words';
import { LATIN_WORD } from './words';

/** A stretch of text that the other side has, too. */
interface Place {
  start: number;
  text: string;
}

/** The same in source and target, once in each. */
interface Copied {
  source: Place;
  target: Place;
}

/** Words that stand there at most so often, both sides counted, are as good as unknown. */
const RARE = 6;
const SHORTEST_RARE = 4;
/** A name that is known takes the place as often as a made-up one. */
const SHARE_OF_KNOWN = 0.5;
/** Of what is copied in a pair so much changes, but something always. */
const SHARE_CHANGED = 0.7;

const MASK = /\u2991(\d+)\u2992/g;
/** Digits with signs between them: 1,500 · 1 500 · 12.5 · 2026-11-28 · 10:30. Part of no word. */
const NUMBER =
  /(?<![\p{L}\p{N}_.%\u2991-])\d+(?:[.,:/-]\d+|[ \u00a0\u202f]\d{3}(?!\d))*(?![\p{L}\p{N}_\u2992-])/gu;

/** @returns the pair with other names and rare words in it, or nothing where it has none */
export function otherNames(pair: Pair, words: Words, random: Random): Pair | undefined {
  return replaced(pair, changing(copiedWords(pair, words), random), ({ source }) => {
    const known = words.namesLike(source.text);
    const other =
      words.isName(source.text) && known.length > 0 && random.uniform() < SHARE_OF_KNOWN
        ? known[random.below(known.length)]
        : madeUpName(source.text, random);
    return [other, other];
  });
}

/** @returns the pair with other numbers in it, written as they were, or nothing where it has none */
export function otherNumbers(pair: Pair, random: Random): Pair | undefined {
  return replaced(pair, changing(copiedNumbers(pair), random), ({ source, target }) => {
    const digits = madeUpDigits(source.text.replace(/\D/g, ''), random);
    const written = (text: string): string => {
      let i = 0;
      return text.replace(/\d/g, () => digits[i++]);
    };
    return [written(source.text), written(target.text)];
  });
}

/** @returns the pair with masks for some names, rare words and numbers, or nothing where it has none or too many masks */
export function masked(pair: Pair, words: Words, random: Random): Pair | undefined {
  const chosen = changing([...copiedWords(pair, words), ...copiedNumbers(pair)], random);
  let next = masksIn(pair.source).length;
  return renumbered(
    replaced(pair, chosen, () => {
      const mask = maskToken(next++);
      return [mask, mask];
    }),
  );
}

/** @returns the pair with made-up identifiers for some of its masks, or nothing where it has none */
export function identified(pair: Pair, random: Random): Pair | undefined {
  const numbers = changing(masksIn(pair.source), random);
  if (numbers.length === 0) return undefined;
  const names = new Map(numbers.map((number) => [number, madeUpIdentifier(random)]));
  const named = (text: string): string =>
    text.replace(MASK, (mask, digits: string) => names.get(Number(digits)) ?? mask);
  return renumbered({ source: named(pair.source), target: named(pair.target) });
}

/** @returns several pairs as one, or nothing where there are more masks than tokens for them */
export function joined(pairs: readonly Pair[]): Pair | undefined {
  let before = 0;
  const parts = pairs.map(({ source, target }) => {
    const moved = (text: string): string =>
      text.replace(MASK, (_, digits: string) => maskToken(before + Number(digits)));
    const part = { source: moved(source), target: moved(target) };
    before += masksIn(source).length;
    return part;
  });
  if (before > PLACEHOLDER_TOKENS.length) return undefined;
  const side = (texts: string[]): string => texts.reduce((text, next) => text + spaceAfter(text) + next);
  return { source: side(parts.map((p) => p.source)), target: side(parts.map((p) => p.target)) };
}

/** Chinese has no space between sentences. */
const spaceAfter = (text: string): string =>
  /[\u3000-\u303f\uff00-\uffef\p{Script=Han}]$/u.test(text) ? '' : ' ';

const masksIn = (text: string): number[] => Array.from(text.matchAll(MASK), ([, digits]) => Number(digits));

/** Masks numbered from 0 in the order of the source, as in the editor. */
function renumbered(pair: Pair | undefined): Pair | undefined {
  if (!pair) return undefined;
  const order = masksIn(pair.source);
  if (order.length > PLACEHOLDER_TOKENS.length) return undefined;
  const side = (text: string): string =>
    text.replace(MASK, (_, digits: string) => maskToken(order.indexOf(Number(digits))));
  return { source: side(pair.source), target: side(pair.target) };
}

/** Some of the items, at least one where there are any. */
function changing<T>(items: T[], random: Random): T[] {
  if (items.length === 0) return [];
  const chosen = items.filter(() => random.uniform() < SHARE_CHANGED);
  return chosen.length > 0 ? chosen : [items[random.below(items.length)]];
}

/** @returns nothing where there is nothing to change, or the sides would no longer have the same things once */
function replaced(
  { source, target }: Pair,
  chosen: Copied[],
  others: (copied: Copied) => [source: string, target: string],
): Pair | undefined {
  if (chosen.length === 0) return undefined;
  const pairs = chosen.map((copied) => ({ copied, by: others(copied) }));
  const news = pairs.map(({ by }) => by[0]);
  if (new Set(news).size < news.length || news.some((text) => source.includes(text) || target.includes(text)))
    return undefined;
  const side = (text: string, which: 'source' | 'target', i: 0 | 1): string =>
    [...pairs]
      .sort((a, b) => b.copied[which].start - a.copied[which].start)
      .reduce((changed, { copied: { [which]: place }, by }) => {
        return changed.slice(0, place.start) + by[i] + changed.slice(place.start + place.text.length);
      }, text);
  return { source: side(source, 'source', 0), target: side(target, 'target', 1) };
}

function copiedWords(pair: Pair, words: Words): Copied[] {
  // In a sentence of capitals every word looks like a name.
  if (!/\p{Ll}/u.test(pair.source)) return [];
  return copied(pair, LATIN_WORD, (word) => word).filter(({ source: { text, start } }) => {
    if (!words.isName(text))
      return text.length >= SHORTEST_RARE && /^\p{Ll}/u.test(text) && words.count(text) <= RARE;
    // At the start of a sentence every word has a capital.
    return /\p{L}/u.test(pair.source.slice(0, start)) || /.\p{Lu}/u.test(text);
  });
}

/** From 2 on: "1 file" and "2 files" are not written alike. */
const copiedNumbers = (pair: Pair): Copied[] =>
  copied(pair, NUMBER, valueOf).filter(({ source: { text } }) => !/^[01](?!\d)/.test(text));

/** The digits as a number, in whatever language: 1,500 and 1 500 are 1500, 12,5 is 12.5. */
const valueOf = (number: string): string => number.replace(/[,\s](?=\d{3}(?!\d))/g, '').replace(/,/g, '.');

/** What the pattern finds once on each side, and means the same. */
function copied({ source, target }: Pair, pattern: RegExp, meaning: (text: string) => string): Copied[] {
  const [left, right] = [source, target].map((text) => {
    const places = new Map<string, Place[]>();
    for (const { 0: found, index } of text.matchAll(pattern)) {
      const key = meaning(found);
      places.set(key, [...(places.get(key) ?? []), { start: index, text: found }]);
    }
    return places;
  });
  return [...left].flatMap(([key, places]) => {
    const others = right.get(key) ?? [];
    return places.length === 1 && others.length === 1 ? [{ source: places[0], target: others[0] }] : [];
  });
}
