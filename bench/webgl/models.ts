/** Models with random weights for the benchmark: an embedding, one GRU layer on either side, a tied output layer. */
import { exportModel } from '../../src/graph';
import type { Weights } from '../../src/models';
import { quantize } from '../../src/models';
import type { Architecture, StoredWeight } from '../../src/rnn';
import { decoderGraph, encoderGraph, parameterSpecs } from '../../src/rnn';
import type { StepShape } from './peer';

export interface StepModel {
  encoder: string;
  decoder: string;
  architecture: Architecture;
}

export function stepModel(
  { E, H, V }: StepShape,
  storage: 'int8' | 'float32',
  next: () => number,
): StepModel {
  const layers = [{ cell: 'gru' as const, hidden: H, linearBeforeReset: true }];
  const architecture: Architecture = {
    embedding: E,
    encoder: { layers },
    decoder: { layers },
    attention: null,
    sourceVocabulary: 64,
    targetVocabulary: V,
  };
  const weights: Weights = new Map(
    parameterSpecs(architecture).map(({ name, shape }) => {
      const size = shape.reduce((p, d) => p * d, 1);
      return [
        name,
        { dims: shape, data: Float32Array.from({ length: size }, () => (next() * 2 - 1) * 0.05) },
      ];
    }),
  );
  const stored: Map<string, StoredWeight> =
    storage === 'int8'
      ? quantize(weights).weights
      : new Map(
          [...weights].map(([name, { dims, data }]) => [name, { tensor: { dtype: 'float32', dims, data } }]),
        );
  const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
  return {
    encoder: base64(exportModel(encoderGraph(architecture, stored))),
    decoder: base64(exportModel(decoderGraph(architecture, stored))),
    architecture,
  };
}
