/**
 * The page of the WebGL benchmark: one GRU step with its output layer in every WebGL runtime there is, on the same
 * weights, and this project's WebGL engine step by step and sentence by sentence.
 */
import { readModel } from '../../src/graph';
import * as packed from 'ort-webgl-packed';
import * as plain from 'ort-webgl-plain';
import type { Architecture } from '../../src/rnn';
import type { Tuning, WebglModel } from '../../src/runtime';
import { WebglSession } from '../../src/runtime';
import { bytesOf } from '../../test/unit/runtime/webgl/script';
import type { StepShape } from './peer';
import { tensorflowStep } from './peer-tensorflow';
import { sentencesPerSecond } from './sentences';

export interface Timing {
  /** Of one step. */
  median: number;
  /** Of the first: compilation. */
  first: number;
  created: number;
}

const SETTLE_MILLISECONDS = 400;

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1];

async function timed(
  repetitions: number,
  step: () => Promise<unknown>,
): Promise<{ first: number; median: number; least: number }> {
  // What the runtime before left behind (garbage, textures given back) is not this one's time.
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MILLISECONDS));
  const all: number[] = [];
  for (let i = 0; i <= repetitions; i++) {
    const start = performance.now();
    await step();
    all.push(performance.now() - start);
  }
  return { first: all[0], median: median(all.slice(1)), least: Math.min(...all.slice(1)) };
}

interface WireModel {
  encoder: string;
  decoder: string;
  architecture: Architecture;
}

const modelOf = ({ encoder, decoder, architecture }: WireModel): WebglModel => ({
  encoder: readModel(bytesOf(encoder)),
  decoder: readModel(bytesOf(decoder)),
  architecture,
  vocabulary: { size: architecture.targetVocabulary, bos: 1, eos: 2, sourceEos: 2, sourcePad: 0 },
});

export const api = {
  /** B rows, beam reordering, k best: what a search asks for. */
  async own(wire: WireModel, B: number, k: number, repetitions: number, tuning?: Tuning) {
    const start = performance.now();
    const session = WebglSession.create(modelOf(wire), { tuning });
    const decoding = await session.encode([[3, 4, 5, 6, 7, 8, 9, 10]]);
    const created = performance.now() - start;
    let state = decoding.initial;
    let parents = new Int32Array(B);
    let tokens = new Int32Array(B).fill(1);
    let reads = 0;
    let draws = 0;
    const result = await timed(repetitions, async () => {
      const before = { ...session.device.count };
      const next = await decoding.step({ state, parents, tokens, k });
      reads = session.device.count.reads - before.reads;
      draws = session.device.count.draws - before.draws;
      if (state !== decoding.initial) state.dispose();
      state = next.state;
      parents = Int32Array.from({ length: B }, (_, i) => (i * 7) % B);
      tokens = Int32Array.from({ length: B }, (_, i) => next.tokens[i * k]);
    });
    const { bytes } = session;
    await session.dispose();
    return { ...result, created, reads, draws, ...bytes, renderer: session.device.renderer };
  },

  async onnxruntime(
    kind: 'plain' | 'packed',
    graph: string,
    shape: StepShape,
    repetitions: number,
  ): Promise<Timing> {
    const ort = kind === 'packed' ? packed : plain;
    if (kind === 'packed') ort.env.webgl.pack = true;
    const start = performance.now();
    const session = await ort.InferenceSession.create(bytesOf(graph), {
      executionProviders: ['webgl'],
      logSeverityLevel: 3,
    });
    const created = performance.now() - start;
    const { B, E, H } = shape;
    const feeds = {
      x: new ort.Tensor('float32', new Float32Array(B * E).fill(0.1), [B, E]),
      h: new ort.Tensor('float32', new Float32Array(B * H).fill(0.1), [B, H]),
    };
    const result = await timed(repetitions, async () => {
      const { logits } = await session.run(feeds);
      await logits.getData();
    });
    await session.release();
    return { ...result, created };
  },

  sentences: sentencesPerSecond,

  tensorflow: (shape: StepShape, repetitions: number): Promise<Timing> =>
    tensorflowStep(shape, (step) => timed(repetitions, step)),
};

Object.assign(globalThis, { api });
