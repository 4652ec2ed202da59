import assert from 'node:assert/strict';
import type { Value } from '../../../src/graph';
import * as g from '../../../src/graph';
import type { Feeds } from '../support/ort';
import { checkGradients, random, randomArray } from '../support/ort';

type Case = {
  name: string;
  shapes: number[][];
  scale?: number;
  positive?: boolean;
  f: (...x: Value[]) => Value;
};

const two = [
  [3, 4],
  [3, 4],
];
const cases: Case[] = [
  { name: 'Add, broadcast', shapes: [[2, 3, 4], [4]], f: g.add },
  {
    name: 'Add, both sides broadcast',
    shapes: [
      [3, 1],
      [1, 4],
    ],
    f: g.add,
  },
  {
    name: 'Sub',
    shapes: [
      [3, 4],
      [1, 4],
    ],
    f: g.sub,
  },
  {
    name: 'Mul',
    shapes: [
      [2, 3, 4],
      [3, 1],
    ],
    f: g.mul,
  },
  { name: 'Div', shapes: two, positive: true, f: g.div },
  { name: 'Neg', shapes: [[5]], f: g.neg },
  { name: 'Exp', shapes: [[5]], f: g.exp },
  { name: 'Log', shapes: [[5]], positive: true, f: g.log },
  { name: 'Sigmoid', shapes: [[3, 4]], f: g.sigmoid },
  { name: 'Tanh', shapes: [[3, 4]], f: g.tanh },
  { name: 'Identity', shapes: [[3]], f: g.identity },
  { name: 'Softmax', shapes: [[3, 4]], f: (x) => g.softmax(x) },
  { name: 'Softmax, middle axis', shapes: [[2, 3, 4]], f: (x) => g.softmax(x, 1) },
  { name: 'LogSoftmax', shapes: [[3, 4]], f: (x) => g.logSoftmax(x) },
  {
    name: 'MatMul',
    shapes: [
      [3, 4],
      [4, 5],
    ],
    f: (a, b) => g.matmul(a, b),
  },
  {
    name: 'MatMul, a matrix for every row',
    shapes: [
      [2, 3, 4],
      [4, 5],
    ],
    f: (a, b) => g.matmul(a, b),
  },
  {
    name: 'MatMul, batched',
    shapes: [
      [2, 3, 4],
      [2, 4, 5],
    ],
    f: (a, b) => g.matmul(a, b),
  },
  {
    name: 'FusedMatMul, transB',
    shapes: [
      [3, 4],
      [5, 4],
    ],
    f: (a, b) => g.matmul(a, b, { transB: true }),
  },
  {
    name: 'FusedMatMul, transB for every row',
    shapes: [
      [2, 3, 4],
      [5, 4],
    ],
    f: (a, b) => g.matmul(a, b, { transB: true }),
  },
  {
    name: 'FusedMatMul, transA',
    shapes: [
      [4, 3],
      [4, 5],
    ],
    f: (a, b) => g.matmul(a, b, { transA: true }),
  },
  {
    name: 'FusedMatMul, both',
    shapes: [
      [2, 4, 3],
      [2, 5, 4],
    ],
    f: (a, b) => g.matmul(a, b, { transA: true, transB: true }),
  },
  { name: 'Gemm', shapes: [[3, 4], [4, 5], [5]], f: (a, b, c) => g.gemm(a, b, c) },
  { name: 'Gemm, transB', shapes: [[3, 4], [5, 4], [5]], f: (a, b, c) => g.gemm(a, b, c, { transB: true }) },
  { name: 'Transpose', shapes: [[2, 3, 4]], f: (x) => g.transpose(x, [2, 0, 1]) },
  { name: 'Reshape', shapes: [[2, 3, 4]], f: (x) => g.reshape(x, [0, -1]) },
  { name: 'Unsqueeze', shapes: [[2, 3]], f: (x) => g.unsqueeze(x, 1) },
  { name: 'Squeeze', shapes: [[2, 1, 3]], f: (x) => g.squeeze(x, 1) },
  {
    name: 'Concat',
    shapes: [
      [2, 3],
      [2, 4],
    ],
    f: (a, b) => g.concat([a, b], 1),
  },
  { name: 'Split, one part used', shapes: [[2, 5]], f: (x) => g.split(x, 1, [2, 3])[1] },
  {
    name: 'Split, both used',
    shapes: [[2, 4]],
    f: (x) => g.mul(...(g.split(x, 1, [2, 2]) as [Value, Value])),
  },
  { name: 'ReduceSum', shapes: [[2, 3, 4]], f: (x) => g.reduceSum(x, [0, 2]) },
  { name: 'ReduceSum, axes kept', shapes: [[2, 3, 4]], f: (x) => g.reduceSum(x, [1], true) },
  { name: 'a value used twice', shapes: [[3, 3]], f: (x) => g.add(g.matmul(x, x), g.mul(x, g.tanh(x))) },
];

