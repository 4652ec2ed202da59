/** Mutated folders with their checksums made right, opened and used: what is taken translates, what is not is refused by a typed error. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { loadModel } from '../../../src/engine/loaded-model';
import { translateTexts } from '../../../src/engine/translate/text-translation';
import { ort } from '../../../src/node/onnxruntime';
import type { Files } from './folders';
import { encode, makeFolder, parse, replaceFile } from './folders';

const TYPED = ['ModelError', 'RuntimeError', 'SearchError', 'TokenizerError'];
const NAMES = ['encoder.onnx', 'decoder.onnx', 'tokenizer.source.json', 'tokenizer.target.json'];

/** @returns the error's name, where there is one */
async function use(files: Files): Promise<string | undefined> {
  try {
    const model = await loadModel(ort, files, 1);
    const { beamSize, lengthPenalty } = model.card.decoding;
    const options = { beamSize, lengthPenalty, maxLength: 200, nBest: 1, batchSize: 2 };
    const context = { signal: new AbortController().signal, progress: () => undefined };
    await translateTexts(model, ['the cat ran home.'], model.card.source, options, context);
    await model.session.dispose();
    return undefined;
  } catch (error) {
    const { name, message, stack } = error as Error;
    assert.ok(TYPED.includes(name), stack);
    assert.doesNotMatch(message, /undefined/);
    return name;
  }
}

/** Of JSON: one number or text in it becomes another. */
function mutate(value: unknown, at: number, to: unknown): unknown {
  const leaves: [Record<string, unknown>, string][] = [];
  const collect = (parent: Record<string, unknown>): void => {
    for (const [key, inner] of Object.entries(parent))
      if (typeof inner === 'object' && inner !== null) collect(inner as Record<string, unknown>);
      else leaves.push([parent, key]);
  };
  collect(value as Record<string, unknown>);
  const [parent, key] = leaves[Math.floor(at * leaves.length)];
  parent[key] = to;
  return value;
}

describe('a mutated model folder in use', () => {
  let files: Files;
  before(async () => {
    files = await makeFolder();
  });

  it('is one that works, as it comes', async () => assert.equal(await use(files), undefined));

  const share = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
  const value = fc.constantFrom<unknown>(
    0,
    1,
    2,
    63,
    2 ** 31,
    1e300,
    -1,
    '',
    'fr',
    'x y',
    '../a',
    null,
    true,
  );

  it('whatever value stands in its card', () =>
    fc.assert(
      fc.asyncProperty(share, value, async (at, to) => {
        const card = mutate(parse(files['model.json']), at, to);
        await use({ ...files, 'model.json': encode(JSON.stringify(card)) });
      }),
      { seed: 14, numRuns: 150 },
    ));

  it('whatever value stands in a tokenizer', () =>
    fc.assert(
      fc.asyncProperty(fc.constantFrom(...NAMES.slice(2)), share, value, async (name, at, to) => {
        const json = mutate(parse(files[name]), at, to);
        await use(await replaceFile(files, name, encode(JSON.stringify(json))));
      }),
      { seed: 15, numRuns: 80 },
    ));

  it('whatever bits are flipped and pieces put elsewhere in a network', () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...NAMES.slice(0, 2)),
        fc.array(fc.tuple(share, fc.nat(7)), { maxLength: 3 }),
        fc.option(fc.tuple(share, share, fc.nat(40))),
        async (name, bits, splice) => {
          const bytes = files[name].slice();
          for (const [at, bit] of bits) bytes[Math.floor(at * bytes.length)] ^= 1 << bit;
          if (splice) {
            const [from, to, length] = splice;
            const start = Math.floor(from * bytes.length);
            bytes.copyWithin(Math.floor(to * bytes.length), start, start + length);
          }
          await use(await replaceFile(files, name, bytes));
        },
      ),
      { seed: 16, numRuns: 150 },
    ));
});
