import assert from 'node:assert/strict';
import { join } from 'node:path';
import { toModel } from '../../../../src/graph';
import { quantize } from '../../../../src/models';
import { compileKernels } from '../../../../src/node/kernels';
import type { StoredWeight } from '../../../../src/rnn';
import { decoderGraph, encoderGraph, trainingGraph } from '../../../../src/rnn';
import type { KernelBinaries } from '../../../../src/runtime';
import { WasmSession } from '../../../../src/runtime';
import { computesExactly } from '../../../../src/runtime/wasm/canary';
import { instantiate } from '../../../../src/runtime/wasm/kernels';
import { architectures, foreignArchitectures } from '../../rnn/architectures';
import { random } from '../../support/ort';
import { assertSame, randomArchitecture, randomScript } from '../equality';
import { runScript } from '../run-script';
import type { Built } from '../webgl/built';
import { built } from '../webgl/built';
import { Chromium } from '../webgl/chromium';
import type { Script, ScriptResult } from '../webgl/script';
import type { api, WireKernels } from './page';

/** Activations have 14 bits: of a log-probability of these networks that is as much as this. */
const TOLERANCE = 2e-3;

/** What is not there does not cross from the page. */
const plain = (results: ScriptResult[]): unknown => JSON.parse(JSON.stringify(results));

