import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { cardSchema } from '../../../src/models';
import type { Recipe } from '../../../src/train';
import { explainRecipe, parseRecipe, stagesOf, TrainError } from '../../../src/train';

const training: Recipe['training'] = {
  seed: 1,
  batchTokens: 100,
  steps: 10,
  learningRate: 0.001,
  warmupSteps: 2,
  dropout: 0.1,
  labelSmoothing: 0.1,
  beta1: 0.9,
  beta2: 0.98,
  epsilon: 1e-8,
  clipNorm: 1,
  maxTokens: 50,
  validateEvery: 5,
  averageFrom: 0.8,
  patience: 3,
};

/** With every optional key. */
const complete: Recipe = {
  id: 'en-fr',
  source: 'en',
  target: 'fr',
  licence: 'CC-BY-2.0-FR',
  intendedUse: 'Everyday sentences.',
  limitations: ['Rare words'],
  from: 'runs/de-fr/model',
  newTokenizers: true,
  fill: { examplesPerLine: 2, pastOnly: 0.3, maxWords: 3 },
  data: [
    {
      path: 'en.txt',
      targetPath: 'fr.txt',
      licence: 'CC-BY-2.0-FR',
      attribution: 'Tatoeba',
      first: 640,
      reverse: true,
      repeat: 2,
      use: 'development',
    },
  ],
  clean: true,
  variants: {
    lowerCase: 0.1,
    upperCase: 0.1,
    withoutFullStop: 0.1,
    withoutPunctuation: 0.1,
    titleCase: 0.1,
    fragments: 0.1,
    quotes: 0.1,
    names: 0.1,
    numbers: 0.1,
    identifiers: 0.1,
    masks: 0.1,
    joined: 0.1,
  },
  heldOut: { seed: 1, development: 10, test: 10, perCorpus: true },
  tokenizer: { type: 'bpe', sourceVocabulary: 500, targetVocabulary: 600 },
  network: {
    embedding: 8,
    encoder: {
      layers: [{ cell: 'gru', hidden: 8, bidirectional: true, linearBeforeReset: true }],
      residual: true,
    },
    decoder: {
      layers: [{ cell: 'lstm', hidden: 8, bidirectional: false, linearBeforeReset: false }],
      residual: true,
    },
    attention: { score: 'additive', size: 8, inputFeeding: false, asks: 'first' },
    targetEmbedding: 8,
    bridge: 'dense',
    context: false,
    readout: 8,
    output: 'tied',
    sourceEnd: true,
  },
  training,
  stages: [{ repeat: { en: 0.5 }, training: { ...training } }],
};

type Json = Record<string, unknown>;

/** "data[].path" and so on: keys with a value that is no object. */
function leaves(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return leaves(value[0], `${path}[]`);
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path ? `${path}.${key}` : key));
}

/** A copy with the key at `path` (dots) changed, or removed where there is no value. */
function changed(path: string, ...value: unknown[]): Json {
  const copy = structuredClone(complete) as unknown as Json;
  const keys = path.split('.');
  const last = keys.pop() as string;
  const holder = keys.reduce<Json>((at, key) => at[key] as Json, copy);
  if (value.length > 0) holder[last] = value[0];
  else Reflect.deleteProperty(holder, last);
  return copy;
}

const problems = (value: unknown): string => {
  try {
    parseRecipe(value, 'my/recipe.json');
  } catch (error) {
    assert.ok(error instanceof TrainError && error.code === 'recipe');
    return error.message;
  }
  return '';
};

