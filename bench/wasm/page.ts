/**
 * The page of the WebAssembly benchmark: the same sentences through beam 5 on onnxruntime-web and on this project's integer
 * kernels, and what the kernels' products alone reach. Runs in the page, and in Node for its V8.
 */
import * as ort from 'onnxruntime-web/wasm';
import type { LoadedModel } from '../../src/engine/loaded-model';
import { loadModel } from '../../src/engine/loaded-model';
import { translateSentences } from '../../src/engine/translate/translator';
import type { ModelCard } from '../../src/models';
import type { KernelBinaries, KernelBuild, OnnxRuntime, WasmOptions } from '../../src/runtime';
import { WasmSession } from '../../src/runtime';
import { buildFor, instantiate } from '../../src/runtime/wasm/kernels';
import { bytesOf } from '../../test/unit/runtime/webgl/script';
import { SENTENCES } from '../sentences';

export interface WireKernels {
  relaxed: string;
  exact: string;
}

export interface Speed {
  batch: number;
  wordsPerSecond: number;
  millisecondsAStep: number;
  rowsAStep: number;
}

/** A product like that of the output layer, for many rows. */
const PEAK = { rows: 160, inputs: 512, outputs: 8000 };

const kernelsOf = ({ relaxed, exact }: WireKernels): KernelBinaries => ({
  relaxed: bytesOf(relaxed),
  exact: bytesOf(exact),
});

const fetched = async (path: string): Promise<Uint8Array> =>
  new Uint8Array(await (await fetch(`http://localhost/${path}`)).arrayBuffer());

async function filesOf(id: string): Promise<Record<string, Uint8Array>> {
  const card = JSON.parse(new TextDecoder().decode(await fetched(`${id}/model.json`))) as ModelCard;
  const names = ['model.json', ...Object.keys(card.files)];
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await fetched(`${id}/${name}`)])),
  );
}

const models = new Map<string, LoadedModel>();
const sessions = new Map<string, WasmSession>();

async function speedOf(model: LoadedModel, batch: number): Promise<Speed> {
  const sentences = Array.from(
    { length: 32 },
    (_, i) => SENTENCES[model.card.source]![i % SENTENCES.en!.length],
  );
  const count = { steps: 0, rows: 0, milliseconds: 0 };
  const session: LoadedModel['session'] = {
    async encode(sources) {
      const decoder = await model.session.encode(sources);
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
    },
    dispose: () => Promise.resolve(),
  };
  const options = { beamSize: 5, lengthPenalty: 0.75, maxLength: 200, nBest: 1, batchSize: batch };
  const context = { signal: new AbortController().signal, progress: () => undefined };
  const start = performance.now();
  const translated = await translateSentences({ ...model, session }, sentences, options, context);
  const seconds = (performance.now() - start) / 1000;
  const words = translated.reduce((sum, t) => sum + (t.candidates[0]?.text.split(/\s+/).length ?? 0), 0);
  return {
    batch,
    wordsPerSecond: words / seconds,
    millisecondsAStep: count.milliseconds / count.steps,
    rowsAStep: count.rows / count.steps,
  };
}

export const api = {
  /** @returns milliseconds: of onnxruntime's sessions with everything that is checked, of packing alone */
  async load(id: string, kernels: WireKernels, options: Record<string, WasmOptions>) {
    ort.env.wasm.numThreads = 1;
    ort.env.wasm.wasmBinary ??= (await fetched('ort.wasm')).buffer as ArrayBuffer;
    const files = await filesOf(id);
    const start = performance.now();
    const model = await loadModel(ort as unknown as OnnxRuntime, files, 1);
    models.set('onnxruntime', model);
    const milliseconds: Record<string, number> = { onnxruntime: performance.now() - start };
    const { source, target, card, halves } = model;
    const vocabulary = {
      size: target.size,
      bos: target.ids.bos,
      eos: target.ids.eos,
      sourceEos: source.ids.eos,
      sourcePad: source.ids.pad,
    };
    const binaries = kernelsOf(kernels);
    for (const [name, option] of Object.entries(options)) {
      const from = performance.now();
      const wire = { ...halves, architecture: card.architecture, vocabulary };
      const session = await WasmSession.create(binaries, wire, option);
      sessions.set(name, session);
      models.set(name, { ...model, session });
      milliseconds[name] = performance.now() - from;
    }
    return { milliseconds, architecture: card.architecture };
  },

  /** Of the engine loaded last under that name. */
  speed: (name: string, batch: number): Promise<Speed> => speedOf(models.get(name)!, batch),

  /** The n-best lists of sentences, as texts. */
  async lists(name: string, sentences: string[]): Promise<string[][]> {
    const options = { beamSize: 5, lengthPenalty: 0.75, maxLength: 200, nBest: 5, batchSize: 32 };
    const context = { signal: new AbortController().signal, progress: () => undefined };
    const translated = await translateSentences(models.get(name)!, sentences, options, context);
    return translated.map(({ candidates }) => candidates.map(({ text }) => text));
  },

  bytes: (name: string): number | undefined => sessions.get(name)?.bytes,

  build: (kernels: WireKernels): Promise<KernelBuild> => buildFor(kernelsOf(kernels)),

  /** GFLOPS (2 · rows · inputs · outputs over time) of the product alone, the best of some. */
  async peak(kernels: WireKernels, build: KernelBuild, wide: boolean): Promise<number> {
    const { rows, inputs, outputs } = PEAK;
    const module = await instantiate(kernelsOf(kernels), build);
    const matrix = module.createMatrix(inputs, outputs, Number(wide));
    const x = module.allocate(4 * rows * inputs);
    new Float32Array(module.memory.buffer, x, rows * inputs).fill(0.1);
    const times = Array.from({ length: 12 }, () => {
      const start = performance.now();
      module.multiply(matrix, x, rows);
      return performance.now() - start;
    });
    return (2 * rows * inputs * outputs) / Math.min(...times) / 1e6;
  },
};

Object.assign(globalThis, { api });
