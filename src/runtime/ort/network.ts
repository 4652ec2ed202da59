/** A network that is in memory, not in files: its graphs are built, and opened in onnxruntime. */
import { exportModel } from '../../graph';
import type { Architecture, StoredWeight } from '../../rnn';
import { decoderGraph, encoderGraph } from '../../rnn';
import type { Vocabulary } from '../session';
import type { OnnxRuntime } from './graph-session';
import { Seq2SeqSession } from './seq2seq-session';

export interface Network {
  architecture: Architecture;
  /** By parameter name, as `parameterSpecs` of the architecture has them. */
  weights: Iterable<readonly [string, { dims: readonly number[]; data: Float32Array }]>;
  vocabulary: Vocabulary;
}

/** @throws RuntimeError('load') */
export function openNetwork(
  ort: OnnxRuntime,
  { architecture, weights, vocabulary }: Network,
  threads: number,
): Promise<Seq2SeqSession> {
  const stored = new Map(
    [...weights].map(([name, { dims, data }]): [string, StoredWeight] => [
      name,
      { tensor: { dtype: 'float32', dims: [...dims], data } },
    ]),
  );
  return Seq2SeqSession.open(ort, {
    encoder: exportModel(encoderGraph(architecture, stored)),
    decoder: exportModel(decoderGraph(architecture, stored)),
    vocabulary,
    threads,
  });
}
