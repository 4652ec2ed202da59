/** The training graph: its loss in plain loops, its gradients against finite differences, dropout, label smoothing. */
import assert from 'node:assert/strict';
import type { Value } from '../../../src/graph';
import * as g from '../../../src/graph';
import type { Architecture, MaskSpec } from '../../../src/rnn';
import { TrainableParameters, trainingGraph } from '../../../src/rnn';
import { crossEntropy } from '../../../src/rnn/output';
import type { Array32, Feeds } from '../support/ort';
import { assertClose, open, random, randomArray, run } from '../support/ort';
import { float, int32, same, tensor, toNd } from '../support/tensors';
import {
  architectures,
  foreignArchitectures,
  BOS,
  EOS,
  randomWeights,
  sentences,
  sourceFeeds,
  trainingFeeds,
} from './architectures';
import type { CellWeights } from './reference';
import { gruStep } from './reference';

/** Masks of the shapes a batch needs, zeros and twos. */
function masksFor(specs: MaskSpec[], feeds: Feeds, next: () => number): Feeds {
  const entries = specs.map(({ name, size, side }) => {
    const [steps, batch] = feeds[side === 'source' ? 'source' : 'target_in'].dims;
    return [name, float(tensor([steps, batch, size], () => (next() < 0.5 ? 0 : 2)))] as const;
  });
  return Object.fromEntries(entries);
}

type Session = Awaited<ReturnType<typeof open>>;

/** (L(p + h d) − L(p − h d)) / 2h along a direction d of one parameter, its error reduced by a second step length. */
async function slope(session: Session, feeds: Feeds, name: string, direction: Float32Array): Promise<number> {
  const at = async (h: number): Promise<number> => {
    const { dims, data } = feeds[name];
    const moved = Float32Array.from(data as Float32Array, (p, i) => p + h * direction[i]);
    return Number((await session({ ...feeds, [name]: { dims, data: moved } })).loss.data[0]);
  };
  const central = async (h: number) => ((await at(h)) - (await at(-h))) / (2 * h);
  return (4 * (await central(0.01)) - (await central(0.02))) / 3;
}

async function assertGradients(
  a: Architecture,
  options: { dropout: boolean; labelSmoothing: number },
): Promise<void> {
  const next = random(41);
  const { graph, parameters, masks } = trainingGraph(a, { ...options, gradients: true });
  const session = await open(graph);
  const batch = trainingFeeds(sentences, a);
  const feeds = { ...batch, ...randomWeights(parameters, next), ...masksFor(masks, batch, next) };
  const results = await session(feeds);
  for (const { name, shape } of parameters) {
    const gradient = results[`gradient.${name}`];
    assert.deepEqual(gradient.dims, shape, name);
    const data = gradient.data as Float32Array;
    for (let direction = 0; direction < 2; direction++) {
      const d = Float32Array.from(data, () => (next() < 0.5 ? -1 : 1));
      const expected = await slope(session, feeds, name, d);
      const actual = data.reduce((sum, v, i) => sum + v * d[i], 0);
      const norm = Math.hypot(...data);
      assert.ok(
        Math.abs(actual - expected) < 2e-3 * Math.max(0.1, norm),
        `${name}: ${actual}, finite differences say ${expected}`,
      );
    }
    assert.ok(Math.hypot(...data) > 1e-5, `${name} takes part`);
  }
}

describe('gradients of the training graph agree with finite differences', () => {
  for (const [name, a] of Object.entries({ ...architectures, ...foreignArchitectures })) {
    it(`${name}, with dropout and label smoothing`, () =>
      assertGradients(a, { dropout: true, labelSmoothing: 0.1 }));
  }

  for (const name of ['plain LSTM, two layers', 'additive attention, fed back'])
    it(`${name}, without`, () => assertGradients(architectures[name], { dropout: false, labelSmoothing: 0 }));
});

