import assert from 'node:assert/strict';
import fc from 'fast-check';
import { beamSearch, NOTES_TOY, toyDecoder, type SearchTree, type TreeNode } from '../../../src/search';
import { HashModel } from './models';

/** Tokens from the root to a node. */
function tokensOf(tree: SearchTree, node: TreeNode): number[] {
  return node.parent === null ? [] : [...tokensOf(tree, tree.nodes[node.parent]), node.token];
}

describe('the search tree', () => {
  it('of the toy with k = 2 is the one drawn by hand', async () => {
    const { trees } = await beamSearch(toyDecoder(NOTES_TOY), {
      beamSize: 2,
      minLength: 4,
      maxLength: 4,
      lengthPenalty: 0,
      tree: true,
    });
    const [tree] = trees!;
    const drawn = tree.nodes.slice(1).map((node) => {
      const words = tokensOf(tree, node).map((t) => NOTES_TOY.vocabulary[t]);
      const p = Math.round(Math.exp(node.total!) * 1e4) / 1e4;
      return [words.join(' '), p, node.rank, node.state, node.prunedAt ?? node.reason].join('|');
    });
    // The first two allowed words of each row; B before C at the same probability.
    assert.deepEqual(drawn, [
      'A|0.5|1|kept|',
      'B|0.2|2|pruned|2',
      'A B|0.2|1|kept|',
      'A C|0.15|2|kept|',
      'B A|0.05|3|not chosen|outside beam',
      'B B|0.05|4|not chosen|outside beam',
      'A B C|0.08|2|kept|',
      'A B A|0.04|3|not chosen|outside beam',
      'A C B|0.09|1|kept|',
      'A C C|0.03|4|not chosen|outside beam',
      'A C B <eos>|0.054|1|finished|',
      'A B C <eos>|0.048|2|finished|',
    ]);
    assert.equal(tree.stopped, 'beam full');
  });

  it('tells refusals and the bound apart', async () => {
    const toy = {
      vocabulary: ['A', 'B', 'C', 'D', '<eos>'],
      tables: {
        '': [0.4, 0.3, 0.1, 0.15, 0.05],
        A: [0.4, 0.3, 0.1, 0.1, 0.1],
        'A B': [0.05, 0.05, 0.05, 0.05, 0.8],
      },
    };
    const { trees, sentences } = await beamSearch(toyDecoder(toy), {
      beamSize: 4,
      minLength: 2,
      maxLength: 5,
      lengthPenalty: 0,
      noRepeatNgramSize: 1,
      forbiddenTokens: [2],
      tree: true,
    });
    const [tree] = trees!;
    const reason = (words: string): string | undefined => {
      const tokens = [...words].map((w) => (w === '.' ? 4 : 'ABCD'.indexOf(w)));
      return tree.nodes.find((node) => tokensOf(tree, node).join() === tokens.join())?.reason;
    };
    // k = 4 places and five words: C comes fourth and is forbidden, <eos> fifth and is not looked at for the drawing.
    assert.equal(reason('C'), 'forbidden');
    assert.equal(reason('AA'), 'repeated n-gram');
    assert.equal(reason('.'), undefined);
    // Found at step 3, 0.096, with the bound of α = 0 what is below can only fall.
    assert.deepEqual(sentences[0][0].tokens, [0, 1, 4]);
    assert.equal(tree.stopped, 'bound');
  });

  it('agrees with the result, and stays within k·(k + 1) nodes a step', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(), { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 7 }),
        fc.constantFrom(0, 0.75),
        fc.array(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 2 }), { maxLength: 2 }),
        async (seeds, beamSize, extra, lengthPenalty, phrases) => {
          const model = new HashModel({ vocabularySize: 8, seeds, sharpness: 5 });
          const options = {
            beamSize,
            nBest: beamSize,
            maxLength: phrases.flat().length + 1 + extra,
            lengthPenalty,
            forbiddenTokens: [6],
            forcedPhrases: seeds.map(() => phrases),
          };
          const { sentences, trees, cost } = await beamSearch(model, { ...options, tree: true });
          assert.deepEqual((await beamSearch(model, options)).sentences, sentences);
          let rows = 0;
          trees!.forEach((tree, s) => {
            assert.deepEqual(JSON.parse(JSON.stringify(tree)), tree);
            const perStep = new Map<number, TreeNode[]>();
            tree.nodes.forEach((node, id) => {
              assert.equal(node.id, id);
              perStep.set(node.step, [...(perStep.get(node.step) ?? []), node]);
              if (node.parent === null) {
                return;
              }
              const parent = tree.nodes[node.parent];
              assert.ok(node.parent < id && parent.step === node.step - 1);
              assert.ok(parent.state === 'kept' || parent.state === 'pruned');
              assert.equal(node.total, parent.total! + node.logProb!);
              const tokens = tokensOf(tree, node);
              assert.equal(node.logProb, model.after(s, tokens.slice(0, -1))[node.token]);
              assert.equal(node.state === 'not chosen', node.reason !== undefined);
              assert.equal(node.state === 'pruned', node.prunedAt !== undefined);
            });
            const deepest = (node: TreeNode): number =>
              Math.max(
                node.step,
                ...tree.nodes.filter((n) => n.parent === node.id && n.state === 'pruned').map(deepest),
              );
            for (const node of tree.nodes.filter((n) => n.state === 'pruned')) {
              assert.equal(node.prunedAt, deepest(node) + 1);
            }
            for (const [step, nodes] of perStep) {
              assert.ok(step === 0 || nodes.length <= beamSize * (beamSize + 1));
              assert.ok(nodes.filter((n) => n.state !== 'not chosen').length <= beamSize);
            }
            rows += new Set(tree.nodes.map((n) => n.parent)).size - 1;
            const finished = tree.nodes
              .filter((n) => n.state === 'finished')
              .map((n) => ({ tokens: tokensOf(tree, n), score: n.score! }));
            assert.deepEqual(
              finished.sort((a, b) => b.score - a.score),
              sentences[s].map(({ tokens, score }) => ({ tokens, score })),
            );
          });
          assert.equal(rows, cost.rows);
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('the progress of beam search', () => {
  it('shows at each step what is finished and live, best first', async () => {
    const model = new HashModel({ vocabularySize: 6, seeds: [1, 2, 3] });
    const steps: number[] = [];
    let last: number[][] = [];
    const { sentences } = await beamSearch(model, {
      beamSize: 3,
      nBest: 3,
      maxLength: [3, 6, 8],
      onStep(progress) {
        steps.push(progress.step);
        assert.equal(progress.maxSteps, 8);
        for (let s = 0; s < 3; s++) {
          const shown = progress.hypotheses(s);
          assert.ok(shown.length >= 1 && shown.length <= 3);
          shown.forEach((h, i) => {
            assert.ok(i === 0 || shown[i - 1].score >= h.score);
            assert.equal(h.ended === 'open', h.tokens.at(-1) !== 0);
            assert.ok(h.tokens.length <= progress.step);
            assert.equal(h.score, h.logProb / h.tokens.length ** 0.75);
          });
        }
        if (progress.liveSentences === 0) {
          last = [0, 1, 2].map((s) => progress.hypotheses(s).find((h) => h.ended !== 'open')!.tokens);
        }
      },
    });
    assert.deepEqual(
      steps,
      Array.from({ length: model.steps }, (_, i) => i + 1),
    );
    assert.deepEqual(
      last,
      sentences.map(([best]) => best.tokens),
    );
  });
});

describe('a hypothesis', () => {
  it('that had to end at maxLength says so', async () => {
    const table = (p: number[]) => ({ vocabulary: ['A', '<eos>'], tables: { '': [0.9, 0.1], A: p } });
    const ended = async (p: number[]): Promise<string> =>
      (await beamSearch(toyDecoder(table(p)), { beamSize: 1, maxLength: 2 })).sentences[0][0].ended;
    assert.equal(await ended([0.8, 0.2]), 'length');
    assert.equal(await ended([0.2, 0.8]), 'eos');
  });
});
