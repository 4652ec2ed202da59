/** A run that was stopped and resumed is the run that was not, to the last digit. */
import assert from 'node:assert/strict';
import type { Architecture } from '../../../src/rnn';
import type { Start, StepReport, Trainer, TrainerOptions } from '../../../src/train';
import { readCheckpoint, TrainError, writeCheckpoint } from '../../../src/train';
import { Random } from '../../../src/random';
import { architecture, copy, makeTrainer, reverse, sequences } from './toy';

const examples = sequences(60, new Random(2)).map(reverse);
const changes = { batchTokens: 60, steps: 40, dropout: 0.2, labelSmoothing: 0.1, warmupSteps: 5 };

const networks: Record<string, Architecture> = {
  attention: architecture(6),
  'input feeding, two layers of two cells': {
    ...architecture(6),
    encoder: {
      layers: [
        { cell: 'lstm', hidden: 5 },
        { cell: 'gru', hidden: 6 },
      ],
    },
    decoder: {
      layers: [
        { cell: 'gru', hidden: 6 },
        { cell: 'lstm', hidden: 7 },
      ],
    },
    attention: { score: 'multiplicative', size: 4, inputFeeding: true },
  },
};

async function updates(trainer: Trainer, count: number): Promise<StepReport[]> {
  const reports = [];
  for (let i = 0; i < count; i++) {
    reports.push(await trainer.update());
    if (trainer.stepsDone % 4 === 3) trainer.addToAverage();
  }
  return reports;
}

const isEncoders = (parameter: string): boolean => parameter.startsWith('encoder.');

const saved = (trainer: Trainer): Uint8Array => writeCheckpoint(trainer.state(), 'recipe', null);
const restored = (bytes?: Uint8Array) => bytes && readCheckpoint(bytes, 'recipe').state;

/** As many updates as `parts` add up to: in one run, and each part by a trainer of its own. */
async function assertResumes(
  a: Architecture,
  parts: number[],
  threads: number,
  { frozen, weights }: Partial<Pick<TrainerOptions, 'frozen'> & Pick<Start, 'weights'>> = {},
): Promise<StepReport[]> {
  const options = { ...changes, frozen };
  const whole = await makeTrainer(a, examples, options, { threads, weights });
  const expected = await updates(
    whole,
    parts.reduce((sum, n) => sum + n, 0),
  );
  let reports: StepReport[] = [];
  let bytes: Uint8Array | undefined;
  for (const part of parts) {
    const trainer = await makeTrainer(a, examples, options, { threads, weights, state: restored(bytes) });
    reports = reports.concat(await updates(trainer, part));
    bytes = saved(trainer);
    await trainer.dispose();
  }
  assert.deepEqual(reports, expected);
  assert.deepEqual(restored(bytes), restored(saved(whole)));
  await whole.dispose();
  return reports;
}

describe('a run that is stopped and resumed computes what the uninterrupted run computes', () => {
  for (const [name, a] of Object.entries(networks)) {
    it(`${name}, over several epochs`, async () => {
      const reports = await assertResumes(a, [4, 8, 3, 9], 1);
      assert.ok(reports[reports.length - 1].epoch >= 3);
    });
  }

  // Wide enough that onnxruntime cuts its products for two threads.
  it('attention, on two threads', () => assertResumes(architecture(64), [3, 4], 2));

  it('what is frozen comes from the weights it started from, not from a seed', async () => {
    const other = await makeTrainer(networks.attention, examples, { ...changes, seed: 77 });
    await assertResumes(networks.attention, [4, 5], 1, {
      frozen: isEncoders,
      weights: other.named(other.current),
    });
  });

  it('after every single update', () => assertResumes(networks.attention, new Array<number>(9).fill(1), 1));
});

