/** What a step of a decoder multiplies. */
import type { Architecture } from '../src/rnn';
import { CELLS } from '../src/rnn';

/** Multiply-adds of a decoder step a row, without attention over the memory: each weight of the decoder once. */
export function decoderWeights(a: Architecture): number {
  const top = a.encoder.layers[a.encoder.layers.length - 1];
  const memory = top.hidden * (top.bidirectional ? 2 : 1);
  let input = a.embedding;
  let sum = 0;
  a.decoder.layers.forEach(({ hidden, cell }, j) => {
    sum += (input + (j > 0 && a.attention ? memory : 0) + hidden) * CELLS[cell].gates * hidden;
    input = hidden;
  });
  const readoutInput = input + (a.attention ? memory : 0);
  const query = a.attention ? a.decoder.layers[0].hidden * a.attention.size : 0;
  return sum + query + readoutInput * a.embedding + a.embedding * a.targetVocabulary;
}
