/**
 * How the encoder's last state starts the decoder: copied, layer by layer, where the two have the same shape (the
 * notes' seq2seq), otherwise through a dense layer, tanh(h W + b), for each state the decoder wants.
 */
import type { Value } from '../graph';
import { add, matmul, tanh } from '../graph';
import type { Architecture, LayerSpec } from './architecture';
import type { Encoded } from './encoder';
import type { Parameters } from './parameters';
import { outputSize, stateCount } from './stack';

/** @returns [B, hidden] values, layer by layer */
export function bridge(p: Parameters, architecture: Architecture, encoded: Encoded): Value[][] {
  const { encoder, decoder } = architecture;
  if (sameShape(encoder.layers, decoder.layers)) return encoded.final;
  const top = encoded.final[encoded.final.length - 1][0];
  return decoder.layers.map((spec, j) =>
    Array.from({ length: stateCount(spec) }, (_, i) => {
      const name = `bridge.${j}.${i}`;
      const W = p.get(`${name}.W`, [encoded.size, spec.hidden]);
      const b = p.get(`${name}.b`, [spec.hidden], { kind: 'constant', value: 0 });
      return tanh(add(matmul(top, W), b));
    }),
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
