import assert from 'node:assert/strict';
import type { Example, Recipe } from '../../../src/train';
import { prepare } from '../../../src/train';

const SENTENCES = ['the cats are sleeping there', 'the dogs are running home', 'the others were sleeping'];
const corpus = Array.from({ length: 40 }, (_, i) => `${SENTENCES[i % 3]} ${i}\tles phrases ${i}`).join('\n');

function examples(dropout?: number): {
  train: Example[];
  development: Example[];
  decode(e: Example): string;
} {
  const recipe = {
    source: 'en',
    target: 'fr',
    data: [{ path: 'x.tsv', licence: 'MIT', repeat: 5 }],
    heldOut: { seed: 1, development: 10, test: 0 },
    tokenizer: { type: 'bpe', sourceVocabulary: 320, targetVocabulary: 310, dropout },
    network: {
      embedding: 6,
      encoder: { layers: [{ cell: 'gru', hidden: 4, bidirectional: true }] },
      decoder: { layers: [{ cell: 'gru', hidden: 5 }] },
    },
    training: { seed: 1, maxTokens: 200 },
  } as unknown as Recipe;
  const { train, development, source } = prepare(recipe, () => corpus);
  return { train, development, decode: (e) => source.decode(e.source) };
}

/** How many different ways of cutting there are of each text. */
function ways({ train, decode }: ReturnType<typeof examples>): number[] {
  const cuts = new Map<string, Set<string>>();
  for (const e of train) {
    const text = decode(e);
    cuts.set(text, (cuts.get(text) ?? new Set()).add(e.source.join(' ')));
  }
  return [...cuts.values()].map(({ size }) => size);
}

describe('examples with BPE-dropout', () => {
  const plain = examples();
  const dropped = examples(0.3);

  it('cut a sentence anew in each of its repeats, and lose none of it', () => {
    assert.ok(ways(plain).every((n) => n === 1));
    assert.ok(ways(dropped).every((n) => n > 1));
    assert.deepEqual(dropped.train.map(dropped.decode).sort(), plain.train.map(plain.decode).sort());
  });

  it('are drawn alike by every start of a run', () => assert.deepEqual(examples(0.3).train, dropped.train));

  it('are measured on as they will be read', () => assert.deepEqual(dropped.development, plain.development));
});