describe('a trainer', () => {
  const a = networks.attention;

  it('starts from its seed: the same again, others otherwise', async () => {
    const first = async (seed: number) =>
      (await updates(await makeTrainer(a, examples, { ...changes, seed }), 2)).map((r) => r.loss);
    const one = await first(1);
    assert.deepEqual(await first(1), one);
    assert.notDeepEqual(await first(2), one);
  });

  it('passes over every example once an epoch', async () => {
    const trainer = await makeTrainer(a, examples, changes);
    const tokens = new Map<number, number>();
    for (const report of await updates(trainer, 24))
      tokens.set(report.epoch, (tokens.get(report.epoch) ?? 0) + report.targetTokens);
    const all = examples.reduce((sum, e) => sum + e.target.length + 1, 0);
    assert.deepEqual([tokens.get(1), tokens.get(2)], [all, all]);
  });

  it('measures without dropout and smoothing, whatever the order, and changes nothing', async () => {
    const trainer = await makeTrainer(a, examples, changes);
    await trainer.update();
    const before = saved(trainer);
    const loss = await trainer.validationLoss(examples);
    const sentences = await Promise.all(
      examples.map(async (e) => (await trainer.validationLoss([e])) * (e.target.length + 1)),
    );
    const tokens = examples.reduce((sum, e) => sum + e.target.length + 1, 0);
    const mean = sentences.reduce((sum, l) => sum + l, 0) / tokens;
    assert.ok(Math.abs(loss - mean) < 1e-5);
    assert.ok(Math.abs((await trainer.validationLoss([...examples].reverse())) - loss) < 1e-6);
    assert.deepEqual(saved(trainer), before);
  });

  it('averages the parameters it was told to', async () => {
    const trainer = await makeTrainer(a, examples, changes);
    assert.deepEqual(trainer.averaged(), trainer.current);
    const taken: Float32Array[] = [];
    for (let i = 0; i < 3; i++) {
      await trainer.update();
      trainer.addToAverage();
      taken.push(Float32Array.from(trainer.current));
    }
    trainer.averaged().forEach((value, i) => {
      assert.ok(Math.abs(value - (taken[0][i] + taken[1][i] + taken[2][i]) / 3) < 1e-6);
    });
  });

  it('leaves what is frozen as it was, learns the rest as ever, and keeps no state of it', async () => {
    const whole = await makeTrainer(a, examples, changes);
    const before = whole.named(whole.current);
    const part = await makeTrainer(a, examples, { ...changes, frozen: isEncoders });
    assert.deepEqual(part.named(part.current), before);
    const norms = [await whole.update(), await part.update()].map(({ gradientNorm }) => gradientNorm);
    assert.ok(norms[1] < norms[0]);
    // Adam's first step is the sign of the gradient, whatever the norm it is clipped by.
    const [all, some] = [whole, part].map((trainer) => trainer.named(trainer.current));
    for (const [name, { data }] of some) {
      const expected = (isEncoders(name) ? before : all).get(name)!.data;
      data.forEach((value, i) => assert.ok(Math.abs(value - expected[i]) < 1e-5, `${name}[${i}]`));
    }
    const encoders = [...some].filter(([name]) => isEncoders(name));
    const size = encoders.reduce((sum, [, { data }]) => sum + data.length, 0);
    assert.ok(size > 0);
    assert.equal(part.state().m.length, whole.state().m.length - size);
  });

  it('names its parameters, in their shapes', async () => {
    const trainer = await makeTrainer(a, examples, changes);
    const named = trainer.named(trainer.current);
    assert.deepEqual(named.get('decoder.embedding')?.dims, [12, 16]);
    const joined = [...named.values()].flatMap(({ dims, data }) => {
      assert.equal(
        data.length,
        dims.reduce((p, d) => p * d, 1),
      );
      return [...data];
    });
    assert.deepEqual(Float32Array.from(joined), trainer.current);
  });

  it('refuses to start without examples, or from the state of another network', async () => {
    const rejected = (promise: Promise<unknown>, code: string, message: RegExp) =>
      assert.rejects(
        promise,
        (error: Error) => error instanceof TrainError && error.code === code && message.test(error.message),
      );
    await rejected(makeTrainer(a, []), 'corpus', /no examples/);
    const state = restored(saved(await makeTrainer(a, examples)));
    await rejected(makeTrainer(architecture(8), examples, {}, { state }), 'checkpoint', /parameters/);
  });

  it('starts from the weights of another run, draws what has none, and refuses what does not fit', async () => {
    const first = await makeTrainer(a, examples, changes);
    for (let i = 0; i < 5; i++) await first.update();
    const weights = first.named(first.current);
    const second = await makeTrainer(a, examples, { ...changes, seed: 9 }, { weights });
    assert.equal(second.stepsDone, 0);
    assert.deepEqual(second.current, first.current);
    assert.equal(second.takenOver, first.current.length);
    const [, name] = weights.keys();
    const { data } = weights.get(name)!;
    weights.delete(name);
    const third = await makeTrainer(a, examples, { ...changes, seed: 9 }, { weights });
    const drawn = await makeTrainer(a, examples, { ...changes, seed: 9 });
    assert.deepEqual(third.named(third.current).get(name), drawn.named(drawn.current).get(name));
    assert.equal(third.takenOver, first.current.length - data.length);
    const broken = new Map<string, { data: Float32Array }>(weights).set(name, { data: data.slice(1) });
    await assert.rejects(makeTrainer(a, examples, changes, { weights: broken }), {
      name: 'TrainError',
      code: 'checkpoint',
    });
  });

  it('says so when the loss is no longer a number', async () => {
    const trainer = await makeTrainer(a, sequences(20, new Random(1)).map(copy), changes);
    trainer.current.fill(NaN);
    await assert.rejects(trainer.update(), { name: 'TrainError', code: 'diverged' });
  });
});
