/**
 * The WebGL engine in figures. All runtimes in one page and one run: what else the machine does changes every time, but
 * hardly the ratios. Beside the steps, whole sentences through beam 5 for each bundled model.
 */
import { bundledModels, readCard } from '../src/node/models';
import { random } from '../test/unit/support/ort';
import { BenchPage } from './chromium';
import type { Row } from './measure';
import type { api } from './webgl/page';
import { stepModel } from './webgl/models';
import type { StepShape } from './webgl/peer';
import { peerGraph } from './webgl/peer';

/** As issue 4 has them, and a tiny one, whose time is what a step costs by itself. */
const SHAPES: StepShape[] = [
  { B: 1, E: 256, H: 256, V: 8000 },
  { B: 5, E: 256, H: 512, V: 8000 },
  { B: 16, E: 256, H: 512, V: 16000 },
  { B: 64, E: 256, H: 512, V: 8000 },
  { B: 5, E: 64, H: 64, V: 512 },
];
const K = 8;
/** Interleaved, so that a slow moment of the machine hits all. */
const ROUNDS = 3;

const ms = (value: number): string => value.toFixed(value < 10 ? 2 : 1);
const times = (peer: number, own: number): string => `${ms(peer)} (${(peer / own).toFixed(1)}×)`;
const median = (values: number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1];

/** Minutes without a graphics card, so each row is also shown when it is done. */
function progress(row: Row): Row {
  console.error(Object.values(row).join(' | '));
  return row;
}

export async function benchWebglSteps(): Promise<Row[]> {
  const page = await BenchPage.open<typeof api>('webgl/page.ts');
  try {
    const rows: Row[] = [];
    for (const shape of SHAPES) rows.push(progress(await stepRow(page, shape)));
    return rows;
  } finally {
    await page.close();
  }
}

async function stepRow(page: BenchPage<typeof api>, shape: StepShape): Promise<Row> {
  const { B, E, H, V } = shape;
  const model = stepModel(shape, 'int8', random(1));
  const graph = Buffer.from(peerGraph(shape, random(1))).toString('base64');
  const steps = { own: [] as number[], plain: [] as number[], packed: [] as number[], tfjs: [] as number[] };
  let first: Awaited<ReturnType<typeof page.call<'own'>>> | undefined;
  for (let round = 0; round < ROUNDS; round++) {
    const own = await page.call('own', model, B, K, 15);
    first ??= own;
    steps.own.push(own.median);
    steps.tfjs.push((await page.call('tensorflow', shape, 7)).median);
    steps.packed.push((await page.call('onnxruntime', 'packed', graph, shape, 4)).median);
    steps.plain.push((await page.call('onnxruntime', 'plain', graph, shape, 3)).median);
  }
  const own = median(steps.own);
  return {
    '(B, E, H, V)': [B, E, H, V].join(', '),
    'own ms': ms(own),
    'ORT WebGL ms': times(median(steps.plain), own),
    'ORT WebGL packed ms': times(median(steps.packed), own),
    'tfjs ms': times(median(steps.tfjs), own),
    'upload, first encoding ms': Math.round(first!.created),
    'first step ms': Math.round(first!.first),
    'draws a step': first!.draws,
    'read-backs a step': first!.reads,
    'weights MB': (first!.weights / 1e6).toFixed(1),
  };
}

const OWN_ENGINES = ['webgl', 'wasm'] as const;

const isLanguageModel = (model: string): boolean => readCard(model).task === 'complete';

/** Everyday sentences through beam 5, one at a time and eight together. */
export async function benchWebglSentences(): Promise<Row[]> {
  const page = await BenchPage.open<typeof api>('webgl/page.ts');
  try {
    const rows: Row[] = [];
    for (const model of bundledModels())
      // The peer of the benchmark has no decoder without a source.
      for (const engine of isLanguageModel(model) ? OWN_ENGINES : [...OWN_ENGINES, 'tfjs' as const]) {
        const result = await page.call('sentences', model, engine);
        const row = {
          model,
          engine,
          'sentences/s, one by one': result.single.toFixed(2),
          'sentences/s, eight together': result.batch.toFixed(2),
          'ms a step': ms(result.step),
          'load ms': Math.round(result.load),
          'first word after load, ms': Math.round(result.firstWord),
        };
        rows.push(progress(row));
      }
    return rows;
  } finally {
    await page.close();
  }
}
