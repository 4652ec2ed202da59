/** docs/lecture-notes.md, systems 3 and 4: depth, mixed cells, residual connections, both directions, padded batches. */
import assert from 'node:assert/strict';
import type { Value } from '../../../src/graph';
import { add } from '../../../src/graph';
import type { LayerSpec, StackSpec } from '../../../src/rnn';
import { Gru, Lstm, runBidirectional, runLayer, runStack } from '../../../src/rnn';
import type { Feeds } from '../support/ort';
import { random, randomArray } from '../support/ort';
import type { Nd } from '../support/tensors';
import { at, float, same, tensor, toNd } from '../support/tensors';
import { cellWeights, makeVariant, maskOf, runNetwork, VARIANTS } from './layers';

const gru = (hidden: number): LayerSpec => ({ cell: 'gru', hidden });
const lstm = (hidden: number): LayerSpec => ({ cell: 'lstm', hidden });
const stateCount = (layer: LayerSpec): number => (layer.cell === 'lstm' ? 2 : 1);

const [T, B, E] = [5, 3, 3];
const lengths = [5, 2, 4];

interface Hand {
  X: Value;
  /** Runs the next layer of the stack on `input` and keeps its final state. */
  layer(input: Value, inputSize: number): Value;
}

/** A stack, and the same layer after layer by hand, from the same weights, states and mask. */
async function equal(spec: StackSpec, byHand: (hand: Hand) => Value): Promise<void> {
  const next = random(21);
  const feeds: Feeds = { X: randomArray(next, [T, B, E]), mask: maskOf(lengths, T) };
  spec.layers.forEach((layer, j) => {
    for (let i = 0; i < stateCount(layer); i++)
      feeds[`initial.${j}.${i}`] = randomArray(next, [B, layer.hidden]);
  });
  const results = await runNetwork(
    (p, x) => {
      const initial = (j: number) =>
        Array.from({ length: stateCount(spec.layers[j]) }, (_, i) => x[`initial.${j}.${i}`]);
      const given = spec.layers.map((_, j) => initial(j));
      const stack = runStack(p, x.X, {
        name: 'stack',
        spec,
        inputSize: E,
        initial: (j) => given[j].shift() as Value,
        mask: x.mask,
        dropout: (y) => y,
      });
      const final: Value[] = [];
      let done = 0;
      const layer = (input: Value, inputSize: number): Value => {
        const j = done++;
        const { cell, hidden } = spec.layers[j];
        const name = `stack.${j}`;
        const made =
          cell === 'lstm'
            ? new Lstm(p, name, { inputSize, hidden })
            : new Gru(p, name, { inputSize, hidden, linearBeforeReset: false });
        const result = runLayer(made, input, { name, initial: initial(j), mask: x.mask });
        final.push(...result.final);
        return result.outputs;
      };
      const outputs: Record<string, Value> = {
        'stack.H': stack.outputs,
        'hand.H': byHand({ X: x.X, layer }),
      };
      stack.final.flat().forEach((f, i) => (outputs[`stack.${i}`] = f));
      final.forEach((f, i) => (outputs[`hand.${i}`] = f));
      return outputs;
    },
    feeds,
    {},
    next,
  );
  const names = Object.keys(results).filter((name) => name.startsWith('stack'));
  assert.equal(names.length, 1 + spec.layers.reduce((sum, l) => sum + stateCount(l), 0));
  for (const name of names) same(results[name], results[name.replace('stack', 'hand')], 1e-6);
}

describe('a deep network', () => {
  for (const one of [gru(4), lstm(4)]) {
    it(`of one ${one.cell} layer is the layer`, () =>
      equal({ layers: [one] }, ({ X, layer }) => layer(X, E)));
  }

  it('of three layers, cells and sizes mixed, is layer upon layer', () =>
    equal({ layers: [gru(4), lstm(6), gru(5)] }, ({ X, layer }) => layer(layer(layer(X, E), 4), 6)));

  it('adds what went into a layer to what comes out, from the second on, where sizes agree', () =>
    equal({ layers: [gru(4), lstm(4), gru(5), gru(5)], residual: true }, ({ X, layer }) => {
      const first = layer(X, E);
      const second = add(layer(first, 4), first);
      const third = layer(second, 4);
      return add(layer(third, 5), third);
    }));

  it('never adds the input of the first layer', () =>
    equal({ layers: [lstm(E)], residual: true }, ({ X, layer }) => layer(X, E)));

  it('applies dropout between layers only', async () => {
    const next = random(4);
    let between = 0;
    await runNetwork(
      (p, x) => {
        const spec: StackSpec = { layers: [gru(2), gru(2), gru(2)] };
        const dropout = (y: Value): Value => {
          between++;
          return y;
        };
        return {
          H: runStack(p, x.X, { name: 's', spec, inputSize: E, initial: () => x.H0, dropout }).outputs,
        };
      },
      { X: randomArray(next, [T, B, E]), H0: randomArray(next, [B, 2]) },
      {},
      next,
    );
    assert.equal(between, 2);
  });
});

/** Each sentence from its last word to its first; padding stays at the end. */
const reversed = (x: Nd): Nd =>
  tensor(x.dims, ([t, b, j]) => (t < lengths[b] ? at(x, [lengths[b] - 1 - t, b, j]) : 0));

describe('a bidirectional layer', () => {
  for (const variant of VARIANTS) {
    it(`${variant}: equals a layer on the sentences and a layer on their reverse`, async () => {
      const size = { inputSize: E, hidden: 4 };
      const next = random(31);
      const weights = { f: cellWeights(next, variant, size), b: cellWeights(next, variant, size) };
      const X = randomArray(next, [T, B, E]);
      const states = variant === 'lstm' ? ['H', 'C'] : ['H'];
      const feeds: Feeds = { X, mask: maskOf(lengths, T) };
      for (const s of states) for (const d of 'fb') feeds[s + d] = randomArray(next, [B, 4]);
      const named = (final: Value[]) => Object.fromEntries(final.map((f, i) => [states[i], f]));
      const joined = await runNetwork(
        (p, x) => {
          const cells = {
            forward: makeVariant(p, 'f', variant, size),
            backward: makeVariant(p, 'b', variant, size),
          };
          const initial = { forward: states.map((s) => x[`${s}f`]), backward: states.map((s) => x[`${s}b`]) };
          const { outputs, final } = runBidirectional(cells, x.X, { name: 'both', initial, mask: x.mask });
          return { outputs, ...named(final) };
        },
        feeds,
        weights,
      );
      const single = (name: 'f' | 'b', sequence: Nd) =>
        runNetwork(
          (p, x) => {
            const initial = states.map((s) => x[s + name]);
            const cell = makeVariant(p, name, variant, size);
            const { outputs, final } = runLayer(cell, x.X, { name, initial, mask: x.mask });
            return { outputs, ...named(final) };
          },
          { ...feeds, X: float(sequence) },
          weights,
        );
      const forward = await single('f', toNd(X));
      const backward = await single('b', reversed(toNd(X)));
      const join = (a: Nd, b: Nd): Nd =>
        tensor([...a.dims.slice(0, -1), 8], (i) => {
          const j = i[i.length - 1];
          return j < 4 ? at(a, i) : at(b, [...i.slice(0, -1), j - 4]);
        });
      same(joined.outputs, join(forward.outputs, reversed(backward.outputs)), 1e-6);
      for (const s of states) same(joined[s], join(forward[s], backward[s]), 1e-6);
    });
  }
});
