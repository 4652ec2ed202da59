/** Numbers among the options, with the error a user expects. */
import { InvalidArgumentError } from 'commander';

function checked(text: string, ok: (value: number) => boolean, what: string): number {
  const value = Number(text);
  if (text.trim() === '' || !ok(value)) throw new InvalidArgumentError(`must be ${what}`);
  return value;
}

/** How much may be asked for before the memory or the day is gone. */
export const MOST = {
  /** Hypotheses: each keeps a state, and a score of every word of the vocabulary. */
  beam: 256,
  tokens: 1000,
  threads: 256,
  seeds: 1000,
  stages: 1000,
  /** Prefixes that exact search visits, an hour and more. */
  nodes: 1_000_000,
} as const;

/** A whole number from 1 to `most`. */
export const count =
  (most: number) =>
  (text: string): number =>
    checked(text, (v) => Number.isInteger(v) && v >= 1 && v <= most, `a whole number from 1 to ${most}`);

export const positive = (text: string): number =>
  checked(text, (v) => v > 0 && v < Infinity, 'a number above 0');
export const nonNegative = (text: string): number =>
  checked(text, (v) => v >= 0 && v < Infinity, 'a number from 0 on');
export const anyNumber = (text: string): number => checked(text, Number.isFinite, 'a number');
