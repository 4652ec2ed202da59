/**
 * One sentence through a network whose every activation is an output: its graphs are built once more for that, on given
 * weights, and run step by step on what is written.
 *
 * Not here: which sentence, and what is written for it (gates.ts, src/workshop).
 */
import { exportModel } from '../../graph';
import type { Architecture, LayerSpec, StoredWeight } from '../../rnn';
import { decoderGraph, encoderGraph } from '../../rnn';
import type { Arrays, GraphSession, OnnxRuntimeSource } from '../../runtime';
import { onnxruntimeOf, openGraph } from '../../runtime';
import type { LayerName } from '../../protocol/gates';
import type { ScoredToken } from '../../protocol/search';
import type { Tokenizer } from '../../text';

export interface GateSessions {
  encoder: GraphSession;
  decoder: GraphSession;
}

/** Ids without the ends that networks add. */
export interface GateSentence {
  source: Int32Array;
  /** With `<eos>` where it ends. */
  target: readonly number[];
}

export interface GateRun {
  encoded: Arrays;
  /** Of the decoder, one of each step. */
  steps: Arrays[];
  target: ScoredToken[];
}

/** @throws RuntimeError('load') */
export async function openGates(
  source: OnnxRuntimeSource,
  architecture: Architecture,
  weights: Iterable<readonly [string, { dims: readonly number[]; data: Float32Array }]>,
  threads: number,
): Promise<GateSessions> {
  const stored = new Map(
    [...weights].map(([name, { dims, data }]): [string, StoredWeight] => [
      name,
      { tensor: { dtype: 'float32', dims: [...dims], data } },
    ]),
  );
  const ort = await onnxruntimeOf(source);
  const open = (name: string, bytes: Uint8Array) => openGraph(ort, bytes, { threads, name });
  const options = { gates: true };
  return {
    encoder: await open('encoder with gates', exportModel(encoderGraph(architecture, stored, options))),
    decoder: await open('decoder with gates', exportModel(decoderGraph(architecture, stored, options))),
  };
}

/** @throws RuntimeError('run'), the signal's reason */
export async function runGates(
  { encoder, decoder }: GateSessions,
  sentence: GateSentence,
  tokenizers: { source: Tokenizer; target: Tokenizer },
  signal: AbortSignal,
): Promise<GateRun> {
  const { ids } = tokenizers.target;
  const S = sentence.source.length + 1;
  const source = Int32Array.of(...sentence.source, tokenizers.source.ids.eos);
  const encoded = await encoder.run({
    source: { data: source, dims: [S, 1] },
    lengths: { data: Int32Array.of(S), dims: [1] },
  });
  const steps: Arrays[] = [];
  const logProbs: number[] = [];
  let state = pick(encoded, (name) => name.startsWith('state.'));
  const memory = pick(encoded, (name) => name.startsWith('memory.'));
  const zero = { data: Int32Array.of(0), dims: [1] };
  for (const [t, token] of sentence.target.entries()) {
    signal.throwIfAborted();
    const before = t === 0 ? ids.bos : sentence.target[t - 1];
    const step = await decoder.run({
      ...state,
      ...(decoder.inputNames.includes('sentences') && { ...memory, sentences: zero }),
      tokens: { data: Int32Array.of(before), dims: [1] },
      parents: zero,
      k: { data: BigInt64Array.of(1n), dims: [1] },
      probes: { data: Int32Array.of(token), dims: [1, 1] },
    });
    steps.push(step);
    logProbs.push(step['probe.logprobs'].data[0] as number);
    state = Object.fromEntries(Object.keys(state).map((name) => [name, step[`${name}.next`]]));
  }
  const pieces = tokenizers.target.pieces(sentence.target);
  const target = sentence.target.map((id, i) => ({
    id,
    text: id === ids.eos ? '<eos>' : pieces[i],
    logProb: logProbs[i],
  }));
  return { encoded, steps, target };
}

/** Every recurrent layer, each direction by itself, from the input upwards. */
export function layersOf({ encoder, decoder }: Architecture): LayerName[] {
  const named = (half: LayerName['half'], layers: readonly LayerSpec[]): LayerName[] =>
    layers.flatMap((spec, layer) => {
      const { cell, hidden, linearBeforeReset = false } = spec;
      const directions = spec.bidirectional ? (['forward', 'backward'] as const) : (['only'] as const);
      return directions.map((direction) => ({ half, layer, direction, cell, hidden, linearBeforeReset }));
    });
  return [...named('encoder', encoder.layers), ...named('decoder', decoder.layers)];
}

/** @returns by the names of the notes, steps × units, row by row */
export function activationsOf(
  { half, layer, direction }: LayerName,
  { encoded, steps }: GateRun,
): Record<string, Float32Array> {
  const runs = half === 'encoder' ? [encoded] : steps;
  const prefix = `gates.${half}.${layer}.${direction === 'only' ? '' : `${direction}.`}`;
  const names = Object.keys(runs[0] ?? {}).filter((name) => name.startsWith(prefix));
  return Object.fromEntries(
    names.map((name) => {
      const parts = runs.map((run) => run[name].data as Float32Array);
      const joined = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
      let at = 0;
      for (const part of parts) {
        joined.set(part, at);
        at += part.length;
      }
      return [name.slice(prefix.length), joined];
    }),
  );
}

/** What a layer reads, step by step: the decoder what it wrote the step before. */
export const readBy = (
  { half }: LayerName,
  sourcePieces: readonly string[],
  { target }: GateRun,
): string[] =>
  half === 'encoder' ? [...sourcePieces, '<eos>'] : ['<bos>', ...target.map(({ text }) => text).slice(0, -1)];

const pick = (arrays: Arrays, wanted: (name: string) => boolean): Arrays =>
  Object.fromEntries(Object.entries(arrays).filter(([name]) => wanted(name)));
