import assert from 'node:assert/strict';
import {
  beamSearch,
  beamSearchCost,
  bestAttainable,
  exhaustiveSearchCost,
  forcedScore,
  formatCount,
  lengthPenalised,
  toyDecoder,
  type Decoder,
  type StepRequest,
  type StepResult,
  type ToyTables,
} from '../../../src/search';
import { HashModel } from './models';

function close(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) < 1e-6, `${actual} is not ${expected}`);
}

/** A toy decoder with attention: the weights of the step after a prefix. */
function withAttention(toy: ToyTables, weights: Record<string, number[]>): Decoder {
  const decoder = toyDecoder(toy);
  const prefixes = new Map<unknown, string[]>([[decoder.initial, ['']]]);
  return {
    ...decoder,
    initial: decoder.initial,
    async step(request: StepRequest): Promise<StepResult> {
      const result = await decoder.step(request);
      const next = Array.from(request.parents, (parent, i) => {
        const word = toy.vocabulary[request.tokens[i]] ?? '';
        return `${prefixes.get(request.state)![parent]} ${word}`.trim();
      });
      prefixes.set(result.state, next);
      return { ...result, attention: Float32Array.from(next.flatMap((prefix) => weights[prefix])) };
    },
  };
}

describe('the length penalty', () => {
  // "A <eos>" at 0.36, and "B B B <eos>" at 0.3: per token the second is better.
  const toy: ToyTables = {
    vocabulary: ['A', 'B', '<eos>'],
    tables: {
      '': [0.6, 0.4, 0],
      A: [0.2, 0.2, 0.6],
      B: [0, 1, 0],
      'B B': [0.25, 0.75, 0],
      'B B B': [0, 0, 1],
    },
  };

  it('with α = 0 ranks by log-probability', async () => {
    const { sentences } = await beamSearch(toyDecoder(toy), {
      beamSize: 8,
      nBest: 2,
      maxLength: 4,
      lengthPenalty: 0,
    });
    assert.deepEqual(
      sentences[0].map((h) => h.tokens),
      [
        [0, 2],
        [1, 1, 1, 2],
      ],
    );
    close(sentences[0][0].score, Math.log(0.36));
    close(sentences[0][1].score, Math.log(0.3));
  });

  it('with α = 1 ranks by the mean over all tokens, <eos> included', async () => {
    const { sentences } = await beamSearch(toyDecoder(toy), {
      beamSize: 8,
      nBest: 2,
      maxLength: 4,
      lengthPenalty: 1,
    });
    assert.deepEqual(
      sentences[0].map((h) => h.tokens),
      [
        [1, 1, 1, 2],
        [0, 2],
      ],
    );
    close(sentences[0][0].score, Math.log(0.3) / 4);
    close(sentences[0][1].score, Math.log(0.36) / 2);
  });

  it('is 0.75 unless told otherwise', async () => {
    const { sentences } = await forcedScore(toyDecoder(toy), [[0, 2]]);
    close(sentences[0][0].score, Math.log(0.36) / 2 ** 0.75);
  });

  it('has a bound that no completion exceeds', () => {
    for (const alpha of [0, 0.75, 1, 2]) {
      for (let length = 1; length <= 20; length++) {
        assert.ok(bestAttainable(-3, 20, alpha) >= lengthPenalised(-3, length, alpha));
      }
    }
  });
});

