/** The run around the updates: measurements, early stopping, stopping by hand and going on. */
import assert from 'node:assert/strict';
import type { Measurement, Recipe, RunResult, RunState, TrainerState } from '../../../src/train';
import { readCheckpoint, runTraining, writeCheckpoint } from '../../../src/train';
import { Random } from '../../../src/random';
import { architecture, makeTrainer, options, reverse, sequences } from './toy';

const a = architecture(6);
const all = sequences(80, new Random(5)).map(reverse);
const [examples, development] = [all.slice(0, 60), all.slice(60)];
const base: Recipe['training'] = {
  ...options,
  steps: 24,
  dropout: 0.1,
  maxTokens: 20,
  validateEvery: 6,
  averageFrom: 0.5,
  patience: 100,
};

interface Run {
  result: RunResult;
  measured: Measurement[];
  /** Step of each progress report, and of each best. */
  steps: number[];
  best: Float32Array[];
  checkpoint: { state: TrainerState; extra: unknown };
}

/** @param stopAt aborts after that update; @param from goes on from what an earlier run saved */
async function run(changes: Partial<Recipe['training']> = {}, stopAt = Infinity, from?: Run): Promise<Run> {
  const recipe = { ...base, ...changes };
  const state = from?.checkpoint.state;
  const trainer = await makeTrainer(a, examples, recipe, { state });
  const controller = new AbortController();
  const [measured, steps, best]: [Measurement[], number[], Float32Array[]] = [
    [],
    [],
    [...(from?.best ?? [])],
  ];
  let saved: Uint8Array | undefined;
  const result = await runTraining({
    trainer,
    development,
    recipe,
    signal: controller.signal,
    checkpointSeconds: 1000,
    resumed: from?.checkpoint.extra as RunState | undefined,
    host: {
      progress({ report }) {
        steps.push(report.step);
        if (report.step === stopAt) controller.abort();
      },
      measured: (m) => void measured.push(m),
      saveCheckpoint: async (s, r) => void (saved = writeCheckpoint(s, 'x', r)),
      saveBest: async (parameters) => void best.push(Float32Array.from(parameters)),
      loadBest: async () => best[best.length - 1],
      bleu: async (parameters) => Math.abs(parameters[0]),
    },
  });
  await trainer.dispose();
  return { result, measured, steps, best, checkpoint: readCheckpoint(saved as Uint8Array, 'x') };
}

describe('a training run', () => {
  it('updates to the end, measures where the recipe says, and saves', async () => {
    const { result, measured, steps, checkpoint } = await run();
    assert.equal(result.finished, true);
    assert.deepEqual(
      steps,
      Array.from({ length: 24 }, (_, i) => i + 1),
    );
    assert.deepEqual(
      measured.map((m) => m.step),
      [6, 12, 18, 24],
    );
    assert.deepEqual(result.run.measurements, measured);
    assert.equal(checkpoint.state.step, 24);
    assert.equal(checkpoint.state.averageCount, 3); // at 12, 18 and 24
  });

  it('gives the best of the last, the best and the averaged parameters', async () => {
    const { result, measured } = await run();
    const trainer = await makeTrainer(a, examples, base);
    assert.equal(await trainer.validationLoss(development, result.parameters), result.developmentLoss);
    assert.ok(result.developmentLoss <= Math.min(...measured.map((m) => m.developmentLoss)));
    await trainer.dispose();
  });

  it('ends when nothing has become better for a while, and keeps the best', async () => {
    // So high a rate that the loss soon rises.
    const { result, measured, best } = await run({
      learningRate: 1,
      validateEvery: 1,
      steps: 200,
      patience: 3,
      averageFrom: 1,
    });
    const losses = measured.map((m) => m.developmentLoss);
    assert.ok(losses.length < 200);
    assert.equal(losses.indexOf(Math.min(...losses)), losses.length - 4);
    assert.equal(result.choice, 'best');
    assert.deepEqual(result.parameters, best[best.length - 1]);
  });

  for (const stopAt of [3, 6, 17]) {
    it(`stopped by hand after update ${stopAt} and resumed, measures what the uninterrupted run measures`, async () => {
      const whole = await run();
      const first = await run({}, stopAt);
      assert.equal(first.result.finished, false);
      assert.equal(first.checkpoint.state.step, stopAt);
      const second = await run({}, Infinity, first);
      assert.deepEqual(second.result.run.measurements, whole.measured);
      assert.deepEqual(second.best, whole.best);
      assert.deepEqual(second.result.parameters, whole.result.parameters);
      assert.equal(second.result.run.targetTokens, whole.result.run.targetTokens);
    });
  }

  it('without a development set gives the last parameters', async () => {
    const trainer = await makeTrainer(a, examples, base);
    const never = () => assert.fail('there is nothing to measure');
    const result = await runTraining({
      trainer,
      development: [],
      recipe: { ...base, steps: 7 },
      signal: new AbortController().signal,
      checkpointSeconds: 1000,
      host: {
        progress: () => undefined,
        measured: never,
        saveCheckpoint: async () => undefined,
        saveBest: never,
        loadBest: never,
      },
    });
    assert.equal(result.choice, 'last');
    assert.deepEqual(result.parameters, trainer.current);
  });
});
