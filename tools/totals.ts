/** How many tests passed and failed, and how a suite in a process of its own tells. */
import { readFileSync, writeFileSync } from 'node:fs';

export interface Totals {
  passed: number;
  failed: number;
}

export const sum = (all: readonly Totals[]): Totals => ({
  passed: all.reduce((n, { passed }) => n + passed, 0),
  failed: all.reduce((n, { failed }) => n + failed, 0),
});

/** Names the file for the totals of a suite run by `npm test`. */
export const TOTALS_FILE = 'TOTALS_FILE';

/** Tells the totals to whoever runs this process as a suite, if anybody does. */
export function reportTotals(totals: Totals): void {
  const file = process.env[TOTALS_FILE];
  if (file) writeFileSync(file, JSON.stringify(totals));
}

/** @returns undefined when the suite ended before it could tell */
export function readTotals(file: string): Totals | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Totals;
  } catch {
    return undefined;
  }
}
