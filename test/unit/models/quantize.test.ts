/** int8 weights: how far off they may be, how they are stored, and that they cost nothing once a session is loaded. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { ort } from '../../../src/node/onnxruntime';
import { readModel } from '../../../src/graph';
import type { Architecture } from '../../../src/rnn';
import type { Weight } from '../../../src/models';
import { quantize, readModelFolder, readWeights } from '../../../src/models';
import { toFloat32 } from '../../../src/rnn';
import { assertClose } from '../support/ort';
import { attending, makeFolder, randomWeights } from './folders';
import { translateStep } from './run';

const INT8 = 3;

const anyMatrix = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }))
  .chain(([rows, columns]) =>
    fc.record({
      dims: fc.constant<number[]>([rows, columns]),
      data: fc.float32Array({
        minLength: rows * columns,
        maxLength: rows * columns,
        noNaN: true,
        min: -1000,
        max: 1000,
      }),
    }),
  );

describe('quantize', () => {
  it('is off by half a step of its column, and of its row in an embedding', () => {
    fc.assert(
      fc.property(anyMatrix, fc.constantFrom('encoder.embedding', 'attention.W'), (matrix, name) => {
        const { weights, error } = quantize(new Map<string, Weight>([[name, matrix]]));
        const after = toFloat32(weights.get(name)!);
        const [rows, columns] = matrix.dims;
        const byRow = name === 'encoder.embedding';
        const entries = Array.from({ length: rows * columns }, (_, i) => ({
          group: byRow ? Math.floor(i / columns) : i % columns,
          before: matrix.data[i],
          difference: Math.abs(matrix.data[i] - after[i]),
        }));
        for (const { group, difference } of entries) {
          const largest = Math.max(
            ...entries.filter((e) => e.group === group).map((e) => Math.abs(e.before)),
          );
          assert.ok(difference <= (largest / 127 / 2) * 1.0001 + 2e-36, `${difference} of ${largest}`);
        }
        const differences = entries.map((e) => e.difference);
        assert.equal(error.max, Math.max(...differences));
        assertClose([error.mean], [differences.reduce((a, b) => a + b, 0) / differences.length], 1e-12);
      }),
    );
  });

  it('keeps zeros, and the largest of each column', () => {
    const matrix = { dims: [2, 3], data: Float32Array.from([0, 5, -0.1, 0, -2, 0.04]) };
    const { weights } = quantize(new Map([['W', matrix]]));
    const { tensor, quantization } = weights.get('W')!;
    assert.deepEqual([...tensor.data], [0, 127, -127, 0, -51, 51]);
    assert.equal(quantization?.axis, 1);
    assertClose(quantization.scale.slice(1), [5 / 127, 0.1 / 127], 1e-7);
  });

  it('leaves vectors as they are', () => {
    const bias = { dims: [3], data: Float32Array.from([0.1, 0.2, 0.3]) };
    const { weights, error } = quantize(new Map([['b', bias]]));
    assert.deepEqual(weights.get('b'), { tensor: { dtype: 'float32', ...bias } });
    assert.deepEqual(error, { max: 0, mean: 0 });
  });
});

/** GRU that resets before the product, so that a weight is also split; states fed back; every kind of matrix. */
const feeding: Architecture = {
  ...attending,
  decoder: {
    layers: [
      { cell: 'lstm', hidden: 5 },
      { cell: 'gru', hidden: 4 },
    ],
  },
  attention: { score: 'multiplicative', size: 3, inputFeeding: true },
};

describe('an int8 model', () => {
  for (const [name, architecture] of Object.entries({ attending, feeding })) {
    it(`gives back the weights that its graphs compute with (${name})`, async () => {
      const weights = randomWeights(architecture);
      const expected = quantize(weights).weights;
      const read = readWeights(await readModelFolder(await makeFolder({ architecture, weights })));
      assert.deepEqual([...read.keys()].sort(), [...weights.keys()].sort());
      for (const [parameter, { dims, data }] of read) {
        assert.deepEqual(dims, weights.get(parameter)?.dims);
        assert.deepEqual(data, toFloat32(expected.get(parameter)!), parameter);
      }
      const same = await makeFolder({ architecture, weights: read }, 'float32');
      const int8 = await makeFolder({ architecture, weights });
      const run = (files: typeof same) => translateStep(files['encoder.onnx'], files['decoder.onnx']);
      const [float32Results, int8Results] = [await run(same), await run(int8)];
      for (const [output, { data }] of Object.entries(float32Results)) {
        assertClose(Array.from(int8Results[output].data, Number), Array.from(data, Number), 1e-5, output);
      }
    });

    it(`has nothing left of int8 when onnxruntime has loaded it (${name})`, async () => {
      const files = await makeFolder({ architecture });
      const folder = mkdtempSync(join(tmpdir(), 'interlinear-'));
      try {
        for (const half of ['encoder.onnx', 'decoder.onnx']) {
          const stored = readModel(files[half]).graph!;
          assert.ok(stored.initializer.some((t) => t.dataType === INT8));
          const optimizedModelFilePath = join(folder, half);
          const options = {
            optimizedModelFilePath,
            graphOptimizationLevel: 'all' as const,
            logSeverityLevel: 3 as const,
          };
          await (await ort.InferenceSession.create(files[half], options)).release();
          const loaded = readModel(new Uint8Array(readFileSync(optimizedModelFilePath))).graph!;
          assert.equal(loaded.initializer.filter((t) => t.dataType === INT8).length, 0);
        }
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  }

  it('computes nearly what the float32 model does', async () => {
    const weights = randomWeights(attending);
    const run = async (quantization: 'int8' | 'float32') => {
      const files = await makeFolder({ weights }, quantization);
      return translateStep(files['encoder.onnx'], files['decoder.onnx']);
    };
    const [exact, close] = [await run('float32'), await run('int8')];
    for (const output of ['state.0', 'memory.states', 'state.0.next', 'attention', 'probe.logprobs']) {
      assertClose(close[output].data as Float32Array, exact[output].data as Float32Array, 0.03, output);
    }
  });
});
