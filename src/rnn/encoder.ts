/**
 * The encoder: a recurrent network without outputs of its own. It turns a source sentence into an intermediate form:
 * its states, step by step, and the final ones.
 *
 * Not here: what the decoder makes of them (decoder.ts).
 */
import type { Value } from '../graph';
import { cast, concat, gather, less, shapeOf, slice, squeeze, unsqueeze, zeros } from '../graph';
import type { Architecture } from './architecture';
import type { Observe } from './layer';
import type { Parameters } from './parameters';
import type { Dropout } from './dropout';
import { drop } from './dropout';
import { outputSize, runStack } from './stack';

export interface Encoded {
  /** [S, B, size] states of the last layer */
  outputs: Value;
  /** [S, B, 1] bool */
  mask: Value;
  /** Layer by layer: H, and C for an LSTM; [B, size], both directions joined. */
  final: Value[][];
  size: number;
}

/**
 * @param source int32 [S, B] token ids, padded at the end
 * @param lengths int32 [B]
 */
export function encode(
  p: Parameters,
  architecture: Architecture,
  source: Value,
  lengths: Value,
  dropout: Dropout,
  observe?: Observe,
): Encoded {
  const { layers } = architecture.encoder;
  const X = drop(dropout, gather(sourceEmbedding(p, architecture), source), 'source');
  const mask = stepMask(source, lengths);
  const batch = shapeOf(lengths);
  const { outputs, final } = runStack(p, X, {
    name: 'encoder',
    spec: architecture.encoder,
    inputSize: architecture.embedding,
    initial: (_, size) => zeros(concat([batch, int64(size, source)], 0), ['B', size]),
    mask,
    dropout: (x) => drop(dropout, x, 'source'),
    observe,
  });
  return { outputs, mask, final, size: outputSize(layers[layers.length - 1]) };
}

const int64 = (n: number, like: Value): Value => like.graph.constant('int64', [1], [n]);

export function sourceEmbedding(p: Parameters, a: Architecture): Value {
  return p.get('encoder.embedding', [a.sourceVocabulary, a.embedding], embeddingInitializer(a.embedding));
}

/** @param size of a word's vector */
export function embeddingInitializer(size: number): { kind: 'normal'; deviation: number } {
  return { kind: 'normal', deviation: size ** -0.5 };
}

/** [S, B, 1] bool: s < length. Positions are counted in the graph, so that only lengths have to be given. */
function stepMask(source: Value, lengths: Value): Value {
  const graph = source.graph;
  const steps = squeeze(slice(cast(shapeOf(source), 'int32'), 0, 1), 0);
  const start = graph.constant('int32', [], [0]);
  const step = graph.constant('int32', [], [1]);
  const [positions] = graph.emit('Range', [start, steps, step], {}, [
    { dtype: 'int32', shape: [source.shape[0]] },
  ]);
  return unsqueeze(less(unsqueeze(positions, 1), lengths), 2);
}
