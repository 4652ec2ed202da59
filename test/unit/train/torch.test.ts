/**
 * The trainer in PyTorch beside that of src/train: same initial weights, same batches, ten updates, same losses. Where no
 * python3 has torch, that is said and nothing is compared.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportModel } from '../../../src/interchange';
import { makeModelFolder, readModelFolder } from '../../../src/models';
import type { Architecture } from '../../../src/rnn';
import { Random } from '../../../src/random';
import type { Example, TrainerOptions } from '../../../src/train';
import { planEpoch } from '../../../src/train';
import { tinyTokenizer, tinyWeights } from '../support/tiny-model';
import { IDS, makeTrainer, options, sequences } from './toy';

const ROOT = join(__dirname, '../../..');
const UPDATES = 10;

/** The first python3 that has torch: a virtual environment's, or the system's. */
const python = ['python3', '/usr/bin/python3'].find(
  (one) => spawnSync(one, ['-c', 'import torch']).status === 0,
);

const base: Architecture = {
  embedding: 8,
  encoder: { layers: [{ cell: 'gru', hidden: 6, bidirectional: true, linearBeforeReset: true }] },
  decoder: { layers: [{ cell: 'gru', hidden: 10, linearBeforeReset: true }] },
  attention: { score: 'multiplicative', size: 6, inputFeeding: false },
  sourceVocabulary: 290,
  targetVocabulary: 290,
};
const gru = { cell: 'gru', hidden: 8, linearBeforeReset: true } as const;
const lstm = { cell: 'lstm', hidden: 8 } as const;

const architectures: Record<string, Architecture> = {
  'as the models that ship': {
    ...base,
    encoder: { layers: [base.encoder.layers[0], { ...gru, hidden: 6, bidirectional: true }], residual: true },
    decoder: { layers: [gru, gru], residual: true },
  },
  'LSTM, additive attention': {
    ...base,
    encoder: { layers: [{ ...lstm, bidirectional: true }] },
    decoder: { layers: [lstm, gru] },
    attention: { score: 'additive', size: 5, inputFeeding: false },
  },
  'states copied, no attention': {
    ...base,
    encoder: { layers: [gru, lstm] },
    decoder: { layers: [gru, lstm] },
    attention: null,
  },
};

/** A model of these weights as a safetensors file. */
async function exported(
  architecture: Architecture,
  weights: ReturnType<typeof tinyWeights>,
): Promise<Uint8Array> {
  const tokenizer = tinyTokenizer();
  const files = await makeModelFolder({
    details: {
      id: 'tiny',
      task: 'translate',
      source: 'en',
      target: 'fr',
      description: 'For a test.',
      licence: 'MIT',
      quantization: 'float32',
      data: [],
      training: { steps: 0, targetTokens: 0, minutes: 0, finished: '2026-11-28' },
      scores: [],
      decoding: { beamSize: 1, lengthPenalty: 0, maxLengthFactor: 1, maxLengthExtra: 4 },
    },
    architecture,
    weights,
    tokenizers: { source: tokenizer, target: tokenizer },
  });
  return exportModel(await readModelFolder(Object.fromEntries(files)));
}

const training: Partial<TrainerOptions> = {
  seed: 3,
  batchTokens: 60,
  steps: 20,
  warmupSteps: 3,
  learningRate: 0.01,
  labelSmoothing: 0.1,
};

describe('the trainer in PyTorch', function () {
  this.timeout(240_000);
  before(function () {
    if (python) return;
    process.stdout.write('    no python3 here has torch: the two trainers are not compared\n');
    this.skip();
  });

  for (const [name, architecture] of Object.entries(architectures))
    it(`has the losses of src/train over ${UPDATES} updates: ${name}`, async () => {
      const examples: Example[] = sequences(60, new Random(4)).map((source) => ({
        source,
        target: Int32Array.from(source).reverse(),
      }));
      const weights = tinyWeights(architecture, 5);
      const trainer = await makeTrainer(architecture, examples, training, { weights });
      const wanted: number[] = [];
      for (let i = 0; i < UPDATES; i++) wanted.push((await trainer.update()).loss);
      await trainer.dispose();
      const folder = mkdtempSync(join(tmpdir(), 'interlinear-torch-'));
      try {
        const lesson = { training: { ...options, ...training }, ids: IDS, batches: batchesOf(examples) };
        writeFileSync(join(folder, 'lesson.json'), JSON.stringify(lesson));
        writeFileSync(join(folder, 'start.safetensors'), await exported(architecture, weights));
        const run = spawnSync(python!, [
          join(ROOT, 'train/torch/losses.py'),
          join(folder, 'lesson.json'),
          join(folder, 'start.safetensors'),
        ]);
        assert.equal(run.status, 0, run.stderr.toString());
        const found = run.stdout.toString().trim().split('\n').map(Number);
        assert.equal(found.length, UPDATES);
        found.forEach((loss, i) =>
          assert.ok(Math.abs(loss - wanted[i]) < 1e-4, `${i}: ${loss}, ${wanted[i]}`),
        );
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    });
});

/** The first ones that a trainer of that seed makes. */
function batchesOf(examples: Example[]): number[][][][] {
  const random = new Random(training.seed!);
  const plan: Int32Array[] = [];
  while (plan.length < UPDATES) plan.push(...planEpoch(examples, training.batchTokens!, random));
  return plan
    .slice(0, UPDATES)
    .map((numbers) => Array.from(numbers, (i) => [[...examples[i].source], [...examples[i].target]]));
}
