/**
 * How the encoder's last state starts the decoder: copied, layer by layer, where the two have the same shape (the
 * notes' seq2seq), otherwise through a dense layer, tanh(h W + b), for each state the decoder wants. An architecture may
 * ask for one of them, for the topmost state itself, or for zeros.
 */
import type { Value } from '../graph';
import { add, concat, matmul, shapeOf, slice, tanh, zeros } from '../graph';
import type { Architecture, LayerSpec } from './architecture';
import type { Encoded } from './encoder';
import type { Parameters } from './parameters';
import { outputSize, stateCount } from './stack';

/** @returns [B, hidden] values, layer by layer */
export function bridge(p: Parameters, architecture: Architecture, encoded: Encoded): Value[][] {
  const { encoder, decoder } = architecture;
  const way = architecture.bridge ?? (sameShape(encoder.layers, decoder.layers) ? 'copy' : 'dense');
  const top = encoded.final[encoded.final.length - 1];
  if (way === 'copy') return encoded.final;
  if (way === 'top') return decoder.layers.map(() => top);
  if (way === 'zeros') return zeroed(decoder.layers, encoded);
  return decoder.layers.map((spec, j) =>
    Array.from({ length: stateCount(spec) }, (_, i) => {
      const name = `bridge.${j}.${i}`;
      const W = p.get(`${name}.W`, [encoded.size, spec.hidden]);
      const b = p.get(`${name}.b`, [spec.hidden], { kind: 'constant', value: 0 });
      return tanh(add(matmul(top[0], W), b));
    }),
  );
}

/** @returns zeros for as many sentences as were encoded */
function zeroed(layers: LayerSpec[], { final }: Encoded): Value[][] {
  const batch = slice(shapeOf(final[0][0]), 0, 1);
  return layers.map((spec) =>
    Array.from({ length: stateCount(spec) }, () =>
      zeros(concat([batch, batch.graph.constant('int64', [1], [spec.hidden])], 0), ['B', spec.hidden]),
    ),
  );
}

function sameShape(encoder: LayerSpec[], decoder: LayerSpec[]): boolean {
  return (
    encoder.length === decoder.length &&
    encoder.every(
      (e, j) => e.cell === decoder[j].cell && outputSize(e) === decoder[j].hidden && !e.bidirectional,
    )
  );
}
