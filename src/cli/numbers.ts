/** Numbers among the options, with the error a user expects. */
import { InvalidArgumentError } from 'commander';

function checked(text: string, ok: (value: number) => boolean, what: string): number {
  const value = Number(text);
  if (text.trim() === '' || !ok(value)) throw new InvalidArgumentError(`must be ${what}`);
  return value;
}

export const positive = (text: string): number =>
  checked(text, (v) => v > 0 && v < Infinity, 'a number above 0');
export const nonNegative = (text: string): number =>
  checked(text, (v) => v >= 0 && v < Infinity, 'a number from 0 on');
export const anyNumber = (text: string): number => checked(text, Number.isFinite, 'a number');