describe('gradients agree with finite differences', () => {
  for (const { name, shapes, positive, f } of cases) {
    it(name, async () => {
      const graph = new g.Graph('test');
      const next = random(name.length + shapes.length);
      const inputs = shapes.map((shape, i) => graph.input(`x${i}`, 'float32', shape));
      const feeds: Feeds = {};
      shapes.forEach((shape, i) => {
        const x = randomArray(next, shape);
        if (positive) x.data = (x.data as Float32Array).map((v) => 1.5 + v * 0.7);
        feeds[`x${i}`] = x;
      });
      await checkGradients(graph, f(...inputs), inputs, feeds);
    });
  }

  it('Where', async () => {
    const graph = new g.Graph('test');
    const condition = graph.input('c', 'bool', [3, 1]);
    const [a, b] = [graph.input('a', 'float32', [3, 4]), graph.input('b', 'float32', [4])];
    const next = random(3);
    const feeds: Feeds = {
      a: randomArray(next, [3, 4]),
      b: randomArray(next, [4]),
      c: { dims: [3, 1], data: Uint8Array.of(1, 0, 1) },
    };
    await checkGradients(graph, g.where(condition, a, b), [a, b], feeds);
  });

  it('Gather, repeated rows add up', async () => {
    const graph = new g.Graph('test');
    const table = graph.input('table', 'float32', [5, 3]);
    const rows = graph.input('rows', 'int32', ['T', 'B']);
    const feeds: Feeds = {
      table: randomArray(random(1), [5, 3]),
      rows: { dims: [2, 3], data: Int32Array.of(0, 4, 4, 2, 4, 0) },
    };
    await checkGradients(graph, g.gather(table, rows), [table], feeds);
  });

  it('Expand', async () => {
    const graph = new g.Graph('test');
    const x = graph.input('x', 'float32', [2, 1]);
    const y = g.expand(x, graph.constant('int64', [2], [2, 3]), [2, 3]);
    await checkGradients(graph, y, [x], { x: randomArray(random(2), [2, 1]) });
  });

  it('a custom rule takes the place of the nodes it covers', async () => {
    const graph = new g.Graph('test');
    const x = graph.input('x', 'float32', [4]);
    const y = graph.withGradient(
      [x],
      () => g.mul(x, g.mul(x, x)),
      (dy) => [g.mul(dy, g.mul(3, g.mul(x, x)))],
    );
    await checkGradients(graph, g.tanh(y), [x], { x: randomArray(random(5), [4]) });
  });

  it('says so where a value has no influence, or an operator no gradient', () => {
    const graph = new g.Graph('test');
    const x = graph.input('x', 'float32', [4]);
    const z = graph.input('z', 'float32', [4]);
    const y = g.tanh(x);
    assert.throws(() => g.gradients([{ value: y, gradient: y }], [z]), {
      name: 'GraphError',
      code: 'gradient',
    });
    const top = g.topK(x, graph.constant('int64', [1], [2])).values;
    assert.throws(() => g.gradients([{ value: top, gradient: top }], [x]), /no gradient is defined for TopK/);
  });
});

describe('the gradient of a loop', () => {
  /** A little recurrent network with every kind of value a body can use. */
  function loop(reverse: boolean): { graph: g.Graph; wrt: Value[]; y: Value; feeds: Feeds } {
    const graph = new g.Graph('test');
    const next = random(reverse ? 11 : 12);
    const declare = (name: string, shape: (number | string)[]) => graph.input(name, 'float32', shape);
    const [x, h0, w, v, b, memory, mask] = [
      declare('x', ['T', 'B', 3]),
      declare('h0', ['B', 4]),
      declare('w', [4, 4]),
      declare('v', [4, 3]),
      declare('b', [4]),
      declare('memory', ['B', 5, 4]),
      graph.input('mask', 'bool', ['T', 'B', 1]),
    ];
    const { finalStates, outputs } = g.scan(
      { name: 'loop', initialStates: [h0], sequences: [x, mask], reverse },
      ([h], [xt, mt]) => {
        const scores = g.matmul(g.unsqueeze(h, 1), memory, { transB: true });
        const context = g.squeeze(g.matmul(g.softmax(scores), memory), 1);
        const input = g.matmul(xt, v, { transB: true });
        const fresh = g.tanh(g.add(g.add(g.matmul(g.mul(h, context), w), input), b));
        const state = g.where(mt, fresh, h);
        return { states: [state], outputs: [state, g.mul(context, b)] };
      },
    );
    const total = g.add(g.reduceSum(g.mul(outputs[0], outputs[1]), [0]), g.mul(finalStates[0], 2));
    const feeds: Feeds = {
      x: randomArray(next, [6, 2, 3]),
      h0: randomArray(next, [2, 4]),
      w: randomArray(next, [4, 4]),
      v: randomArray(next, [4, 3]),
      b: randomArray(next, [4]),
      memory: randomArray(next, [2, 5, 4]),
      mask: { dims: [6, 2, 1], data: Uint8Array.of(1, 1, 1, 1, 1, 0, 1, 1, 0, 1, 1, 1) },
    };
    return { graph, wrt: [x, h0, w, v, b, memory], y: total, feeds };
  }

  for (const reverse of [false, true]) {
    it(`agrees with finite differences, ${reverse ? 'last step first' : 'first step first'}`, async () => {
      const { graph, wrt, y, feeds } = loop(reverse);
      await checkGradients(graph, y, wrt, feeds);
    });
  }

  it('takes the gradient of a weight matrix with one product after the loop, none inside', () => {
    const { graph, wrt, y } = loop(false);
    const before = new Set(graph.nodes);
    const w = wrt[2];
    g.gradients([{ value: y, gradient: y }], [w]);
    const added = graph.nodes.filter((n) => !before.has(n));
    const backward = added.find((n) => n.op === 'Scan')?.attributes.body as g.Graph;
    const products = (nodes: g.Node[]) =>
      nodes.filter(
        (n) => /MatMul/.test(n.op) && n.attributes.transA === 1 && n.outputs[0].shape.join() === '4,4',
      );
    assert.equal(products(added).length, 1);
    assert.equal(products(backward.nodes).length, 0);
  });
});
