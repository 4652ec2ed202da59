/** Building: shapes that do not fit, scopes, loops, what is written out. */
import assert from 'node:assert/strict';
import type { Value } from '../../../src/graph';
import * as g from '../../../src/graph';
import { float, int64, tensor, toNd } from '../support/tensors';
import { assertClose, random, randomArray, run } from '../support/ort';

const input = (shape: (number | string)[], graph = new g.Graph('test')): Value =>
  graph.input(graph.uniqueName('x'), 'float32', shape);

describe('shapes that do not fit are GraphError "shape", with the sizes in the message', () => {
  const graph = new g.Graph('test');
  const x = (...shape: (number | string)[]) => input(shape, graph);
  const cases: [string, () => unknown, RegExp][] = [
    ['broadcast', () => g.add(x(2, 3), x(2)), /\[2,3\] and \[2\]/],
    ['where', () => g.where(graph.input('c', 'bool', [3]), x(2), x(1)), /\[3\] and \[2\]/],
    ['inner sizes of a product', () => g.matmul(x(2, 3), x(4, 5)), /3 and 4/],
    ['inner sizes of a transposed product', () => g.matmul(x(2, 3), x(3, 5), { transB: true }), /3 and 5/],
    ['inner sizes of gemm', () => g.gemm(x(2, 3), x(4, 5), x(5)), /3 and 4/],
    ['leading axes of a product', () => g.matmul(x(2, 3, 4), x(5, 4, 6)), /\[2\] and \[5\]/],
    ['a product of vectors', () => g.matmul(x(3), x(3, 2)), /needs matrices/],
    ['an axis that is not there', () => g.reduceSum(x(2, 3), [2]), /axis 2 of a tensor with 2 axes/],
    ['a negative axis that is not there', () => g.squeeze(x(2, 3), -3), /axis -3/],
    ['a split', () => g.split(x(2, 5), 1, [2, 2]), /cannot split 5 into 2 \+ 2/],
    [
      'states of a loop',
      () =>
        g.scan({ name: 'loop', initialStates: [x(2)], sequences: [x('T', 2)] }, () => ({
          states: [],
          outputs: [],
        })),
      /loop: 1 states go in, 0 come out/,
    ],
  ];
  for (const [name, f, message] of cases) {
    it(name, () => assert.throws(f, { name: 'GraphError', code: 'shape', message }));
  }

  it('while names fit any size', () => {
    assert.deepEqual(g.add(x('B', 3), x(3)).shape, ['B', 3]);
    assert.deepEqual(g.add(x(1, 3), x('B', 1)).shape, ['B', 3]);
    assert.deepEqual(g.matmul(x('B', 'k'), x(4, 5)).shape, ['B', 5]);
  });
});

describe('scopes', () => {
  const loop = (body: (state: Value, step: Value) => { state: Value; output: Value }) => {
    const graph = new g.Graph('test');
    const h = graph.input('h', 'float32', ['B', 2]);
    const x = graph.input('x', 'float32', ['T', 'B', 2]);
    const result = g.scan({ name: 'loop', initialStates: [h], sequences: [x] }, ([state], [step]) => {
      const { state: after, output } = body(state, step);
      return { states: [after], outputs: [output] };
    });
    return { graph, h, x, ...result };
  };

  it('a node over outer values inside the body of a loop lands outside, and is computed once', () => {
    const made: Value[] = [];
    const { graph } = loop((state, step) => {
      const [h] = (state.graph.parent as g.Graph).inputs;
      const outside = g.mul(g.exp(h), 2);
      const inside = g.mul(state, outside);
      made.push(outside, inside);
      return { state: inside, output: step };
    });
    const [outside, inside] = made;
    assert.equal(outside.graph, graph);
    assert.notEqual(inside.graph, graph);
    const scan = graph.nodes.find((n) => n.op === 'Scan') as g.Node;
    assert.ok(graph.nodes.indexOf(scan) > graph.nodes.findIndex((n) => n.op === 'Exp'));
    assert.deepEqual(
      (scan.attributes.body as g.Graph).nodes.filter((n) => n.op === 'Exp'),
      [],
    );
  });

  it('a value of the body is not visible outside', () => {
    let leaked: Value | undefined;
    const { graph, h } = loop((state, step) => {
      leaked = g.add(state, step);
      return { state: leaked, output: leaked };
    });
    assert.throws(() => graph.emit('Add', [h, leaked], {}, [{ dtype: 'float32', shape: ['B', 2] }]), {
      name: 'GraphError',
      code: 'scope',
      message: /cannot see/,
    });
  });

  it('a node without operands has no place', () => {
    assert.throws(
      () => g.scan({ name: 'empty', initialStates: [], sequences: [] }, () => ({ states: [], outputs: [] })),
      {
        name: 'GraphError',
        code: 'scope',
      },
    );
  });

  it('equal constants are stored once, different ones apart', () => {
    const graph = new g.Graph('test');
    assert.equal(graph.constant('int64', [2], [1, 2]), graph.constant('int64', [2], [1, 2]));
    const all = [
      graph.constant('int64', [2], [1, 2]),
      graph.constant('int32', [2], [1, 2]),
      graph.constant('int64', [2, 1], [1, 2]),
      graph.constant('int64', [2], [2, 1]),
    ];
    assert.equal(new Set(all).size, 4);
  });
});