describe('the loss', () => {
  it("of a plain GRU network is the notes' equations, in plain loops", async () => {
    const a = architectures['plain GRU'];
    const { graph, parameters } = trainingGraph(a, { labelSmoothing: 0, dropout: false, gradients: false });
    const weights = randomWeights(parameters, random(13));
    const nd = (name: string) => toNd(weights[name]);
    const cell = (name: string): CellWeights => ({
      W_x: nd(`${name}.W_x`),
      W_h: nd(`${name}.W_h`),
      b: nd(`${name}.b`),
    });
    const word = (table: string, id: number) =>
      nd(table).data.slice(id * a.embedding, (id + 1) * a.embedding);
    const times = (x: number[], W: string) =>
      tensor([nd(W).dims[1]], ([j]) => x.reduce((s, v, i) => s + v * nd(W).data[i * nd(W).dims[1] + j], 0))
        .data;
    let [total, tokens] = [0, 0];
    sentences.sources.forEach((source, b) => {
      let h = new Array<number>(6).fill(0);
      for (const id of [...source, EOS])
        h = gruStep(word('encoder.embedding', id), h, cell('encoder.0'), false);
      const target = sentences.targets[b];
      [...target, EOS].forEach((right, t) => {
        h = gruStep(word('decoder.embedding', t === 0 ? BOS : target[t - 1]), h, cell('decoder.0'), false);
        const o = times(h, 'decoder.readout.W').map((v, i) => Math.tanh(v + nd('decoder.readout.b').data[i]));
        const logits = nd('output.b').data.map(
          (bias, v) => bias + word('decoder.embedding', v).reduce((s, e, i) => s + e * o[i], 0),
        );
        total += Math.log(logits.reduce((s, l) => s + Math.exp(l), 0)) - logits[right];
        tokens++;
      });
    });
    const { loss } = await run(graph, { ...trainingFeeds(sentences, a), ...weights });
    assertClose([Number(loss.data[0])], [total / tokens], 1e-5);
  });

  it('does not see padding', async () => {
    const a = architectures['additive attention, fed back'];
    const { graph, parameters } = trainingGraph(a, { labelSmoothing: 0.1, dropout: false, gradients: true });
    const weights = randomWeights(parameters, random(14));
    const feeds = trainingFeeds(sentences, a);
    const session = await open(graph);
    const one = await session({ ...feeds, ...weights });
    const other = await session({ ...withOtherPadding(feeds), ...weights });
    for (const name of Object.keys(one)) same(toNd(other[name]), toNd(one[name]), 1e-6);
  });
});

/** The same batch with other words where the sentences have ended. */
function withOtherPadding(feeds: Feeds): Feeds {
  const B = sentences.sources.length;
  const end = (rows: number[][]) => (i: number) => Math.floor(i / B) > rows[i % B].length;
  const changed = (x: Array32, isPadding: (i: number) => boolean): Array32 => ({
    dims: x.dims,
    data: Int32Array.from(x.data as Int32Array, (id, i) => (isPadding(i) ? 6 : id)),
  });
  return {
    ...feeds,
    source: changed(feeds.source, end(sentences.sources)),
    target_in: changed(feeds.target_in, end(sentences.targets)),
    target_out: changed(feeds.target_out, end(sentences.targets)),
  };
}

