/** docs/lecture-notes.md, systems 1 and 2: the cells against onnxruntime's own GRU and LSTM, and against the notes' equations in float64. */
import * as fc from 'fast-check';
import assert from 'node:assert/strict';
import type { Value } from '../../../src/graph';
import { slice, squeeze } from '../../../src/graph';
import type { Cell } from '../../../src/rnn';
import { runBidirectional, runLayer } from '../../../src/rnn';
import type { Array32, Feeds } from '../support/ort';
import { assertClose, random, randomArray } from '../support/ort';
import type { Nd } from '../support/tensors';
import { at, float, int32, same, tensor, toNd } from '../support/tensors';
import type { Variant } from './layers';
import { cellWeights, makeVariant, maskOf, runNetwork, VARIANTS } from './layers';
import type { CellWeights } from './reference';
import { gruStep, lstmStep, onnxWeights } from './reference';

type Direction = 'forward' | 'reverse' | 'bidirectional';

interface Case {
  T: number;
  hidden: number;
  inputSize: number;
  lengths: number[];
  direction: Direction;
  seed: number;
}

const size = fc.integer({ min: 1, max: 9 });
const cases: fc.Arbitrary<Case> = size.chain((T) =>
  fc.record({
    T: fc.constant(T),
    hidden: size,
    inputSize: size,
    lengths: fc.array(fc.integer({ min: 1, max: T }), { minLength: 1, maxLength: 5 }),
    direction: fc.constantFrom<Direction>('forward', 'reverse', 'bidirectional'),
    seed: fc.nat(),
  }),
);

/** Beyond the widths of vector registers. */
const large = (direction: Direction): Case => ({
  T: 24,
  hidden: 37,
  inputSize: 19,
  lengths: [24, 1, 23, 7, 16, 9, 24],
  direction,
  seed: 1,
});

/** Ours and onnxruntime's, from one graph: outputs, then final H (and C), with axes in onnxruntime's order. */
async function both(variant: Variant, c: Case): Promise<{ ours: Nd[]; theirs: Nd[] }> {
  const { T, hidden, inputSize, lengths, direction } = c;
  const B = lengths.length;
  const D = direction === 'bidirectional' ? 2 : 1;
  const cell = variant === 'lstm' ? 'lstm' : 'gru';
  const stateNames = cell === 'lstm' ? ['H', 'C'] : ['H'];
  const next = random(c.seed);
  const weights = Array.from({ length: D }, () => cellWeights(next, variant, { inputSize, hidden }));
  const onnx = onnxWeights(cell, weights);
  const feeds: Feeds = {
    X: randomArray(next, [T, B, inputSize]),
    mask: maskOf(lengths, T),
    lengths: int32([B], lengths),
    W: float(onnx.W),
    R: float(onnx.R),
    B: float(onnx.B),
  };
  for (const s of stateNames) feeds[s] = randomArray(next, [D, B, hidden]);
  const results = await runNetwork(
    (p, x, graph) => {
      const initial = (d: number): Value[] => stateNames.map((s) => squeeze(slice(x[s], d, d + 1), 0));
      const make = (d: number): Cell => makeVariant(p, `cell${d}`, variant, { inputSize, hidden });
      const common = { name: 'layer', mask: x.mask };
      const ours =
        D === 2
          ? runBidirectional({ forward: make(0), backward: make(1) }, x.X, {
              ...common,
              initial: { forward: initial(0), backward: initial(1) },
            })
          : runLayer(make(0), x.X, { ...common, initial: initial(0), reverse: direction === 'reverse' });
      const variantOf: Record<string, number> =
        cell === 'gru' ? { linear_before_reset: variant === 'gru' ? 0 : 1 } : {};
      const theirs = graph.emit(
        cell.toUpperCase(),
        [x.X, x.W, x.R, x.B, x.lengths, ...stateNames.map((s) => x[s])],
        { hidden_size: hidden, direction, ...variantOf },
        [[T, D, B, hidden], ...stateNames.map(() => [D, B, hidden])].map((shape) => ({
          dtype: 'float32' as const,
          shape,
        })),
      );
      const list = (name: string, values: Value[]) =>
        values.map((value, i) => [`${name}${i}`, value] as const);
      return Object.fromEntries([...list('ours', [ours.outputs, ...ours.final]), ...list('theirs', theirs)]);
    },
    feeds,
    Object.fromEntries(weights.map((w, d) => [`cell${d}`, w])),
  );
  // Ours joins the directions along the last axis: [..., B, D·H]; onnxruntime's stand before the batch.
  const apart = (x: Nd): Nd => {
    const dims = [...x.dims.slice(0, -2), D, B, hidden];
    return tensor(dims, (i) =>
      at(x, [...i.slice(0, -3), i[i.length - 2], i[i.length - 3] * hidden + i[i.length - 1]]),
    );
  };
  const list = (name: string) => [0, ...stateNames.map((_, i) => i + 1)].map((i) => results[`${name}${i}`]);
  return { ours: list('ours').map(apart), theirs: list('theirs') };
}

