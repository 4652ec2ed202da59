/** Runs the two halves of a tiny model in onnxruntime. */
import { ort } from '../../../src/node/onnxruntime';
import type { Arrays } from '../../../src/runtime';
import { openGraph } from '../../../src/runtime';

async function runBytes(bytes: Uint8Array, feeds: Arrays): Promise<Arrays> {
  const session = await openGraph(ort, bytes, { threads: 1, name: 'test' });
  const wanted = session.inputNames.map((name) => [name, feeds[name]] as const);
  const results = await session.run(Object.fromEntries(wanted));
  await session.dispose();
  return results;
}

const int32 = (numbers: number[], dims = [numbers.length]) => ({ data: Int32Array.from(numbers), dims });

/** Two sentences through the encoder, then one step of the decoder for each. */
export async function translateStep(encoder: Uint8Array, decoder: Uint8Array): Promise<Arrays> {
  const source = int32([4, 7, 5, 8, 6, 0], [3, 2]);
  const encoded = await runBytes(encoder, { source, lengths: int32([3, 2]) });
  const step = await runBytes(decoder, {
    ...encoded,
    tokens: int32([1, 1]),
    parents: int32([0, 1]),
    sentences: int32([0, 1]),
    k: { data: BigInt64Array.from([5n]), dims: [1] },
    probes: int32([4, 5, 6, 7], [2, 2]),
  });
  return { ...encoded, ...step };
}
