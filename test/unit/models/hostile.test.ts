/** Damage of any kind to any file of a folder: a ModelError, or a folder that holds together. Never anything else. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import * as v from 'valibot';
import { readModel, writeModel } from '../../../src/graph';
import type { ModelFolder } from '../../../src/models';
import { cardSchema, readModelFolder, readWeights } from '../../../src/models';
import type { Files } from './folders';
import { errorOf, makeFolder, replaceFile } from './folders';

const NAMES = [
  'model.json',
  'encoder.onnx',
  'decoder.onnx',
  'tokenizer.source.json',
  'tokenizer.target.json',
];

/** Where and how; `at` and `to` are shares of the file's length. */
interface Damage {
  kind: 'bit' | 'byte' | 'cut' | 'remove' | 'repeat' | 'overwrite';
  at: number;
  to: number;
  value: number;
}

const share = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const anyDamage: fc.Arbitrary<Damage> = fc.record({
  kind: fc.constantFrom('bit', 'byte', 'cut', 'remove', 'repeat', 'overwrite'),
  at: share,
  to: share,
  value: fc.integer({ min: 0, max: 255 }),
});

/** Most pieces are short: long ones only ever cut a file in half. */
const LONGEST_PIECE = 40;

function damaged(bytes: Uint8Array, { kind, at, to, value }: Damage): Uint8Array {
  const start = Math.floor(at * bytes.length);
  const end = Math.min(bytes.length, start + 1 + Math.floor(to * LONGEST_PIECE));
  const piece = bytes.slice(start, end);
  if (kind === 'bit') return bytes.map((b, i) => (i === start ? b ^ (1 << (value & 7)) : b));
  if (kind === 'byte') return bytes.map((b, i) => (i === start ? value : b));
  if (kind === 'cut') return bytes.slice(0, start);
  const middle = { remove: [], repeat: [...piece, ...piece], overwrite: piece.fill(value) }[kind];
  return Uint8Array.from([...bytes.subarray(0, start), ...middle, ...bytes.subarray(end)]);
}

const same = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((x, i) => x === b[i]);

/** What everything that uses a folder relies on. */
async function assertHoldsTogether(folder: ModelFolder): Promise<void> {
  const { card, tokenizers } = folder;
  assert.ok(v.is(cardSchema, card));
  assert.equal(tokenizers.source.size, card.architecture.sourceVocabulary);
  assert.equal(tokenizers.target.size, card.architecture.targetVocabulary);
  for (const half of [folder.encoder, folder.decoder]) assert.ok(readModel(writeModel(half)).graph);
  const error = await errorOf((async () => readWeights(folder))());
  if (error) assert.equal(error.code, 'weights');
}

describe('a folder with damage in one file', () => {
  let files: Files;
  before(async () => {
    files = await makeFolder();
  });

  for (const name of NAMES.slice(1)) {
    it(`is refused because of its checksum: ${name}`, async () => {
      const property = fc.asyncProperty(anyDamage, async (damage) => {
        const content = damaged(files[name], damage);
        fc.pre(!same(content, files[name]));
        const error = await errorOf(readModelFolder({ ...files, [name]: content }));
        assert.deepEqual({ code: error?.code, file: error?.file }, { code: 'changed', file: name });
      });
      await fc.assert(property, { numRuns: 60 });
    });

    it(`is refused or holds together when model.json was adapted to it: ${name}`, async () => {
      const property = fc.asyncProperty(anyDamage, async (damage) => {
        const adapted = await replaceFile(files, name, damaged(files[name], damage));
        let folder: ModelFolder | undefined;
        const error = await errorOf(readModelFolder(adapted).then((f) => (folder = f)));
        if (error) assert.ok([name, 'model.json'].includes(error.file), error.file);
        else await assertHoldsTogether(folder!);
      });
      await fc.assert(property, { numRuns: 120 });
    });
  }

  it('is refused or holds together: model.json', async () => {
    const property = fc.asyncProperty(anyDamage, async (damage) => {
      let folder: ModelFolder | undefined;
      const broken = { ...files, 'model.json': damaged(files['model.json'], damage) };
      const error = await errorOf(readModelFolder(broken).then((f) => (folder = f)));
      if (!error) await assertHoldsTogether(folder!);
    });
    await fc.assert(property, { numRuns: 120 });
  });

  it('is refused when a file is anything at all', async () => {
    const anything = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.json({ maxDepth: 4 }).map((text) => new TextEncoder().encode(text)),
    );
    const property = fc.asyncProperty(fc.constantFrom(...NAMES), anything, async (name, content) => {
      const broken =
        name === 'model.json' ? { ...files, [name]: content } : await replaceFile(files, name, content);
      const error = await errorOf(readModelFolder(broken));
      assert.equal(error?.file, name);
    });
    await fc.assert(property, { numRuns: 200 });
  });
});

describe('model.json with any value in any place', () => {
  it('is refused or holds together', async () => {
    const files = await makeFolder();
    const text = new TextDecoder().decode(files['model.json']);
    const places: string[][] = [];
    const collect = (value: unknown, path: string[]): void => {
      places.push(path);
      if (typeof value !== 'object' || value === null) return;
      for (const [key, inner] of Object.entries(value)) collect(inner, [...path, key]);
    };
    collect(JSON.parse(text), []);
    const anyValue = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom<unknown>(
        0,
        -1,
        1,
        2,
        65536,
        1e300,
        '',
        'encoder.onnx',
        'model.json',
        'toString',
        '__proto__',
      ),
    );
    const property = fc.asyncProperty(fc.constantFrom(...places.slice(1)), anyValue, async (path, value) => {
      const card = JSON.parse(text) as Record<string, unknown>;
      const parent = path.slice(0, -1).reduce((at, key) => at[key] as Record<string, unknown>, card);
      parent[path.at(-1)!] = value;
      const broken = { ...files, 'model.json': new TextEncoder().encode(JSON.stringify(card)) };
      let folder: ModelFolder | undefined;
      const error = await errorOf(readModelFolder(broken).then((f) => (folder = f)));
      if (!error) await assertHoldsTogether(folder!);
    });
    await fc.assert(property, { numRuns: 200 });
  });
});
