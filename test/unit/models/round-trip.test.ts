/** What is written is read again, runs in onnxruntime, and gives its weights back. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { OnnxGraph } from '../../../src/graph';
import { writeModel } from '../../../src/graph';
import type { Weight } from '../../../src/models';
import { readModelFolder, readWeights } from '../../../src/models';
import { OPERATORS } from '../../../src/models/interface';
import { MissingWeightError } from '../../../src/rnn';
import type { Files } from './folders';
import { anyArchitecture, attending, makeFolder, parse, randomWeights, tokenizers } from './folders';
import { translateStep } from './run';

describe('a model folder', () => {
  let files: Files;
  before(async () => {
    files = await makeFolder();
  });

  it('has a readable model.json, two halves and their tokenizers', () => {
    const names = [
      'decoder.onnx',
      'encoder.onnx',
      'model.json',
      'tokenizer.source.json',
      'tokenizer.target.json',
    ];
    assert.deepEqual(Object.keys(files).sort(), names);
    assert.match(new TextDecoder().decode(files['model.json']), /^\{\n {2}"format": 1,\n/);
    assert.deepEqual(parse(files['tokenizer.source.json']), tokenizers.source);
  });

  it('says one file where both sides share a tokenizer', async () => {
    const shared = { source: tokenizers.target, target: tokenizers.target };
    const architecture = { ...attending, sourceVocabulary: attending.targetVocabulary };
    const made = await makeFolder({ architecture, tokenizers: shared });
    const { card, tokenizers: read } = await readModelFolder(made);
    assert.deepEqual(card.tokenizers, { source: 'tokenizer.json', target: 'tokenizer.json' });
    assert.deepEqual(read.source.encode('qui'), read.target.encode('qui'));
  });

  it('comes back with its card and tokenizers', async () => {
    const { card, tokenizers: read } = await readModelFolder(files);
    assert.deepEqual(card, parse(files['model.json']));
    assert.deepEqual(card.architecture, attending);
    assert.equal(read.source.decode(read.source.encode('the cat')), 'the cat');
    assert.equal(read.target.decode(read.target.encode('là-bas')), 'là-bas');
  });

  it('may hold other files, which are not looked at', async () => {
    const { card } = await readModelFolder({ ...files, 'README.md': new Uint8Array(3) });
    assert.equal(card.id, 'tiny');
  });

  it('computes the same in what is read as in what was written', async () => {
    const read = await readModelFolder(files);
    const before = await translateStep(files['encoder.onnx'], files['decoder.onnx']);
    assert.deepEqual(await translateStep(writeModel(read.encoder), writeModel(read.decoder)), before);
  });

  it('refuses to be written with weights of another architecture', async () => {
    const other = randomWeights({ ...attending, embedding: 7 });
    await assert.rejects(makeFolder({ weights: other }), MissingWeightError);
  });

  it('runs, is read, and gives its weights back for every kind of network', async () => {
    const operators = new Set<string>();
    await fc.assert(
      fc.asyncProperty(anyArchitecture, async (architecture) => {
        const weights = randomWeights(architecture);
        const folder = await readModelFolder(await makeFolder({ architecture, weights }, 'float32'));
        await translateStep(writeModel(folder.encoder), writeModel(folder.decoder));
        const sorted = (map: Map<string, Weight>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
        assert.deepEqual(sorted(readWeights(folder)), sorted(weights));
        for (const half of [folder.encoder, folder.decoder]) addOperators(half.graph!, operators);
      }),
      { numRuns: 40, seed: 3 },
    );
    const allowed = [...OPERATORS].flatMap(([domain, names]) =>
      [...names].map((name) => `${domain}.${name}`),
    );
    assert.deepEqual(
      [...operators].sort(),
      allowed.sort(),
      'the allow-list is what the networks need, no more',
    );
  });
});

function addOperators(graph: OnnxGraph, operators: Set<string>): void {
  for (const node of graph.node) {
    operators.add(`${node.domain}.${node.opType}`);
    for (const { g } of node.attribute) if (g) addOperators(g, operators);
  }
}