describe('loops', () => {
  const next = random(5);

  for (const reverse of [false, true]) {
    it(`carry states and stack outputs, ${reverse ? 'last' : 'first'} step first; outputs keep the order of the sequence`, async () => {
      const graph = new g.Graph('test');
      const h = graph.input('h', 'float32', ['B', 2]);
      const x = graph.input('x', 'float32', ['T', 'B', 2]);
      const { finalStates, outputs } = g.scan(
        { name: 'loop', initialStates: [h], sequences: [x], reverse },
        ([state], [step]) => {
          const after = g.add(g.mul(state, 0.5), step);
          return { states: [after], outputs: [after, g.neg(step)] };
        },
      );
      graph.output('final', finalStates[0]);
      graph.output('states', outputs[0]);
      graph.output('negated', outputs[1]);
      for (const T of [1, 4]) {
        const [h0, xs] = [randomArray(next, [3, 2]), randomArray(next, [T, 3, 2])];
        const results = await run(graph, { h: h0, x: xs });
        const state = toNd(h0).data;
        const stacked = new Array<number>(T * 6);
        for (let step = 0; step < T; step++) {
          const t = reverse ? T - 1 - step : step;
          for (let i = 0; i < 6; i++)
            stacked[t * 6 + i] = state[i] = state[i] * 0.5 + Number(xs.data[t * 6 + i]);
        }
        assertClose(results.final.data as Float32Array, state, 1e-6);
        assertClose(results.states.data as Float32Array, stacked, 1e-6);
        assertClose(
          results.negated.data as Float32Array,
          toNd(xs).data.map((v) => -v),
          0,
        );
        assert.deepEqual(results.states.dims, [T, 3, 2]);
      }
    });
  }

  it('may give a state, a step, an outer value, or the same value twice as outputs', async () => {
    const graph = new g.Graph('test');
    const [h, w, x] = [input([2], graph), input([2], graph), input(['T', 2], graph)];
    const { finalStates, outputs } = g.scan(
      { name: 'loop', initialStates: [h], sequences: [x] },
      ([state], [step]) => {
        const after = g.add(state, step);
        return { states: [after], outputs: [state, step, w, after, after] };
      },
    );
    [...finalStates, ...outputs].forEach((value, i) => graph.output(`y${i}`, value));
    const results = await run(graph, {
      [h.name]: float({ dims: [2], data: [1, 2] }),
      [w.name]: float({ dims: [2], data: [7, 8] }),
      [x.name]: float({ dims: [2, 2], data: [10, 20, 30, 40] }),
    });
    const data = Object.keys(results).map((_, i) => toNd(results[`y${i}`]).data);
    assert.deepEqual(data, [
      [41, 62],
      [1, 2, 11, 22],
      [10, 20, 30, 40],
      [7, 8, 7, 8],
      [11, 22, 41, 62],
      [11, 22, 41, 62],
    ]);
  });

  it('see initializers of the model from inside', async () => {
    const graph = new g.Graph('test');
    const [h, x] = [input([2], graph), input(['T', 2], graph)];
    const { finalStates } = g.scan(
      { name: 'loop', initialStates: [h], sequences: [x] },
      ([state], [step]) => {
        const table = state.graph.initializer('w', {
          dtype: 'float32',
          dims: [2],
          data: Float32Array.of(2, 3),
        });
        return { states: [g.add(state, g.mul(step, table))], outputs: [] };
      },
    );
    graph.output('y', finalStates[0]);
    const feeds = { [h.name]: float({ dims: [2], data: [1, 1] }), [x.name]: float(tensor([3, 2], () => 1)) };
    assert.deepEqual(toNd((await run(graph, feeds)).y).data, [7, 10]);
  });
});

describe('what is written', () => {
  it('leaves out nodes and constants that no output depends on, in the body of a loop too', () => {
    const graph = new g.Graph('test');
    const [h, x] = [input([2], graph), input(['T', 2], graph)];
    g.tanh(g.add(h, 12345));
    const { finalStates } = g.scan(
      { name: 'loop', initialStates: [h], sequences: [x] },
      ([state], [step]) => {
        g.exp(g.mul(step, 54321));
        return { states: [g.add(state, step)], outputs: [] };
      },
    );
    graph.output('y', finalStates[0]);
    const model = g.toModel(graph);
    const ops = (nodes: g.OnnxNode[]): string[] =>
      nodes.flatMap((n) => [n.opType, ...n.attribute.flatMap((a) => (a.g ? ops(a.g.node) : []))]);
    assert.deepEqual(ops(model.graph?.node ?? []), ['Scan', 'Add', 'Identity']);
    assert.deepEqual(model.graph?.initializer, []);
  });

  it('keeps metadata, names, types and sizes', async () => {
    const graph = new g.Graph('named');
    const x = graph.input('x', 'int64', ['B', 3]);
    graph.output('y', g.identity(x));
    const model = g.readModel(g.exportModel(graph, { clé: '值 😀' }));
    assert.deepEqual(model.metadataProps, [{ key: 'clé', value: '值 😀' }]);
    assert.deepEqual(model.graph?.input, [
      {
        name: 'x',
        type: { tensorType: { elemType: 7, shape: { dim: [{ dimParam: 'B' }, { dimValue: 3 }] } } },
      },
    ]);
    const { y } = await run(graph, { x: int64([1, 3], [1, -2, 2 ** 40]) });
    assert.deepEqual(toNd(y).data, [1, -2, 2 ** 40]);
  });
});
