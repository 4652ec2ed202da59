/**
 * What stands between a first shortcut and its text, without VS Code: the engine's worker in a fresh page of headless
 * Chromium, one model, one sentence; and the memory that the worker has then.
 */
import { join } from 'node:path';
import { compileKernels } from '../src/node/kernels';
import { BenchPage, bundle } from './chromium';
import type { api, FirstUse } from './first-use/page';
import type { Row } from './measure';
import { median } from './measure';

const ROUNDS = 3;

/** Medians of fresh pages: nothing has been compiled yet. */
export async function benchFirstUse(model: string): Promise<Row[]> {
  const { relaxed, exact } = await compileKernels();
  const served = {
    'engine.js': await bundle(join(__dirname, '../src/engine/worker.ts'), ['worker']),
    'kernels-relaxed.wasm': Buffer.from(relaxed),
    'kernels-exact.wasm': Buffer.from(exact),
  };
  const all: FirstUse[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const page = await BenchPage.open<typeof api>('first-use/page.ts', { served });
    try {
      all.push(await page.call('firstUse', model));
    } finally {
      await page.close();
    }
  }
  const of = (part: (one: FirstUse) => number): number => Math.round(median(all.map(part)));
  return [
    {
      model,
      'worker started (ms)': of(({ worker }) => worker),
      'model loaded (ms)': of(({ load }) => load),
      'first sentence (ms)': of(({ first }) => first),
      'second sentence (ms)': of(({ second }) => second),
      'together, without reading files (ms)': of(({ worker, load, first }) => worker + load + first),
      'memory of the worker (MB)': of(({ bytes }) => bytes / 1e6),
    },
  ];
}
