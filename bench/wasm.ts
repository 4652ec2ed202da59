/**
 * The integer kernels in figures, beside onnxruntime-web in one page and one run of headless Chromium: words a second, a
 * step, the share of what their products alone reach; and how often their n-best lists are those of float32, for each way of
 * storing activations.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileKernels } from '../src/node/kernels';
import type { WasmOptions } from '../src/runtime';
import { BenchPage } from './chromium';
import { decoderWeights } from './decoder-weights';
import type { Row } from './measure';
import { median } from './measure';
import type { api, Speed, WireKernels } from './wasm/page';

type Page = BenchPage<typeof api>;

/** Interleaved, so that a slow moment of the machine hits all. */
const ROUNDS = 3;
const BATCHES = [1, 32];

const ALL_WIDE = { cells: true, attention: true, readout: true, output: true };
const ALL_NARROW = { cells: false, attention: false, readout: false, output: false };

/** By what the tables call them. */
const WAYS: Record<string, WasmOptions> = {
  'relaxed products, 14 bits': { build: 'relaxed', precision: ALL_WIDE },
  'relaxed products, 7 bits': { build: 'relaxed', precision: ALL_NARROW },
  'relaxed products, output layer 14 bits, the rest 7': {
    build: 'relaxed',
    precision: { ...ALL_NARROW, readout: true, output: true },
  },
  'relaxed products, output layer 7 bits, the rest 14': {
    build: 'relaxed',
    precision: { ...ALL_WIDE, readout: false, output: false },
  },
  'exact products, 14 bits': { build: 'exact' },
};
/** What ships, on machines with and without relaxed products. */
const SHIPPED = ['relaxed products, 14 bits', 'exact products, 14 bits'];

async function wireKernels(): Promise<WireKernels> {
  const { relaxed, exact } = await compileKernels();
  const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
  return { relaxed: base64(relaxed), exact: base64(exact) };
}

async function onPage<T>(work: (page: Page, kernels: WireKernels) => Promise<T>): Promise<T> {
  const page = await BenchPage.open<typeof api>('wasm/page.ts');
  try {
    return await work(page, await wireKernels());
  } finally {
    await page.close();
  }
}

/** Words a second of what ships and of onnxruntime-web; the share of products is that of batch 32. */
export const benchWasmSpeed = (model: string): Promise<Row[]> =>
  onPage(async (page, kernels) => {
    const options = Object.fromEntries(SHIPPED.map((name) => [name, WAYS[name]]));
    const { milliseconds, architecture } = await page.call('load', model, kernels, options);
    const names = ['onnxruntime', ...SHIPPED];
    const speeds = new Map<string, Speed[]>();
    for (let round = 0; round < ROUNDS; round++)
      for (const name of names)
        for (const batch of BATCHES) {
          const key = `${name} ${batch}`;
          speeds.set(key, [...(speeds.get(key) ?? []), await page.call('speed', name, batch)]);
        }
    const rows: Row[] = [];
    for (const name of names)
      for (const batch of BATCHES) {
        const all = speeds.get(`${name} ${batch}`)!;
        const words = median(all.map(({ wordsPerSecond }) => wordsPerSecond));
        const step = median(all.map(({ millisecondsAStep }) => millisecondsAStep));
        const peer = median(speeds.get(`onnxruntime ${batch}`)!.map(({ wordsPerSecond }) => wordsPerSecond));
        const gflops = (2 * all[0].rowsAStep * decoderWeights(architecture)) / step / 1e6;
        const build = WAYS[name]?.build;
        const peak = build && (await page.call('peak', kernels, build, true));
        const bytes = await page.call('bytes', name);
        rows.push({
          backend: name,
          batch,
          'words/s': Math.round(words),
          'times onnxruntime-web': (words / peer).toFixed(1),
          'ms a step': step.toFixed(2),
          GFLOPS: gflops.toFixed(0),
          'share of the product alone': peak ? `${((100 * gflops) / peak).toFixed(0)} %` : '',
          'load ms': Math.round(milliseconds[name]),
          'memory MB': bytes ? (bytes / 1e6).toFixed(0) : '',
        });
      }
    return rows;
  });

/** The sentences that the WebGL backend is compared on. */
const SENTENCES = readFileSync(join(__dirname, '../test/fixtures/sentences-en.txt'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));

/** Against onnxruntime-web in float32. */
export const benchWasmLists = (model: string): Promise<Row[]> =>
  onPage(async (page, kernels) => {
    await page.call('load', model, kernels, WAYS);
    const wanted = await page.call('lists', 'onnxruntime', SENTENCES);
    const rows: Row[] = [];
    for (const name of Object.keys(WAYS)) {
      const found = await page.call('lists', name, SENTENCES);
      const same = (equal: (i: number) => boolean): string =>
        `${found.filter((_, i) => equal(i)).length} of ${found.length}`;
      rows.push({
        activations: name,
        'first candidates as in float32': same((i) => found[i][0] === wanted[i][0]),
        'whole lists of five': same((i) => found[i].join('\n') === wanted[i].join('\n')),
      });
    }
    return rows;
  });