for (const variant of VARIANTS) {
  const sizes = { inputSize: 3, hidden: 4 };

  describe(variant, () => {
    it("equals onnxruntime's operator on padded batches, in every direction", async () => {
      await fc.assert(
        fc.asyncProperty(cases, async (c) => {
          const { ours, theirs } = await both(variant, c);
          ours.forEach((o, i) => same(o, theirs[i]));
        }),
        { numRuns: 25, examples: [[large('forward')], [large('bidirectional')]] },
      );
    });

    it('equals the equations, step by step', async () => {
      const next = random(3);
      const [T, B] = [4, 2];
      const weights = cellWeights(next, variant, sizes);
      const X = randomArray(next, [T, B, sizes.inputSize]);
      const [H0, C0] = [randomArray(next, [B, sizes.hidden]), randomArray(next, [B, sizes.hidden])];
      const { H } = await runCell(variant, weights, { X, H0, C0 });
      for (let b = 0; b < B; b++) {
        let [h, c] = [rowOf(toNd(H0), b), rowOf(toNd(C0), b)];
        for (let t = 0; t < T; t++) {
          const x = rowOf(toNd(X), t * B + b);
          if (variant === 'lstm') ({ h, c } = lstmStep(x, h, c, weights));
          else h = gruStep(x, h, weights, variant !== 'gru');
          assertClose(rowOf(H, t * B + b), h, 1e-5, `step ${t}`);
        }
      }
    });
  });
}

/** A layer over a whole sequence: its outputs H [T, B, hidden], its last C. */
async function runCell(
  variant: Variant,
  weights: CellWeights,
  { X, H0, C0 }: { X: Array32; H0: Array32; C0: Array32 },
): Promise<{ H: Nd; C: Nd | undefined }> {
  const sizes = { inputSize: X.dims[2], hidden: H0.dims[1] };
  const results = await runNetwork(
    (p, x) => {
      const cell = makeVariant(p, 'cell', variant, sizes);
      const initial = variant === 'lstm' ? [x.H0, x.C0] : [x.H0];
      const { outputs, final } = runLayer(cell, x.X, { name: 'layer', initial });
      const results: Record<string, Value> = { H: outputs };
      if (variant === 'lstm') results.C = final[1];
      return results;
    },
    variant === 'lstm' ? { X, H0, C0 } : { X, H0 },
    { cell: weights },
  );
  return { H: results.H, C: results.C };
}

const rowOf = (x: Nd, row: number): number[] => {
  const width = x.dims[x.dims.length - 1];
  return x.data.slice(row * width, (row + 1) * width);
};

/** σ(±100) is 1 or 0 in float32: biases that open or shut a gate. */
const OPEN = 100;
const SHUT = -100;

function setGate(weights: CellWeights, gate: number, bias: number, hidden: number): void {
  weights.b.data.fill(bias, gate * hidden, (gate + 1) * hidden);
}

describe('the gates of a GRU', () => {
  const sizes = { inputSize: 3, hidden: 4 };
  for (const variant of ['gru', 'gru, linear before reset'] as const) {
    it(`${variant}: R = 0 forgets H', as long as Z does not copy it`, async () => {
      const next = random(8);
      const weights = cellWeights(next, variant, sizes);
      setGate(weights, 0, SHUT, sizes.hidden);
      setGate(weights, 1, SHUT, sizes.hidden);
      const X = randomArray(next, [5, 2, 3]);
      const run = async () =>
        (await runCell(variant, weights, { X, H0: randomArray(next, [2, 4]), C0: X })).H;
      const one = await run();
      same(await run(), one, 1e-6);
      // With R open the past is heard.
      setGate(weights, 0, OPEN, sizes.hidden);
      assert.ok(Math.max(...(await run()).data.map((v, i) => Math.abs(v - one.data[i]))) > 0.05);
    });

    it(`${variant}: Z = 1 copies H'`, async () => {
      const next = random(9);
      const weights = cellWeights(next, variant, sizes);
      setGate(weights, 1, OPEN, sizes.hidden);
      const [X, H0] = [randomArray(next, [50, 2, 3]), randomArray(next, [2, 4])];
      const { H } = await runCell(variant, weights, { X, H0, C0: X });
      same(
        H,
        tensor([50, 2, 4], ([, b, j]) => at(toNd(H0), [b, j])),
        1e-6,
      );
    });
  }
});

describe('the gates of an LSTM', () => {
  const sizes = { inputSize: 3, hidden: 4 };
  it('F = 1, I = 0 keeps C for ever', async () => {
    const next = random(10);
    const weights = cellWeights(next, 'lstm', sizes);
    setGate(weights, 0, SHUT, sizes.hidden);
    setGate(weights, 1, OPEN, sizes.hidden);
    const [H0, C0] = [randomArray(next, [2, 4]), randomArray(next, [2, 4], 3)];
    const { C } = await runCell('lstm', weights, { X: randomArray(next, [300, 2, 3]), H0, C0 });
    same(C as Nd, toNd(C0), 1e-6);
  });

  it('O = 0 says nothing, and still remembers', async () => {
    const next = random(11);
    const weights = cellWeights(next, 'lstm', sizes);
    setGate(weights, 2, SHUT, sizes.hidden);
    const [H0, C0] = [randomArray(next, [2, 4]), randomArray(next, [2, 4])];
    const { H, C } = await runCell('lstm', weights, { X: randomArray(next, [5, 2, 3]), H0, C0 });
    assertClose(
      H.data,
      H.data.map(() => 0),
      1e-6,
    );
    assert.ok(Math.min(...(C as Nd).data.map(Math.abs)) > 1e-3);
  });
});