describe('a recipe', () => {
  it('that is complete is taken as it is', () => {
    assert.deepEqual(parseRecipe(complete, 'x'), complete);
    const words = changed('tokenizer', { type: 'word', minFrequency: 1 });
    assert.deepEqual(parseRecipe(words, 'x'), words);
  });

  it('may leave out what is optional, and nothing else', () => {
    const optional = [
      'fill',
      'from',
      'intendedUse',
      'limitations',
      'newTokenizers',
      'data.0.targetPath',
      'data.0.attribution',
      'data.0.first',
      'data.0.reverse',
      'data.0.repeat',
      'data.0.use',
      'clean',
      'variants',
      'stages',
      'heldOut.perCorpus',
      'network.encoder.residual',
      'network.encoder.layers.0.bidirectional',
      'network.encoder.layers.0.linearBeforeReset',
      'network.decoder.residual',
      'network.attention.asks',
      'network.targetEmbedding',
      'network.bridge',
      'network.context',
      'network.readout',
      'network.output',
      'network.sourceEnd',
      'network.decoder.layers.0.bidirectional',
      'network.decoder.layers.0.linearBeforeReset',
    ];
    const keys = leaves(complete).map((path) => path.replaceAll('[]', '.0'));
    for (const path of [...keys, 'fill', 'variants', 'network', 'network.attention', 'training', 'data']) {
      const found = problems(changed(path));
      if (optional.includes(path) || /^(stages\.0|variants)\./.test(path)) assert.equal(found, '', path);
      else assert.ok(found.includes(`  ${path}: `), `${path} is not named in: ${found}`);
    }
  });

  it('with a wrong value or an unknown key is refused by the name of the key, all of them at once', () => {
    const wrong: [string, unknown][] = [
      ['id', '../evil'],
      ['data', []],
      ['data.0.first', 0],
      ['tokenizer.type', 'sentencepiece'],
      ['tokenizer.sourceVocabulary', 1.5],
      ['network.decoder', { layers: [] }],
      ['network.encoder.layers.0.cell', 'transformer'],
      ['network.encoder.layers.0.hidden', 1e9],
      ['network.attention.score', 'dot'],
      ['training.steps', '10'],
      ['training.dropout', 1],
      ['training.learningRate', -0.1],
      ['training.momentum', 0.9],
      ['networks', {}],
    ];
    for (const [path, value] of wrong)
      assert.ok(problems(changed(path, value)).includes(`  ${path}: `), path);
    const two = changed('training.steps', 0);
    two.colour = 'red';
    const message = problems(two);
    assert.match(message, /^my\/recipe\.json is not a valid recipe:/);
    assert.match(message, /training\.steps/);
    assert.match(message, /colour/);
  });

  it('cannot ask for a decoder that knows the future', () => {
    assert.match(
      problems(changed('network.decoder.layers.0.bidirectional', true)),
      /network\.decoder: a decoder cannot be bidirectional/,
    );
  });

  it('that is no object at all is refused', () => {
    for (const value of [null, 3, 'recipe', [], undefined]) assert.match(problems(value), /my\/recipe\.json/);
  });
});

describe('the explanation of recipes', () => {
  it('has a line for every key, and no other', () => {
    const explained = explainRecipe().map((line) => line.slice(0, line.indexOf(': ')));
    // What `repeat` names is up to the corpora.
    const own = leaves(complete).map((path) => path.replace(/(?<=repeat)\.en$/, ''));
    const keys = new Set([...own, 'tokenizer.minFrequency']);
    assert.deepEqual(
      [...keys].filter((key) => !explained.includes(key)),
      [],
    );
    const known = [...keys];
    assert.deepEqual(
      explained.filter((path) => !known.some((key) => key.startsWith(path))),
      [],
    );
    assert.equal(new Set(explained).size, explained.length);
  });
});

describe('the recipes of the bundled models', () => {
  const models = join(__dirname, '../../../media/models');
  for (const id of readdirSync(models)) {
    it(id, () => {
      const recipe = parseRecipe(JSON.parse(readFileSync(join(models, id, 'recipe.json'), 'utf8')), id);
      assert.equal(recipe.id, id);
      // A run that started from the folder it writes could not be done again.
      for (const stage of stagesOf(recipe)) assert.ok(!stage.from?.startsWith('media/'), stage.from);
      const card = v.parse(cardSchema, JSON.parse(readFileSync(join(models, id, 'model.json'), 'utf8')));
      const named = new Map(card.data.map((corpus) => [corpus.path, corpus]));
      for (const { path, licence, attribution } of recipe.data) {
        const { licence: inCard, attribution: whom } = named.get(path) ?? {};
        assert.deepEqual([path, inCard, whom], [path, licence, attribution]);
      }
    });
  }
});