describe('the coverage penalty', () => {
  // Two sentences of two tokens: A at 0.5 looks at the first source word only, B at 0.4 at both.
  const toy: ToyTables = {
    vocabulary: ['A', 'B', '<eos>'],
    tables: { '': [0.5, 0.4, 0.1], A: [0, 0, 1], B: [0, 0, 1] },
  };
  // The third source position is padding.
  const weights = { '': [0.8, 0.2, 0], A: [0.9, 0.1, 0], B: [0.1, 0.9, 0] };
  const search = (coveragePenalty: number) =>
    beamSearch(withAttention(toy, weights), {
      beamSize: 3,
      nBest: 2,
      maxLength: 2,
      minLength: 2,
      lengthPenalty: 0,
      coveragePenalty,
    });

  it('re-ranks as worked by hand', async () => {
    // A: coverage 1.7, 0.3: log min(1.7, 1) + log 0.3. B: 0.9, 1.1: log 0.9 + log 1.
    const without = (await search(0)).sentences[0];
    assert.deepEqual(
      without.map((h) => h.tokens[0]),
      [0, 1],
    );
    const [b, a] = (await search(0.5)).sentences[0];
    assert.deepEqual([b.tokens[0], a.tokens[0]], [1, 0]);
    close(a.score, Math.log(0.5) + 0.5 * Math.log(0.3));
    close(b.score, Math.log(0.4) + 0.5 * Math.log(0.9));
  });

  it('comes with the attention of each token', async () => {
    const [first] = (await search(0)).sentences[0];
    assert.deepEqual(
      first.attention!.map((row) => Array.from(row, (w) => Math.round(w * 10) / 10)),
      [weights[''], weights.A],
    );
  });

  it('is of all steps of a hypothesis, also where rows move in the batch', async () => {
    const model = new HashModel({ vocabularySize: 5, seeds: [1, 2, 3], sourceLength: 4 });
    const { sentences } = await beamSearch(model, {
      beamSize: 4,
      nBest: 4,
      maxLength: 7,
      coveragePenalty: 0.4,
    });
    sentences.forEach((hypotheses, s) => {
      for (const { tokens, score, logProb } of hypotheses) {
        const rows = tokens.map((_, t) => model.attentionAfter(s, tokens.slice(0, t)));
        const covered = [0, 1, 2, 3].map((j) => rows.reduce((sum, row) => sum + row[j], 0));
        const penalty = covered.reduce((sum, c) => sum + Math.log(Math.min(c, 1)), 0);
        close(score, logProb / tokens.length ** 0.75 + 0.4 * penalty);
      }
    });
  });

  it('needs attention and says so', async () => {
    await assert.rejects(beamSearch(toyDecoder(toy), { beamSize: 2, maxLength: 3, coveragePenalty: 0.2 }), {
      code: 'missing-attention',
    });
  });
});

describe('cost', () => {
  it("is the notes' for k = 5, n = 10000, T = 10, and 10^30 where they misprint it", () => {
    assert.equal(beamSearchCost(5, 10_000, 10), 500_000n);
    assert.equal(exhaustiveSearchCost(1000, 10), 10n ** 30n);
    assert.equal(formatCount(beamSearchCost(5, 10_000, 10)), '500000');
    assert.equal(formatCount(exhaustiveSearchCost(1000, 10)), '10^30');
  });

  it('is printed right around the ends of a form', () => {
    assert.equal(formatCount(999_999_999_999_999n), '999999999999999');
    assert.equal(formatCount(10n ** 15n), '10^15');
    assert.equal(formatCount(1_250_000_000_000_001n), '1.3·10^15');
    assert.equal(formatCount(9_949_999_999_999_999n), '9.9·10^15');
    assert.equal(formatCount(9_960_000_000_000_000n), '1.0·10^16');
    assert.equal(formatCount(exhaustiveSearchCost(8000, 100)), '2.0·10^390');
  });

  it('counted is at most k·n·T', async () => {
    for (let s = 0; s < 20; s++) {
      const model = new HashModel({ vocabularySize: 10, seeds: [s] });
      const { cost } = await beamSearch(model, { beamSize: 3, maxLength: 6, minLength: 6, nBest: 3 });
      // The first step has one row, the others three: no hypothesis may end before the last.
      assert.equal(cost.expansions, (1 + 5 * 3) * 10);
      assert.ok(BigInt(cost.expansions) <= beamSearchCost(3, 10, 6));
    }
  });
});
