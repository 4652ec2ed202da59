import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { ort } from '../../../src/node/onnxruntime';
import type { OnnxModel } from '../../../src/graph';
import { exportModel, gemm, Graph, GraphError, readModel, tanh, writeModel } from '../../../src/graph';

const text = fc.string({ unit: 'grapheme', maxLength: 20 });
const int = fc.maxSafeInteger();
const float = fc.float();
const bytes = fc.uint8Array({ maxLength: 30 });
const record = <T>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(fields, { noNullPrototype: true });
const list = <T>(item: fc.Arbitrary<T>) => fc.array(item, { maxLength: 4 });

const tensor = fc.record(
  {
    name: text,
    dims: list(int),
    dataType: int,
    rawData: bytes,
    floatData: list(float),
    int32Data: list(fc.integer()),
    int64Data: list(int),
    dataLocation: int,
  },
  { noNullPrototype: true, requiredKeys: ['name', 'dims', 'floatData', 'int32Data', 'int64Data'] },
);
const dim = fc.oneof(
  int.map((dimValue) => ({ dimValue })),
  text.map((dimParam) => ({ dimParam })),
  fc.constant({}),
);
const valueInfo = fc.record(
  {
    name: text,
    type: fc.record(
      {
        tensorType: fc.record(
          { elemType: int, shape: record({ dim: list(dim) }) },
          { noNullPrototype: true, requiredKeys: ['elemType'] },
        ),
      },
      { noNullPrototype: true, requiredKeys: [] },
    ),
  },
  { noNullPrototype: true, requiredKeys: ['name'] },
);

/** A graph whose attributes may hold graphs. */
const { graph } = fc.letrec<{ graph: unknown; node: unknown; attribute: unknown }>((tie) => ({
  graph: record({
    name: text,
    node: fc.array(tie('node'), { maxLength: 3, depthIdentifier: 'graph' }),
    initializer: list(tensor),
    input: list(valueInfo),
    output: list(valueInfo),
  }),
  node: record({
    name: text,
    opType: text,
    domain: text,
    input: list(text),
    output: list(text),
    attribute: fc.array(tie('attribute'), { maxLength: 3, depthIdentifier: 'graph' }),
  }),
  attribute: fc.record(
    {
      name: text,
      type: int,
      f: float,
      i: int,
      s: bytes,
      t: tensor,
      g: tie('graph'),
      floats: list(float),
      ints: list(int),
      strings: list(bytes),
    },
    { noNullPrototype: true, requiredKeys: ['name', 'type', 'floats', 'ints', 'strings'] },
  ),
}));

const model = record({
  irVersion: fc.integer({ min: 1, max: 20 }),
  producerName: text,
  opsetImport: list(record({ domain: text, version: int })),
  metadataProps: list(record({ key: text, value: text })),
  graph,
}) as fc.Arbitrary<OnnxModel>;

/** A small real file: one layer, tanh(x W + b). */
function smallFile(): Uint8Array {
  const g = new Graph('small');
  const x = g.input('x', 'float32', ['B', 2]);
  const W = g.initializer('W', { dtype: 'float32', dims: [2, 2], data: Float32Array.of(1, 2, 3, 4) });
  const b = g.initializer('b', { dtype: 'float32', dims: [2], data: Float32Array.of(5, 6) });
  g.output('y', tanh(gemm(x, W, b)));
  return exportModel(g, { made: 'here' });
}

/** What a damaged file may lead to: a model, or the one typed error. */
function readDamaged(damaged: Uint8Array): OnnxModel | undefined {
  try {
    return readModel(damaged);
  } catch (error) {
    assert.ok(error instanceof GraphError, `${(error as Error).name}: ${(error as Error).message}`);
    assert.equal(error.code, 'format');
    return undefined;
  }
}

describe('ONNX files', () => {
  it('hold every message, number, string and byte that was written', () => {
    fc.assert(
      fc.property(model, (m) => assert.deepEqual(readModel(writeModel(m)), m)),
      { numRuns: 100 },
    );
  });

  it('are the same bytes when read and written again, and onnxruntime loads them', async () => {
    const file = smallFile();
    const again = writeModel(readModel(file));
    assert.deepEqual(again, file);
    const session = await ort.InferenceSession.create(again);
    const { y } = await session.run({ x: new ort.Tensor('float32', [0.1, -0.2], [1, 2]) });
    const expected = [0.1 * 1 - 0.2 * 3 + 5, 0.1 * 2 - 0.2 * 4 + 6].map(Math.tanh);
    expected.forEach((e, i) => assert.ok(Math.abs((y.data[i] as number) - e) < 1e-6));
  });

  it('are read from a view into a larger buffer', () => {
    const file = smallFile();
    const larger = new Uint8Array(file.length + 20).fill(0xff);
    larger.set(file, 7);
    assert.deepEqual(readModel(larger.subarray(7, 7 + file.length)), readModel(file));
  });
});

describe('damaged ONNX files', () => {
  it('cut anywhere inside the graph are refused', () => {
    const file = smallFile();
    const { graph: whole } = readModel(file);
    const reads = file.map(() => 0);
    for (let length = 0; length < file.length; length++) {
      const read = readDamaged(file.subarray(0, length));
      // What follows the graph (opsets, metadata) may be missing, field by field.
      if (read) assert.deepEqual(read.graph, whole);
      reads[length] = read ? 1 : 0;
    }
    // Whole fields: the graph; with the first opset; with the second.
    assert.equal(
      reads.reduce((sum, r) => sum + r, 0),
      3,
    );
  });

  it('with any one bit turned give a model or GraphError', () => {
    const file = smallFile();
    for (let i = 0; i < file.length; i++) {
      for (let bit = 0; bit < 8; bit++) {
        const damaged = Uint8Array.from(file);
        damaged[i] ^= 1 << bit;
        readDamaged(damaged);
      }
    }
  });

  it('with pieces overwritten, removed or repeated give a model or GraphError', () => {
    const file = smallFile();
    const at = fc.nat({ max: file.length });
    fc.assert(
      fc.property(at, at, fc.uint8Array({ maxLength: 12 }), (from, to, filling) => {
        readDamaged(Uint8Array.of(...file.subarray(0, from), ...filling, ...file.subarray(to)));
      }),
      { numRuns: 2000 },
    );
  });

  it('that are any bytes at all give a model or GraphError', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (any) => void readDamaged(any)),
      { numRuns: 2000 },
    );
  });

  it('without a graph, nested without end or announcing absurd lengths are refused with the reason', () => {
    const refused = (file: number[], reason: RegExp) =>
      assert.throws(() => readModel(Uint8Array.from(file)), {
        name: 'GraphError',
        code: 'format',
        message: reason,
      });
    refused([], /no graph/);
    refused([8, 8], /no graph/);
    // Field 7 (graph) of 2⁶³ bytes.
    refused([0x3a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f], /cut short/);
    // Graph > node > attribute > graph …, each announcing what the next takes.
    let nested: number[] = [];
    for (let depth = 0; depth < 200; depth++) {
      for (const tag of [0x32, 0x2a, 0x0a]) nested = [tag, ...varint(nested.length), ...nested];
    }
    refused([8, 8, 0x3a, ...varint(nested.length), ...nested], /nested too deeply/);
  });
});

function varint(n: number): number[] {
  return n < 128 ? [n] : [(n & 127) | 128, ...varint(n >>> 7)];
}
