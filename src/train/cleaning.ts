/**
 * What is left out of parallel text before a network learns from it, and why. Each filter is a noun for a fault and a
 * test for it; `clean` counts what each took out. Khayrallah and Koehn 2018 ("On the Impact of Various Types of Noise
 * on Neural Machine Translation") measure what such pairs do: untranslated copies are the worst.
 */
import { maskPlaceholders, maskToken, normalize, PLACEHOLDER_TOKENS } from '../text';
import type { Pair } from './corpus';

/** How many pairs came, how many each step took out, how many are left. */
export type Counts = Record<string, number>;

/** The longest side that is still a sentence, in characters. */
const MOST_CHARACTERS = 500;
/** How far the lengths' ratio may be from what is usual in the corpora, as a factor. */
const RATIO_RANGE = 3;
/** Short texts may differ more: "OK" and « D'accord ». */
const RATIO_SLACK = 12;

type Fault = (pair: Pair, usualRatio: number) => boolean;

/** Of a line in one language, which is its own target. */
const FAULTS_OF_LINES: Record<string, Fault> = {
  'without letters': ({ source, target }) => !/\p{L}/u.test(source) || !/\p{L}/u.test(target),
  'too long': ({ source, target }) => Math.max(source.length, target.length) > MOST_CHARACTERS,
};

const FAULTS_OF_PAIRS: Record<string, Fault> = {
  ...FAULTS_OF_LINES,
  'length ratio': ({ source, target }, usual) => {
    const expected = source.length * usual;
    return (
      target.length > RATIO_RANGE * expected + RATIO_SLACK ||
      expected > RATIO_RANGE * target.length + RATIO_SLACK
    );
  },
  'numbers differ': ({ source, target }) => numbersOf(source) !== numbersOf(target),
  untranslated: ({ source, target }) =>
    source.toLowerCase() === target.toLowerCase() && (source.match(/\p{Ll}{2,}/gu) ?? []).length > 2,
};

/** A fault that depends on the languages: most letters of the target are of another script. */
const wrongScript =
  (target: string): Fault =>
  (pair) => {
    const own = target.startsWith('zh') ? /\p{Script=Han}/gu : /\p{Script=Latin}/gu;
    const share = count(pair.target, own) / Math.max(1, count(pair.target, /\p{L}/gu));
    // Names stay in Latin letters in Chinese text, too.
    const copied = pair.source.toLowerCase() === pair.target.toLowerCase();
    return !copied && share < (target.startsWith('zh') ? 0.2 : 0.9);
  };

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/** Of two digits and more, in order of size; separators between digits do not count. */
function numbersOf(text: string): string {
  const numbers = text.replace(/(?<=\d)[\s.,\u202f](?=\d{3}(?!\d))/g, '').match(/\d{2,}/g) ?? [];
  return numbers.sort().join(' ');
}

export const normalizePair = ({ source, target }: Pair): Pair => ({
  source: normalize(source),
  target: normalize(target),
});

/**
 * @param pairs normalised
 * @param languages BCP 47 tags; the same one twice for lines of one language
 * @param counts gets a number for each step
 * @returns the pairs without a fault, each once, placeholders masked on both sides
 */
export function clean<P extends Pair>(
  pairs: P[],
  languages: { source: string; target: string },
  counts: Counts,
): P[] {
  const ratio = usualRatio(pairs);
  let left = pairs;
  for (const [name, fault] of Object.entries(faultsOf(languages))) {
    const kept = left.filter((pair) => !fault(pair, ratio));
    counts[name] = left.length - kept.length;
    left = kept;
  }
  const masked = left.flatMap((pair) => maskPair(pair) ?? []);
  counts['placeholders differ'] = left.length - masked.length;
  const distinct = withoutDuplicates(masked);
  counts.duplicates = masked.length - distinct.length;
  return distinct;
}

/**
 * @param pairs normalised, of two languages
 * @returns of each pair the first fault for which `clean` leaves it out, undefined for none
 */
export function faultNames(
  pairs: Pair[],
  languages: { source: string; target: string },
): (string | undefined)[] {
  const ratio = usualRatio(pairs);
  const faults = Object.entries(faultsOf(languages));
  return pairs.map(
    (pair) =>
      faults.find(([, fault]) => fault(pair, ratio))?.[0] ??
      (maskPair(pair) ? undefined : 'placeholders differ'),
  );
}

function faultsOf({ source, target }: { source: string; target: string }): Record<string, Fault> {
  if (source === target) return FAULTS_OF_LINES;
  return { ...FAULTS_OF_PAIRS, 'wrong script': either(wrongScript(target), wrongScript(source)) };
}

const either =
  (ofTarget: Fault, ofSource: Fault): Fault =>
  (pair, ratio) =>
    ofTarget(pair, ratio) || ofSource({ source: pair.target, target: pair.source }, ratio);

/** The median of target length over source length. */
function usualRatio(pairs: Pair[]): number {
  const ratios = pairs.map(({ source, target }) => target.length / Math.max(1, source.length));
  return ratios.sort((a, b) => a - b)[Math.floor(ratios.length / 2)] ?? 1;
}

function withoutDuplicates<P extends Pair>(pairs: P[]): P[] {
  const seen = new Set<string>();
  return pairs.filter(({ source, target }) => {
    const key = `${source}\t${target}`;
    return !seen.has(key) && seen.add(key) !== undefined;
  });
}

/**
 * Masks the placeholders of both sides by the numbers they have in the source.
 * @returns nothing where the two sides do not have the same ones, or more than there are tokens for
 */
export function maskPair<P extends Pair>(pair: P): P | undefined {
  const source = maskPlaceholders(pair.source);
  const target = maskPlaceholders(pair.target);
  const { length } = source.placeholders;
  if (length !== target.placeholders.length || length > PLACEHOLDER_TOKENS.length) return undefined;
  if (length === 0) return pair;
  const open = [...source.placeholders.keys()];
  const numbers = target.placeholders.map((placeholder) => {
    const at = open.findIndex((i) => source.placeholders[i] === placeholder);
    return at < 0 ? -1 : open.splice(at, 1)[0];
  });
  if (numbers.includes(-1)) return undefined;
  const renumbered = target.text.replace(/\u2991(\d+)\u2992/g, (_, i: string) =>
    maskToken(numbers[Number(i)]),
  );
  return { ...pair, source: source.text, target: renumbered };
}
