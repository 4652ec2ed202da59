/**
 * Reads `metrics-golden.json`: figures that sacreBLEU 2.6.0 gave for five small test sets.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BleuSmoothing, BleuTokenizer } from '../../../src/metrics';

interface GoldenBleu {
  tokenize: BleuTokenizer;
  smooth: BleuSmoothing;
  smoothValue: number | null;
  lowercase: boolean;
  effectiveOrder: boolean;
  score: number;
  precisions: number[];
  bp: number;
  hypLen: number;
  refLen: number;
  counts: number[];
  totals: number[];
  signature: string;
}

interface GoldenChrf {
  charOrder: number;
  wordOrder: number;
  beta: number;
  lowercase: boolean;
  score: number;
  signature: string;
}

interface GoldenSet {
  name: string;
  hyp: string[];
  refs: string[][];
  bleu: GoldenBleu[];
  sentenceBleu: { index: number; score: number }[];
  chrf: GoldenChrf[];
}

export const golden = JSON.parse(
  readFileSync(join(__dirname, '../../fixtures/metrics-golden.json'), 'utf8'),
) as { source: string; sets: GoldenSet[] };

/** Equal to sacreBLEU's figure to 1e-6. */
export function assertClose(actual: number, expected: number, what: string): void {
  assert.ok(Math.abs(actual - expected) <= 1e-6, `${what}: ${actual} instead of ${expected}`);
}
