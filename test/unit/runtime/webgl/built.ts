/** Networks with random weights: as a page takes them, and in onnxruntime-node. */
import { ort } from '../../../../src/node/onnxruntime';
import { exportModel, readModel } from '../../../../src/graph';
import type { Weights } from '../../../../src/models';
import { quantize } from '../../../../src/models';
import type { Architecture, StoredWeight } from '../../../../src/rnn';
import { decoderGraph, encoderGraph, trainingGraph } from '../../../../src/rnn';
import type { WebglModel } from '../../../../src/runtime';
import { Seq2SeqSession } from '../../../../src/runtime';
import { random, randomArray } from '../../support/ort';
import type { WireModel } from './script';

export type Storage = 'int8' | 'float32';

export interface Built {
  model: WebglModel;
  wire: WireModel;
  onnxruntime: Seq2SeqSession;
}

export async function built(a: Architecture, storage: Storage, seed: number): Promise<Built> {
  const next = random(seed);
  const { parameters } = trainingGraph(a, { labelSmoothing: 0, dropout: false, gradients: false });
  const weights: Weights = new Map(
    parameters.map(({ name, shape }) => [
      name,
      { dims: shape, data: randomArray(next, shape, 2 / Math.sqrt(shape[0])).data as Float32Array },
    ]),
  );
  const float32 = [...weights].map(([name, { dims, data }]): [string, StoredWeight] => [
    name,
    { tensor: { dtype: 'float32', dims, data } },
  ]);
  const stored = storage === 'int8' ? quantize(weights).weights : new Map(float32);
  const encoder = exportModel(encoderGraph(a, stored));
  const decoder = exportModel(decoderGraph(a, stored));
  const vocabulary = { size: a.targetVocabulary, bos: 1, eos: 2, sourceEos: 2, sourcePad: 0 };
  const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
  const wire = { encoder: base64(encoder), decoder: base64(decoder), architecture: a, vocabulary };
  const model = {
    encoder: readModel(encoder),
    decoder: readModel(decoder),
    architecture: a,
    vocabulary,
  };
  return {
    model,
    wire,
    onnxruntime: await Seq2SeqSession.open(ort, { encoder, decoder, vocabulary, threads: 1 }),
  };
}
