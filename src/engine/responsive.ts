/**
 * Lets the worker hear its messages while a search runs: WebAssembly computes without a pause, and a cancel message is
 * only delivered between two tasks.
 */
import type { Decoder } from '../search';

/** Milliseconds of computing after which the event loop gets its turn. */
const TURN = 30;

export function responsive(decoder: Decoder): Decoder {
  let last = performance.now();
  return {
    vocabularySize: decoder.vocabularySize,
    bos: decoder.bos,
    eos: decoder.eos,
    initial: decoder.initial,
    async step(request) {
      if (performance.now() - last > TURN) {
        await new Promise((resolve) => setTimeout(resolve));
        last = performance.now();
      }
      return decoder.step(request);
    },
    dispose: () => decoder.dispose(),
  };
}
