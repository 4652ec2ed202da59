import assert from 'node:assert/strict';
import { knownTokenizers, startingWeights } from '../../../src/runs/start-from';
import type { StartingModel } from '../../../src/runs/start-from';
import { parameterSpecs } from '../../../src/rnn';
import type { Prepared, Recipe } from '../../../src/train';
import { prepare } from '../../../src/train';
import { makeTrainer } from '../train/toy';

const ENGLISH = ['the cat sees the dog', 'the dog runs home', 'who is there now', 'a cat is at home'];
const FRENCH = ['le chat voit le chien', 'le chien court', 'qui est là', 'un chat est à la maison'];
const SPANISH = ['el gato ve el perro', 'el perro corre', 'quién está', 'un gato está en casa'];

const TEXTS: Record<string, string[]> = { en: ENGLISH, fr: FRENCH, es: SPANISH };
const corpus = (source: string, target: string): string =>
  Array.from({ length: 20 }, (_, i) => `${TEXTS[source][i % 4]}\t${TEXTS[target][i % 4]}`).join('\n');

const recipe = (source: string, target: string, more: object = {}): Recipe =>
  ({
    source,
    target,
    data: [{ path: 'x.tsv', licence: 'MIT' }],
    heldOut: { seed: 1, development: 0, test: 0 },
    tokenizer: { type: 'bpe', sourceVocabulary: 300, targetVocabulary: 310 },
    network: {
      embedding: 6,
      encoder: { layers: [{ cell: 'gru', hidden: 4, bidirectional: true }] },
      decoder: { layers: [{ cell: 'gru', hidden: 5 }] },
    },
    training: { seed: 1, maxTokens: 50 },
    ...more,
  }) as unknown as Recipe;

const prepared = (r: Recipe, known: Partial<Prepared['tokenizers']> = {}): Prepared =>
  prepare(r, () => corpus(r.source, r.target), known);

/** A model of English and French whose weights are all different. */
function englishFrench(): StartingModel {
  const { tokenizers, architecture } = prepared(recipe('en', 'fr'));
  let next = 0;
  const weights = parameterSpecs(architecture).map(({ name, shape }) => {
    const size = shape.reduce((product, d) => product * d, 1);
    return [name, { data: Float32Array.from({ length: size }, () => ++next) }] as const;
  });
  const card = { source: 'en', target: 'fr' } as StartingModel['card'];
  return { card, weights: new Map(weights), tokenizers };
}

/** The parameters of a new run by name. */
async function started(
  model: StartingModel,
  r: Recipe,
): Promise<{ run: Map<string, Float32Array>; p: Prepared }> {
  const p = prepared(r, knownTokenizers(model, r));
  const weights = startingWeights(model, r, p);
  const trainer = await makeTrainer(p.architecture, p.train, {}, { weights });
  const named = trainer.named(trainer.current);
  await trainer.dispose();
  return { run: new Map([...named].map(([name, { data }]) => [name, data])), p };
}

const rowOf = (data: Float32Array, row: number): number[] => [...data.slice(6 * row, 6 * row + 6)];

describe('a run that starts from a model', () => {
  const model = englishFrench();
  const weight = (name: string): Float32Array => model.weights.get(name)!.data;
  const isEmbedding = (name: string): boolean => /embedding|output/.test(name);

  it('of the same languages has all its weights and tokenizers', async () => {
    const { run, p } = await started(model, recipe('en', 'fr'));
    assert.deepEqual(p.tokenizers, model.tokenizers);
    for (const [name, data] of run) assert.deepEqual(data, weight(name), name);
  });

  it('of the opposite direction has its words on the other side', async () => {
    const { run, p } = await started(model, recipe('fr', 'en'));
    assert.deepEqual(p.tokenizers, { source: model.tokenizers.target, target: model.tokenizers.source });
    assert.deepEqual(run.get('encoder.embedding'), weight('decoder.embedding'));
    assert.deepEqual(run.get('decoder.embedding'), weight('encoder.embedding'));
    assert.ok(run.get('output.b')!.every((x) => x === 0));
    for (const [name, data] of run) if (!isEmbedding(name)) assert.deepEqual(data, weight(name), name);
  });

  it('of another target language keeps what both vocabularies have, and draws the rest', async () => {
    const { run, p } = await started(model, recipe('en', 'es'));
    assert.deepEqual(p.tokenizers.source, model.tokenizers.source);
    assert.deepEqual(run.get('encoder.embedding'), weight('encoder.embedding'));
    const [before, now] = [model.tokenizers.target.model.vocab, p.tokenizers.target.model.vocab];
    const both = Object.keys(now).filter((token) => token in before);
    assert.ok(both.includes('<eos>') && both.length < Object.keys(now).length);
    for (const [token, id] of Object.entries(now)) {
      const row = rowOf(run.get('decoder.embedding')!, id);
      if (token in before) assert.deepEqual(row, rowOf(weight('decoder.embedding'), before[token]), token);
      // The model's weights are 1, 2, 3, …; drawn ones have a deviation of 6^−½.
      else assert.ok(row.some((x) => !Number.isInteger(x)) && row.every((x) => Math.abs(x) < 4), token);
    }
    const known = both.map((token) => weight('output.b')[before[token]]);
    assert.deepEqual(
      both.map((token) => run.get('output.b')![now[token]]),
      known,
    );
  });

  it('may ask for tokenizers of its own', async () => {
    const smaller = { tokenizer: { type: 'bpe', sourceVocabulary: 280, targetVocabulary: 280 } };
    const { run, p } = await started(model, recipe('en', 'fr', { newTokenizers: true, ...smaller }));
    assert.equal(p.source.size, 280);
    const [before, now] = [model.tokenizers.source.model.vocab, p.tokenizers.source.model.vocab];
    for (const [token, id] of Object.entries(now))
      if (token in before)
        assert.deepEqual(
          rowOf(run.get('encoder.embedding')!, id),
          rowOf(weight('encoder.embedding'), before[token]),
        );
  });

  it('of another size takes what fits', async () => {
    const { network } = recipe('en', 'fr');
    const wider = { network: { ...network, decoder: { layers: [{ cell: 'gru', hidden: 7 }] } } };
    const { run } = await started(model, recipe('en', 'fr', wider));
    assert.deepEqual(run.get('decoder.embedding'), weight('decoder.embedding'));
    const fits = [...run].filter(([name, { length }]) => length === weight(name)?.length);
    assert.ok(fits.length > 5 && fits.length < run.size);
    for (const [name, data] of fits) assert.deepEqual(data, weight(name), name);
  });
});
