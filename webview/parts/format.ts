/**
 * Numbers as people read them in VS Code's language: one function a kind of number, so that a kind looks the same
 * everywhere. Not here: numbers of files for programs, which have no language (score-export.ts).
 */
import { currentLanguage } from '../app/l10n';

const formats = new Map<string, Intl.NumberFormat>();

function formatOf(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${currentLanguage()} ${JSON.stringify(options)}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(currentLanguage(), options);
    formats.set(key, format);
  }
  return format;
}

/** With exactly so many digits after the point. */
const fixed = (value: number, digits: number, sign: 'auto' | 'exceptZero' = 'auto'): string =>
  formatOf({
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    signDisplay: sign,
  }).format(value);

/** The least share that is told as a number. */
const LEAST = 0.001;

/** A share of a whole, for small places; what is too small to tell is less than the least. */
export function percent(p: number): string {
  const told = formatOf({ style: 'percent', maximumFractionDigits: p < 0.1 ? 1 : 0 });
  return p > 0 && p < LEAST / 2 ? `<${told.format(LEAST)}` : told.format(p);
}

/** How much larger a share is than another, in points of percent, always with its sign. */
export const percentMore = (change: number): string =>
  formatOf({ style: 'percent', maximumFractionDigits: 0, signDisplay: 'exceptZero' }).format(change);

const SMALL = 0.0001;

/** A probability: three digits that count, however small; 0.000012 as 1.20 × 10⁻⁵. */
export function probability(p: number): string {
  if (p === 0) return '0';
  if (p >= SMALL) return formatOf({ minimumSignificantDigits: 2, maximumSignificantDigits: 3 }).format(p);
  const [digits, power] = p.toExponential(2).split('e');
  return `${fixed(Number(digits), 2)} × 10${raised(power)}`;
}

/** A logarithm of a probability, and what is made of it: a score. @param value null: of nothing possible */
export const logProbability = (value: number | null): string => fixed(value ?? -Infinity, 3);

/** A weight of attention among others that sum to 1. */
export const weight = (value: number): string => fixed(value, 3);

/** What a gate or a unit of a state holds. */
export const activation = (value: number): string => fixed(value, 4);

/** A setting that a slider sets. */
export const setting = (value: number): string => fixed(value, 2);

export const seconds = (milliseconds: number): string => fixed(milliseconds / 1000, 2);

/** A score of the field, from 0 to 100. */
export const points = (score: number): string => fixed(score, 2);

/** As exactly as the lecture has its scores, from 0 to 1. */
export const lecturePoints = (score: number): string => fixed(score, 6);

/** One part of a score of the lecture. */
export const lecturePart = (part: number): string => fixed(part, 4);

/** The score of one sentence, whose hundredths say nothing. */
export const roughPoints = (score: number): string => fixed(score, 1);

/** By how much a score has changed, with its sign. */
export const pointsMore = (change: number): string => fixed(change, 2, 'exceptZero');
export const roughPointsMore = (change: number): string => fixed(change, 1, 'exceptZero');

/** A brevity penalty, from 0 to 1. */
export const penalty = (value: number): string => fixed(value, 3);

export const integer = (value: number): string => formatOf({ maximumFractionDigits: 0 }).format(value);

const RAISED: Readonly<Record<string, string>> = {
  '0': '⁰',
  '1': '¹',
  '2': '²',
  '3': '³',
  '4': '⁴',
  '5': '⁵',
  '6': '⁶',
  '7': '⁷',
  '8': '⁸',
  '9': '⁹',
  '-': '⁻',
};

const raised = (power: string): string => power.replace(/[-\d]/g, (sign) => RAISED[sign]);

/** A count as the engine writes it, of any size: digits in groups, powers of ten raised; 10^88 as 10⁸⁸. */
export const count = (written: string): string =>
  /^\d+$/.test(written)
    ? formatOf({}).format(BigInt(written))
    : written.replace(/\^(-?\d+)/g, (_, power: string) => raised(power));
