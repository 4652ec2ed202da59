/** Whole sentences through beam 5 by a bundled model, on one of the runtimes. Runs in the page. */
import { writeModel } from '../../src/graph';
import * as tf from '@tensorflow/tfjs-core';
import * as ort from 'onnxruntime-web/wasm';
import { beamSearch } from '../../src/search';
import type { OpenBackends, LoadedModel } from '../../src/engine/loaded-model';
import { loadModel } from '../../src/engine/loaded-model';
import type { ModelCard } from '../../src/models';
import { openGraph, WebglSession } from '../../src/runtime';
import { encodeBlank, splitAtBlanks } from '../../src/text';
import { SENTENCES } from '../sentences';
import { TensorflowSession } from './tensorflow-session';

export type SentenceBackend = 'webgl' | 'wasm' | 'tfjs';

const fetched = async (path: string): Promise<ArrayBuffer> =>
  (await fetch(`http://localhost/${path}`)).arrayBuffer();

const addBackend =
  (backend: SentenceBackend): OpenBackends =>
  async (openOnnxruntime, model, card) => {
    if (backend === 'wasm') return openOnnxruntime();
    if (backend === 'webgl') return WebglSession.create(model);
    await tf.setBackend('webgl');
    const encoder = await openGraph(ort, writeModel(model.encoder), { threads: 1, name: 'encoder' });
    return new TensorflowSession(encoder, { card, ...model }, model.vocabulary);
  };

async function load(id: string, backend: SentenceBackend): Promise<LoadedModel> {
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.wasmBinary ??= await fetched('ort.wasm');
  const card = JSON.parse(new TextDecoder().decode(await fetched(`${id}/model.json`))) as ModelCard;
  const names = ['model.json', ...Object.keys(card.files)];
  const files = await Promise.all(
    names.map(async (name) => [name, new Uint8Array(await fetched(`${id}/${name}`))]),
  );
  return loadModel(ort, Object.fromEntries(files), 1, addBackend(backend));
}

interface Task {
  source: ArrayLike<number>;
  /** What a language model goes on with. */
  prefix: number[];
  maxLength: number;
}

/** The most tokens that a language model writes. */
const CONTINUED = 12;

function taskOf(model: LoadedModel, sentence: string): Task {
  const words = sentence.split(' ');
  const half = words.length >> 1;
  if (model.card.task === 'complete') {
    const prefix = [...model.target.encode(words.slice(0, half).join(' '))];
    return { source: [], prefix, maxLength: prefix.length + CONTINUED };
  }
  words[half] = '___';
  const source =
    model.card.task === 'translate'
      ? model.source.encode(sentence)
      : encodeBlank(model.source, splitAtBlanks(words.join(' ')), 0, true);
  return { source, prefix: [], maxLength: 2 * source.length + 10 };
}

export async function sentencesPerSecond(id: string, backend: SentenceBackend) {
  const start = performance.now();
  const model = await load(id, backend);
  const loaded = performance.now() - start;
  const sentences = SENTENCES[model.card.source];
  if (!sentences) throw new Error(`there are no sentences to time in "${model.card.source}"`);
  const tasks = sentences.map((sentence) => taskOf(model, sentence));
  let steps = 0;
  let firstStep = 0;
  const search = async (batch: Task[]): Promise<void> => {
    const decoder = await model.session.encode(batch.map(({ source }) => source));
    await beamSearch(decoder, {
      beamSize: 5,
      lengthPenalty: 0.75,
      maxLength: batch.map(({ maxLength }) => maxLength),
      forcedPrefix: batch.map(({ prefix }) => prefix),
      forbiddenTokens: [model.target.ids.pad, model.target.ids.bos, model.target.ids.unk],
      onStep: ({ step }) => {
        steps++;
        if (step === 1) firstStep = performance.now();
      },
    });
    decoder.dispose();
  };
  const before = performance.now();
  await search([tasks[0]]);
  const firstWord = firstStep - before;
  // Everything is compiled before anything is timed.
  await search(tasks);
  steps = 0;
  const single = await seconds(async () => {
    for (const task of tasks) await search([task]);
  });
  const step = (single * 1000) / steps;
  const batch = await seconds(() => search(tasks));
  await model.session.dispose();
  return { load: loaded, firstWord, step, single: tasks.length / single, batch: tasks.length / batch };
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