describe('the WebAssembly engine beside onnxruntime', function () {
  this.timeout(180_000);
  let kernels: KernelBinaries;
  let wire: WireKernels;
  let chromium: Chromium<typeof api>;
  before(async () => {
    kernels = await compileKernels();
    const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
    wire = { relaxed: base64(kernels.relaxed), exact: base64(kernels.exact) };
    // Which has relaxed products; Node 20 has not.
    chromium = await Chromium.open<typeof api>(join(__dirname, 'page.ts'));
  });
  after(() => chromium?.close());

  async function compare(built: Built, script: Script): Promise<void> {
    const wanted = await runScript(built.onnxruntime, script);
    await built.onnxruntime.dispose();
    const found = await runScript(await WasmSession.create(kernels, built.model, { build: 'exact' }), script);
    assertSame(found, wanted, script.steps, TOLERANCE);
    const relaxed = await chromium.call('run', built.wire, wire, script);
    assert.equal(relaxed.build, 'relaxed');
    assert.deepEqual(
      plain(relaxed.results),
      plain(found),
      'sums of integers are the same, however they are made',
    );
  }

  Object.entries(architectures).forEach(([name, architecture], i) => {
    it(`computes the same: ${name}`, async () => {
      const model = await built(architecture, 'int8', 30 + i);
      const script = randomScript(architecture, random(4), 3, 7, 5);
      await compare(model, script);
    });
  });

  it('computes the same for random networks, batches of 1 to 64 and sizes that are no multiples of 4', async () => {
    for (let seed = 1; seed <= 16; seed++) {
      const next = random(seed);
      const architecture = randomArchitecture(next);
      const model = await built(architecture, 'int8', seed);
      const B = [1, 2, 5, 8, 17, 64, 3, 33][seed % 8];
      const rows = 1 + Math.floor(next() * 64);
      const script = randomScript(architecture, next, B, rows, 1 + Math.floor(next() * 8));
      await compare(model, script);
    }
  });

  it('ranks as many words as are asked for, up to the whole vocabulary', async () => {
    const architecture = { ...architectures['additive attention'], targetVocabulary: 203 };
    const { model, onnxruntime } = await built(architecture, 'int8', 9);
    const wasm = await WasmSession.create(kernels, model, { build: 'exact' });
    for (const k of [1, 2, 9, 32, 202, 203]) {
      const script = randomScript(architecture, random(k), 2, 4, k);
      const found = await runScript(wasm, script);
      assertSame(found, await runScript(onnxruntime, script), script.steps, TOLERANCE);
      found.forEach(({ logProbs }, step) => {
        const size = script.steps[step].k;
        for (let i = 1; i < logProbs.length; i++)
          assert.ok(i % size === 0 || logProbs[i] <= logProbs[i - 1], 'best first');
      });
    }
    await onnxruntime.dispose();
  });

  it('gives equal logits to the smaller word', async () => {
    const architecture = { ...architectures['plain GRU'], targetVocabulary: 150 };
    const zeros = new Map(
      trainingGraph(architecture, { labelSmoothing: 0, dropout: false, gradients: false }).parameters.map(
        ({ name, shape }) => {
          const data = new Float32Array(shape.reduce((p, d) => p * d, 1));
          if (name === 'output.b') for (const word of [3, 70, 71, 149]) data[word] = 1;
          return [name, { dims: shape, data }] as const;
        },
      ),
    );
    const weights: Map<string, StoredWeight> = quantize(zeros).weights;
    const { model, onnxruntime } = await built(architecture, 'int8', 2);
    await onnxruntime.dispose();
    const encoder = toModel(encoderGraph(architecture, weights));
    const decoder = toModel(decoderGraph(architecture, weights));
    const wasm = await WasmSession.create(kernels, { ...model, encoder, decoder }, { build: 'exact' });
    const steps = [7, 3, 6].map((k) => ({ from: 0, parents: [0], tokens: [1], k }));
    const [all, three, six] = await runScript(wasm, { sources: [[3]], steps });
    assert.deepEqual(all.tokens, [3, 70, 71, 149, 0, 1, 2]);
    assert.deepEqual(three.tokens, [3, 70, 71]);
    assert.deepEqual(six.tokens, [3, 70, 71, 149, 0, 1]);
  });

  it('refuses by name what is left to onnxruntime', async () => {
    const a = architectures['plain GRU'];
    const { model, onnxruntime } = await built(a, 'float32', 1);
    const other = await built(
      { ...a, decoder: { layers: [{ ...a.decoder.layers[0], linearBeforeReset: true }] } },
      'int8',
      1,
    );
    await assert.rejects(WasmSession.create(kernels, model), {
      name: 'WasmError',
      code: 'float32-weights',
      message: /float32.*onnxruntime/,
    });
    const mixed = { ...model, decoder: other.model.decoder };
    await assert.rejects(WasmSession.create(kernels, mixed), { name: 'RuntimeError', code: 'unknown-graph' });
    const nothing = { relaxed: new Uint8Array(8), exact: new Uint8Array(8) };
    await assert.rejects(WasmSession.create(nothing, other.model), {
      name: 'WasmError',
      code: 'unsupported',
    });
    await onnxruntime.dispose();
    await other.onnxruntime.dispose();
    for (const [name, architecture] of Object.entries(foreignArchitectures)) {
      const foreign = await built(architecture, 'int8', 1);
      await assert.rejects(
        WasmSession.create(kernels, foreign.model),
        { name: 'RuntimeError', code: 'unknown-graph', message: /no kernels.*onnxruntime/ },
        name,
      );
      await foreign.onnxruntime.dispose();
    }
  });

  it('does not believe a build that computes something else', async () => {
    const right = await instantiate(kernels, 'exact');
    assert.equal(computesExactly(right), true);
    const multiply: typeof right.multiply = (matrix, x, rows) => {
      const y = right.multiply(matrix, x, rows);
      // As if operands had been taken the other way round.
      new Float32Array(right.memory.buffer, y, 8 * rows).forEach((value, i, all) => (all[i] = -value));
      return y;
    };
    assert.equal(computesExactly({ ...right, multiply }), false);
  });

  it('packs weights of any shape, input by input or output by output, in bands of any size', async () => {
    const module = await instantiate(kernels, 'exact');
    const next = random(5);
    const upTo = (most: number): number => 1 + Math.floor(next() * most);
    for (let round = 0; round < 60; round++) {
      const [inputs, outputs, skipped] = [upTo(40), upTo(40), upTo(9) - 1];
      const weight = Array.from({ length: inputs }, () =>
        Array.from({ length: outputs }, () => Math.floor(next() * 256) - 128),
      );
      const columns = skipped + outputs;
      const byInput = weight.flatMap((row) => [...new Array<number>(skipped).fill(99), ...row]);
      const byOutput = Array.from({ length: outputs }, (_, o) => weight.map((row) => row[o])).flat();
      const x = Float32Array.from({ length: inputs }, () => next() * 2 - 1);
      const wanted = Array.from({ length: outputs }, (_, o) =>
        weight.reduce((sum, row, i) => sum + row[o] * x[i], 0),
      );
      const inputBand = 4 * upTo(3);
      const outputBand = upTo(7);
      const ways: [
        number[],
        number,
        number,
        (matrix: number, at: number, first: number, n: number) => void,
      ][] = [
        [
          byInput,
          columns,
          inputBand,
          (m, at, first, n) => module.packInputs(m, at + skipped, columns, first, n),
        ],
        [byOutput, inputs, outputBand, (m, at, first, n) => module.packOutputs(m, at, first, n)],
      ];
      for (const [bytes, rowBytes, band, packBand] of ways) {
        const matrix = module.createMatrix(inputs, outputs, 1);
        for (let row = 0; row * rowBytes < bytes.length; row += band) {
          const some = Int8Array.from(bytes.slice(row * rowBytes, (row + band) * rowBytes));
          const at = module.allocate(some.length);
          new Int8Array(module.memory.buffer, at, some.length).set(some);
          packBand(matrix, at, row, some.length / rowBytes);
          module.free(at);
        }
        module.seal(matrix);
        new Float32Array(module.memory.buffer, module.scalesOf(matrix), outputs).fill(1);
        const from = module.allocate(4 * (inputs + 4));
        new Float32Array(module.memory.buffer, from, inputs + 4).fill(0);
        new Float32Array(module.memory.buffer, from, inputs).set(x);
        const y = new Float32Array(module.memory.buffer, module.multiply(matrix, from, 1), outputs);
        // Activations are rounded to 14 bits.
        y.forEach((value, o) =>
          assert.ok(Math.abs(value - wanted[o]) <= inputs * 128 * 2 ** -13, `${value} ${wanted[o]}`),
        );
      }
    }
  });

  it('has after 10,000 steps the memory it had before, and answers nothing any more once it is disposed of', async () => {
    const { model, onnxruntime } = await built(
      architectures['multiplicative attention, fed back, LSTM'],
      'int8',
      1,
    );
    await onnxruntime.dispose();
    const wasm = await WasmSession.create(kernels, model, { build: 'exact' });
    const walk = async (steps: number): Promise<void> => {
      for (let done = 0; done < steps; done += 50) {
        const decoding = await wasm.encode([[3, 4, 5], [6]]);
        let state = decoding.initial;
        for (let i = 0; i < 50; i++) {
          const parents = i === 0 ? new Int32Array(5) : Int32Array.of(0, 2, 1, 4, 3);
          const next = await decoding.step({ state, parents, tokens: Int32Array.of(3, 4, 5, 6, 7), k: 5 });
          // Search does not dispose of the last one: the decoding does.
          if (i < 49) state.dispose();
          state = next.state;
        }
        decoding.dispose();
        decoding.dispose();
      }
    };
    await walk(500);
    const before = wasm.bytes;
    await walk(10_000);
    assert.equal(wasm.bytes, before);
    const decoding = await wasm.encode([[3]]);
    await wasm.dispose();
    const request = { parents: Int32Array.of(0), tokens: Int32Array.of(1), k: 1 };
    await assert.rejects(decoding.step({ state: decoding.initial, ...request }), { code: 'disposed' });
    await assert.rejects(wasm.encode([[3]]), { code: 'disposed' });
  });
});
