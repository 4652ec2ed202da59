/**
 * Decoding with beam 5 by the bundled model: onnxruntime-web's WebAssembly on one thread, as the editor has it, beside
 * onnxruntime-node on one thread, in the same run.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ort as node } from '../src/node/onnxruntime';
import * as web from 'onnxruntime-web/wasm';
import { readFolder, modelFolder } from '../src/node/models';
import type { LoadedModel } from '../src/engine/loaded-model';
import { loadModel } from '../src/engine/loaded-model';
import { translateSentences } from '../src/engine/translate/translator';
import type { OnnxRuntime } from '../src/runtime';
import { decoderWeights } from './decoder-weights';
import type { Row } from './measure';
import { productPeak } from './measure';
import { SENTENCES } from './sentences';

const WARM_UP = 2;

export async function benchDecoding(model: string): Promise<Row[]> {
  web.env.wasm.numThreads = 1;
  const wasm = join(__dirname, '../node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.wasm');
  web.env.wasm.wasmBinary = new Uint8Array(readFileSync(wasm)).buffer;
  const rows: Row[] = [];
  const runtimes: [string, OnnxRuntime][] = [
    ['onnxruntime-web, WebAssembly', web as unknown as OnnxRuntime],
    ['onnxruntime-node', node],
  ];
  for (const [name, ort] of runtimes) {
    const peak = await (await productPeak(ort, 1)).measure();
    const start = performance.now();
    const loaded = await loadModel(ort, readFolder(modelFolder(model)), 1);
    const load = performance.now() - start;
    for (const batch of [1, 32])
      rows.push({
        runtime: name,
        batch,
        ...(await decode(loaded, batch, peak)),
        'load ms': Math.round(load),
      });
    await loaded.session.dispose();
  }
  return rows;
}

async function decode(model: LoadedModel, batch: number, peak: number): Promise<Row> {
  const sentences = Array.from({ length: 32 }, (_, i) => SENTENCES.en[i % SENTENCES.en.length]);
  const counted = countSteps(model);
  const options = { beamSize: 5, lengthPenalty: 0.75, maxLength: 200, nBest: 1, batchSize: batch };
  const context = { signal: new AbortController().signal, progress: () => undefined };
  await translateSentences(model, sentences.slice(0, WARM_UP * 4), options, context);
  counted.reset();
  const start = performance.now();
  const translated = await translateSentences(model, sentences, options, context);
  const seconds = (performance.now() - start) / 1000;
  const { steps, rows, milliseconds } = counted.totals();
  const words = translated.reduce((sum, t) => sum + (t.candidates[0]?.text.split(/\s+/).length ?? 0), 0);
  const gflops = (2 * rows * decoderWeights(model.card.architecture)) / milliseconds / 1e6;
  return {
    'sentences/s': (sentences.length / seconds).toFixed(1),
    'words/s': Math.round(words / seconds),
    'ms a step': (milliseconds / steps).toFixed(2),
    'rows a step': (rows / steps).toFixed(1),
    GFLOPS: gflops.toFixed(1),
    'product peak': peak.toFixed(0),
    share: `${((100 * gflops) / peak).toFixed(0)} %`,
  };
}

/** Counts the steps, rows and time of a model's decoder from now on. */
function countSteps(model: LoadedModel): {
  reset(): void;
  totals(): { steps: number; rows: number; milliseconds: number };
} {
  const count = { steps: 0, rows: 0, milliseconds: 0 };
  const encode = model.session.encode.bind(model.session);
  model.session.encode = async (sources) => {
    const decoder = await encode(sources);
    const step = decoder.step.bind(decoder);
    decoder.step = async (request) => {
      const start = performance.now();
      const result = await step(request);
      count.milliseconds += performance.now() - start;
      count.steps++;
      count.rows += request.tokens.length;
      return result;
    };
    return decoder;
  };
  return {
    reset: () => Object.assign(count, { steps: 0, rows: 0, milliseconds: 0 }),
    totals: () => ({ ...count }),
  };
}
