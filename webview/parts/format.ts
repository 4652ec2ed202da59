/** Numbers as people read them in VS Code's language. */
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
export const fixed = (value: number, digits: number): string =>
  formatOf({ minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);

export const integer = (value: number): string => formatOf({ maximumFractionDigits: 0 }).format(value);

/** A probability: three digits that count, however small; 0.000012 as 1.20e-5. */
export function probability(p: number): string {
  if (p === 0) return '0';
  if (p < 0.0001) return p.toExponential(2);
  return formatOf({ minimumSignificantDigits: 2, maximumSignificantDigits: 3 }).format(p);
}

/** The least share that is told as a number. */
const LEAST = 0.001;

/** For small places: a share as percent; what is too small to tell is less than the least. */
export function percent(p: number): string {
  const told = formatOf({ style: 'percent', maximumFractionDigits: p < 0.1 ? 1 : 0 });
  return p > 0 && p < LEAST / 2 ? `<${told.format(LEAST)}` : told.format(p);
}

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

/** A count as the engine writes it, of any size: digits in groups, powers of ten raised; 10^88 as 10⁸⁸. */
export const count = (written: string): string =>
  /^\d+$/.test(written)
    ? formatOf({}).format(BigInt(written))
    : written.replace(/\^(-?\d+)/g, (_, power: string) => power.replace(/./g, (sign) => RAISED[sign]));