describe('the hand-made gradient of the cross-entropy', () => {
  /** Mean of −Σ target log p from operators whose rules are generic. */
  function generic(
    E: Value,
    b: Value,
    readout: Value,
    words: Value,
    weights: Value,
    smoothing: number,
    V: number,
  ): Value {
    const logP = g.logSoftmax(g.add(g.matmul(g.flattenRows(readout), E, { transB: true }), b));
    const oneHot = g.cast(g.equal(g.unsqueeze(words, 1), g.unsqueeze(rangeOf(words, V), 0)), 'float32');
    const target = g.add(g.mul(oneHot, 1 - smoothing), smoothing / V);
    const each = g.mul(weights, g.reduceSum(g.mul(logP, target), [1], true));
    return g.neg(g.div(g.reduceSum(each, [0, 1]), g.reduceSum(weights, [0, 1])));
  }
  const rangeOf = (like: Value, n: number) => like.graph.constant('int32', [n], [...Array(n).keys()]);

  for (const smoothing of [0, 0.1]) {
    it(`equals the generic one${smoothing ? ', smoothed labels' : ''}`, async () => {
      const a = architectures['plain GRU'];
      const [T, B, V, E] = [4, 3, a.targetVocabulary, a.embedding];
      const next = random(15);
      const feeds: Feeds = {
        readout: randomArray(next, [T, B, E], 2),
        words: int32(
          [T * B],
          Array.from({ length: T * B }, (_, i) => (i * 5) % 4),
        ), // words are repeated
        weights: float(tensor([T * B, 1], ([i]) => Number(i % 4 !== 3))),
        'decoder.embedding': randomArray(next, [V, E], 2),
        'output.b': randomArray(next, [V], 2),
      };
      const results = await Promise.all(
        [true, false].map((handMade) => {
          const graph = new g.Graph('test');
          const p = new TrainableParameters(graph);
          const readout = graph.input('readout', 'float32', ['T', 'B', E]);
          const words = graph.input('words', 'int32', ['N']);
          const weights = graph.input('weights', 'float32', ['N', 1]);
          const table = p.get('decoder.embedding', [V, E]);
          const bias = p.get('output.b', [V]);
          const loss = handMade
            ? crossEntropy(p, a, readout, { words, weights, smoothing })
            : generic(table, bias, readout, words, weights, smoothing, V);
          graph.output('loss', loss);
          // A gradient of the loss other than 1 must go through, too.
          const seed = { value: loss, gradient: graph.constant('float32', [], [2.5]) };
          g.gradients([seed], [readout, table, bias]).forEach((d, i) => graph.output(`d${i}`, d));
          return run(graph, feeds);
        }),
      );
      for (const name of ['loss', 'd0', 'd1', 'd2']) same(toNd(results[0][name]), toNd(results[1][name]));
    });
  }

  it('stands logits far apart', async () => {
    const a = { ...architectures['plain GRU'], targetVocabulary: 3, embedding: 1 };
    const graph = new g.Graph('test');
    const p = new TrainableParameters(graph);
    const readout = graph.input('readout', 'float32', [1, 1, 1]);
    const words = graph.input('words', 'int32', [1]);
    const weights = graph.input('weights', 'float32', [1, 1]);
    graph.output('loss', crossEntropy(p, a, readout, { words, weights, smoothing: 0 }));
    const one = { dims: [1, 1], data: Float32Array.of(1) };
    const fed = {
      readout: { dims: [1, 1, 1], data: Float32Array.of(1) },
      words: int32([1], [1]),
      weights: one,
      'decoder.embedding': { dims: [3, 1], data: Float32Array.of(500, -500, 0) },
      'output.b': { dims: [3], data: new Float32Array(3) },
    };
    assertClose((await run(graph, fed)).loss.data as Float32Array, [1000], 1e-6);
  });
});

describe('dropout masks', () => {
  const options = { labelSmoothing: 0, dropout: true, gradients: false };
  for (const [name, a] of Object.entries({ ...architectures, ...foreignArchitectures })) {
    it(`enter the loss, every one: ${name}`, async () => {
      const { graph, parameters, masks } = trainingGraph(a, options);
      const weights = randomWeights(parameters, random(16));
      const batch = trainingFeeds(sentences, a);
      const session = await open(graph);
      const ones = Object.fromEntries(
        Object.entries(masksFor(masks, batch, random(1))).map(([mask, x]) => [
          mask,
          { dims: x.dims, data: new Float32Array(x.data.length).fill(1) },
        ]),
      );
      const lossOf = async (fed: Feeds) =>
        Number((await session({ ...batch, ...weights, ...fed })).loss.data[0]);
      const without = await run(trainingGraph(a, { ...options, dropout: false }).graph, {
        ...batch,
        ...weights,
      });
      const kept = await lossOf(ones);
      assertClose([kept], [Number(without.loss.data[0])], 1e-6);
      // Embeddings of both sides, between the layers of both, and before the output.
      assert.equal(masks.length, 2 + (a.encoder.layers.length - 1) + a.decoder.layers.length);
      for (const { name: mask } of masks) {
        const zeros = { dims: ones[mask].dims, data: new Float32Array(ones[mask].data.length) };
        assert.notEqual(await lossOf({ ...ones, [mask]: zeros }), kept, mask);
      }
    });
  }

  it('of the source cut everything off: no sentence can be told from another', async () => {
    const a = architectures['plain GRU'];
    const { graph, parameters, masks } = trainingGraph(a, options);
    const weights = randomWeights(parameters, random(16));
    const session = await open(graph);
    const lossOf = async (sources: number[][]) => {
      const batch = { ...trainingFeeds(sentences, a), ...sourceFeeds({ ...sentences, sources }) };
      const fed = masksFor(masks, batch, random(2));
      const [first] = masks.filter((mask) => mask.side === 'source');
      fed[first.name] = { dims: fed[first.name].dims, data: new Float32Array(fed[first.name].data.length) };
      return Number((await session({ ...batch, ...weights, ...fed })).loss.data[0]);
    };
    assert.equal(await lossOf([[3, 4, 5, 6], [7], [8, 3, 3]]), await lossOf([[8, 8, 8, 8], [3], [4, 6, 5]]));
  });
});
