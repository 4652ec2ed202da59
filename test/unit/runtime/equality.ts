/** Engines beside onnxruntime: random networks, scripts of steps for both, and what counts as the same answer. */
import assert from 'node:assert/strict';
import type { Architecture, LayerSpec } from '../../../src/rnn';
import type { Script, ScriptResult } from './webgl/script';

/** Padded batches, reordered, repeated, dropped rows, and a state that is stepped from twice. */
export function randomScript(
  a: Architecture,
  next: () => number,
  B: number,
  rows: number,
  k: number,
): Script {
  const integer = (below: number): number => Math.floor(next() * below);
  const list = (size: number, below: number): number[] => Array.from({ length: size }, () => integer(below));
  const sources = Array.from({ length: B }, () => list(1 + integer(9), a.sourceVocabulary));
  const counts = [B, rows, Math.max(1, rows - 2), rows, 1];
  const from = [0, 1, 2, 2, 4];
  const before = [B, ...counts];
  const steps = counts.map((count, i) => ({
    from: from[i],
    parents: list(count, before[from[i]]),
    tokens: list(count, a.targetVocabulary),
    k: Math.min(i === 3 ? 1 : k, a.targetVocabulary),
    ...(i % 2 === 1 && { probes: list(count * (1 + i), a.targetVocabulary) }),
  }));
  return { sources, steps };
}

function assertNear(
  found: number[] | undefined,
  wanted: number[] | undefined,
  tolerance: number,
  what: string,
) {
  assert.equal(found?.length, wanted?.length, what);
  wanted?.forEach((value, i) => {
    assert.ok(Math.abs(found![i] - value) <= tolerance, `${what}[${i}]: ${found![i]} instead of ${value}`);
  });
}

/** The same words, but for neighbours whose probabilities differ by less than the tolerance. */
export function assertSame(
  found: ScriptResult[],
  wanted: ScriptResult[],
  steps: Script['steps'],
  tolerance: number,
): void {
  found.forEach((result, step) => {
    const expected = wanted[step];
    assertNear(result.logProbs, expected.logProbs, tolerance, `step ${step}, log-probabilities`);
    assertNear(result.probeLogProbs, expected.probeLogProbs, tolerance, `step ${step}, probes`);
    assertNear(result.attention, expected.attention, tolerance, `step ${step}, attention`);
    const { k } = steps[step];
    result.tokens.forEach((token, i) => {
      if (token === expected.tokens[i]) return;
      const row = Math.floor(i / k) * k;
      const near = expected.logProbs
        .slice(row, row + k)
        .filter((p) => Math.abs(p - expected.logProbs[i]) <= 2 * tolerance);
      const atEnd = expected.logProbs[i] - expected.logProbs[row + k - 1] <= 2 * tolerance;
      assert.ok(
        near.length > 1 || atEnd,
        `step ${step}: word ${token} instead of ${expected.tokens[i]} at ${i}`,
      );
    });
  });
}

/** Any depth, mix of cells and sizes, most of them no multiples of 4. */
export function randomArchitecture(next: () => number): Architecture {
  const integer = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  const pick = <T>(...values: T[]): T => values[Math.floor(next() * values.length)];
  const layer = (hidden: number, bidirectional: boolean): LayerSpec => {
    const cell = pick<'gru' | 'lstm'>('gru', 'gru', 'lstm');
    return {
      cell,
      hidden,
      ...(bidirectional && { bidirectional }),
      ...(cell === 'gru' && { linearBeforeReset: pick(true, false) }),
    };
  };
  const stack = (canTurn: boolean) => ({
    layers: Array.from({ length: integer(1, 3) }, () => layer(integer(3, 90), canTurn && pick(true, false))),
    residual: pick(true, false),
  });
  return {
    embedding: integer(3, 70),
    encoder: stack(true),
    decoder: stack(false),
    attention: pick(null, {
      score: pick<'additive' | 'multiplicative'>('additive', 'multiplicative'),
      size: integer(3, 50),
      inputFeeding: pick(true, false),
    }),
    sourceVocabulary: integer(10, 200),
    targetVocabulary: integer(40, 900),
  };
}
