/** Every operator, run by onnxruntime, against plain loops in float64. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Value } from '../../../src/graph';
import * as g from '../../../src/graph';
import { random, randomArray } from '../support/ort';
import type { Nd } from '../support/tensors';
import { at, bool, evaluate, float, indices, int32, same, tensor, toNd } from '../support/tensors';

const next = random(2024);
const draw = (...dims: number[]): Nd => toNd(randomArray(next, dims, 2));

/** Two shapes that go together, and the shape of both. The left one may lack leading axes of size 1. */
const shapes = fc
  .record({
    axes: fc.array(fc.constantFrom([1, 1], [1, 2], [1, 3], [2, 1], [3, 1], [2, 2], [3, 3]), { maxLength: 4 }),
    lacking: fc.nat({ max: 4 }),
  })
  .map(({ axes, lacking }) => {
    const left = axes.map(([l]) => l);
    const ones = left.findIndex((d) => d !== 1);
    return {
      all: axes.map((sizes) => Math.max(...sizes)),
      left: left.slice(Math.min(lacking, ones < 0 ? axes.length : ones)),
      right: axes.map(([, r]) => r),
    };
  });

describe('operators of two operands', () => {
  const cases: [string, (a: Value, b: Value) => Value, (a: number, b: number) => number][] = [
    ['add', g.add, (a, b) => a + b],
    ['sub', g.sub, (a, b) => a - b],
    ['mul', g.mul, (a, b) => a * b],
    ['div', g.div, (a, b) => a / b],
    ['less', g.less, (a, b) => Number(a < b)],
    ['equal', g.equal, (a, b) => Number(a === b)],
  ];
  for (const [name, f, reference] of cases) {
    it(`${name}, any shapes that go together`, async () => {
      await fc.assert(
        fc.asyncProperty(shapes, async ({ all, left, right }) => {
          // Quarters: exact in float32, and some are equal. None is 0, because of div.
          const quarters = (dims: number[]) => tensor(dims, () => (Math.floor(next() * 8) - 4 || 5) / 4);
          const [a, b] = [quarters(left), quarters(right)];
          const [result] = await evaluate(f as (...x: Value[]) => Value, float(a), float(b));
          same(
            result,
            tensor(all, (i) => reference(at(a, i), at(b, i))),
          );
        }),
        { numRuns: 12 },
      );
    });
  }

  it('take a number on either side', async () => {
    const x = draw(3);
    const results = await evaluate((v) => [g.sub(1, v), g.sub(v, 1), g.div(2, v), g.mul(v, -0.5)], float(x));
    const expected = [
      x.data.map((v) => 1 - v),
      x.data.map((v) => v - 1),
      x.data.map((v) => 2 / v),
      x.data.map((v) => v * -0.5),
    ];
    results.forEach((result, i) => same(result, { dims: [3], data: expected[i] }));
  });

  it('compare whole numbers', async () => {
    const [less, equal] = await evaluate(
      (a, b) => [g.less(a, b), g.equal(a, b)],
      int32([3, 1], [0, 1, 2]),
      int32([3], [0, 1, 2]),
    );
    assert.deepEqual(less.data, [0, 1, 1, 0, 0, 1, 0, 0, 0]);
    assert.deepEqual(equal.data, [1, 0, 0, 0, 1, 0, 0, 0, 1]);
  });
});

describe('operators of one operand', () => {
  const cases: [string, (x: Value) => Value, (x: number) => number][] = [
    ['neg', g.neg, (x) => -x],
    ['exp', g.exp, Math.exp],
    ['sigmoid', g.sigmoid, (x) => 1 / (1 + Math.exp(-x))],
    ['tanh', g.tanh, Math.tanh],
    ['identity', g.identity, (x) => x],
    ['zerosLike', g.zerosLike, () => 0],
  ];
  for (const [name, f, reference] of cases) {
    it(name, async () => {
      const x: Nd = { dims: [7], data: [-30, -2.5, -1, 0, 0.5, 2, 20] };
      same((await evaluate(f, float(x)))[0], { dims: [7], data: x.data.map(reference) });
    });
  }

  it('log', async () => {
    const x = [1e-6, 0.5, 1, 2.5, 1e6];
    same((await evaluate(g.log, float({ dims: [5], data: x })))[0], { dims: [5], data: x.map(Math.log) });
  });

  it('cast, which leaves a value of that type as it is', async () => {
    const [whole, truth, real] = await evaluate(
      (x, b) => [g.cast(x, 'int32'), g.cast(x, 'bool'), g.cast(b, 'float32')],
      float({ dims: [4], data: [-1.75, 0, 0.5, 3.9] }),
      bool([2], [true, false]),
    );
    assert.deepEqual(whole.data, [-1, 0, 0, 3]);
    assert.deepEqual(truth.data, [1, 0, 1, 1]);
    assert.deepEqual(real.data, [1, 0]);
    const x = new g.Graph('test').input('x', 'float32', [2]);
    assert.equal(g.cast(x, 'float32'), x);
  });

  for (const axis of [-1, 0, 1]) {
    it(`softmax and logSoftmax along axis ${axis}, without overflow`, async () => {
      const x = draw(2, 3, 4);
      x.data[5] = 500;
      const [soft, logs] = await evaluate((v) => [g.softmax(v, axis), g.logSoftmax(v, axis)], float(x));
      const along = axis < 0 ? 2 : axis;
      const logOf = (i: number[]) => {
        const line = Array.from({ length: x.dims[along] }, (_, j) =>
          at(
            x,
            i.map((k, d) => (d === along ? j : k)),
          ),
        );
        const most = Math.max(...line);
        return at(x, i) - most - Math.log(line.reduce((sum, v) => sum + Math.exp(v - most), 0));
      };
      same(logs, tensor(x.dims, logOf));
      same(
        soft,
        tensor(x.dims, (i) => Math.exp(logOf(i))),
      );
    });
  }

  it('reduceSum over some axes, kept or not; reduceMax over the last', async () => {
    const x = draw(2, 3, 4);
    const [over02, kept1, most] = await evaluate(
      (v) => [g.reduceSum(v, [0, -1]), g.reduceSum(v, [1], true), g.reduceMax(v)],
      float(x),
    );
    const sum = (list: number[][]) => list.reduce((total, i) => total + at(x, i), 0);
    same(
      over02,
      tensor([3], ([j]) => sum(indices([2, 4]).map(([i, k]) => [i, j, k]))),
    );
    same(
      kept1,
      tensor([2, 1, 4], ([i, , k]) => sum([0, 1, 2].map((j) => [i, j, k]))),
    );
    same(
      most,
      tensor([2, 3, 1], ([i, j]) => Math.max(...[0, 1, 2, 3].map((k) => at(x, [i, j, k])))),
    );
  });
});

describe('products', () => {
  const turned = (x: Nd): Nd => {
    const n = x.dims.length;
    const swap = (i: number[]) => [...i.slice(0, -2), i[n - 1], i[n - 2]];
    return tensor(swap(x.dims), (i) => at(x, swap(i)));
  };
  const product = (a: Nd, b: Nd, batch: number[]): Nd => {
    const [m, k] = a.dims.slice(-2);
    return tensor([...batch, m, b.dims[b.dims.length - 1]], (i) => {
      const [row, column] = i.slice(-2);
      const lead = i.slice(0, -2);
      return Array.from(
        { length: k },
        (_, j) => at(a, [...lead, row, j]) * at(b, [...lead, j, column]),
      ).reduce((s, v) => s + v, 0);
    });
  };

  const leads: [number[], number[], number[]][] = [
    [[], [], []],
    [[5], [], [5]],
    [[5], [5], [5]],
    [
      [2, 5],
      [2, 5],
      [2, 5],
    ],
    [[2, 5], [], [2, 5]],
  ];
  for (const transA of [false, true]) {
    for (const transB of [false, true]) {
      it(`matmul${transA ? ', left transposed' : ''}${transB ? ', right transposed' : ''}, with leading axes`, async () => {
        for (const [left, right, batch] of leads) {
          const a = draw(...left, 3, 4);
          const b = draw(...right, 4, 2);
          const expected = product(a, b, batch);
          const inputs = [transA ? turned(a) : a, transB ? turned(b) : b].map(float);
          same((await evaluate((x, y) => g.matmul(x, y, { transA, transB }), ...inputs))[0], expected);
        }
      });

      it(`gemm${transA ? ', left transposed' : ''}${transB ? ', right transposed' : ''}`, async () => {
        const [a, b, c] = [draw(3, 4), draw(4, 2), draw(2)];
        const expected = product(a, b, []);
        expected.data = expected.data.map((v, i) => v + c.data[i % 2]);
        const inputs = [transA ? turned(a) : a, transB ? turned(b) : b, c].map(float);
        same((await evaluate((x, y, z) => g.gemm(x, y, z, { transA, transB }), ...inputs))[0], expected);
      });
    }
  }

  it('transpose', async () => {
    const x = draw(2, 3, 4);
    const [result] = await evaluate((v) => g.transpose(v, [2, 0, 1]), float(x));
    same(
      result,
      tensor([4, 2, 3], ([i, j, k]) => at(x, [j, k, i])),
      0,
    );
  });
});
