import assert from 'node:assert/strict';
import type { AutoOptions, BackendChoice, RememberedBackend, Seq2Seq } from '../../../src/runtime';
import { AutoSession, RuntimeError, WebglError } from '../../../src/runtime';
import type { Decoder, StepRequest } from '../../../src/search';
import { beamSearch } from '../../../src/search';

const WORDS = 30;

/** The sum of the words so far is the whole state; deterministic, so that two backends agree. */
class FakeBackend implements Seq2Seq {
  disposed = false;
  steps = 0;
  /** Told at each step: may throw, or compute something wrong. */
  onStep: (step: number) => number = () => 0;
  states = 0;

  constructor(private readonly milliseconds: number) {}

  encode(sources: readonly ArrayLike<number>[]): Promise<Decoder> {
    const sums = sources.map((ids) => Array.from(ids).reduce((a, b) => a + b, 0));
    const decoder = {
      vocabularySize: WORDS,
      bos: 1,
      eos: 2,
      initial: this.state(sums),
      step: (request: StepRequest) => this.step(request),
      dispose: () => undefined,
    };
    return Promise.resolve(decoder);
  }

  dispose(): Promise<void> {
    this.disposed = true;
    return Promise.resolve();
  }

  private state(sums: number[]) {
    this.states++;
    let live = true;
    const dispose = (): void => {
      if (live) this.states--;
      live = false;
    };
    return { rows: sums.length, sums, dispose };
  }

  private async step({ state, parents, tokens, k, probes }: StepRequest) {
    const error = this.onStep(this.steps++);
    const end = performance.now() + this.milliseconds;
    while (performance.now() < end);
    const before = (state as unknown as { sums: number[] }).sums;
    const sums = Array.from(tokens, (token, i) => before[parents[i]] * 3 + token);
    const rows = sums.map((sum) =>
      logSoftmax(Array.from({ length: WORDS }, (_, w) => Math.sin(sum + 7 * w) * 3 + error)),
    );
    const order = rows.map((row) => [...row.keys()].sort((a, b) => row[b] - row[a] || a - b).slice(0, k));
    return {
      state: this.state(sums),
      tokens: Int32Array.from(order.flat()),
      logProbs: Float32Array.from(order.flatMap((words, r) => words.map((w) => rows[r][w] - error))),
      ...(probes && {
        probeLogProbs: Float32Array.from(
          probes,
          (w, i) => rows[Math.floor((i * rows.length) / probes.length)][w],
        ),
      }),
    };
  }
}

function logSoftmax(row: number[]): number[] {
  const norm = Math.log(row.reduce((sum, x) => sum + Math.exp(x), 0));
  return row.map((x) => x - norm);
}

interface Setup {
  options: AutoOptions;
  wasm: FakeBackend;
  made: FakeBackend[];
  choices: BackendChoice[];
  remembered: RememberedBackend[];
  log: string[];
}

function setup(webgl: () => FakeBackend, overrides: Partial<AutoOptions> = {}): Setup {
  const wasm = new FakeBackend(2);
  const made: FakeBackend[] = [];
  const choices: BackendChoice[] = [];
  const remembered: RememberedBackend[] = [];
  const log: string[] = [];
  const options: AutoOptions = {
    setting: 'auto',
    wasm,
    openWebgl: () => {
      const backend = webgl();
      made.push(backend);
      return backend;
    },
    key: 'this machine, this model',
    remembered: undefined,
    sourceWords: WORDS,
    onChoice: (choice, remember) => {
      choices.push(choice);
      if (remember) remembered.push(remember);
    },
    log: (line) => log.push(line),
    quietMilliseconds: 1,
    ...overrides,
  };
  return { options, wasm, made, choices, remembered, log };
}

const SOURCES = [
  [3, 4],
  [5, 6, 7],
];

async function translate(session: Seq2Seq): Promise<number[][][]> {
  const decoder = await session.encode(SOURCES);
  try {
    const { sentences } = await beamSearch(decoder, { beamSize: 4, nBest: 4, maxLength: 9 });
    return sentences.map((list) => list.map(({ tokens }) => tokens));
  } finally {
    decoder.dispose();
  }
}

async function until(done: () => boolean): Promise<void> {
  for (let i = 0; i < 500 && !done(); i++) await new Promise((resolve) => setTimeout(resolve, 5));
  assert.ok(done(), 'waited in vain');
}

describe('auto', () => {
  it('answers at once with onnxruntime, and takes the faster backend after the first use', async () => {
    const { options, made, choices, remembered } = setup(() => new FakeBackend(0));
    const session = await AutoSession.open(options);
    assert.deepEqual(session.choice, { backend: 'wasm', reason: 'measuring' });
    assert.equal(made.length, 0);
    const before = await translate(session);
    await until(() => choices.length === 1);
    assert.equal(session.choice.backend, 'webgl');
    assert.equal(session.choice.reason, 'measured');
    assert.deepEqual(
      remembered.map(({ key, backend }) => [key, backend]),
      [[options.key, 'webgl']],
    );
    const { steps } = made[0];
    assert.deepEqual(await translate(session), before);
    assert.ok(made[0].steps > steps);
    await session.dispose();
    assert.ok(made[0].disposed);
  });

  it('keeps onnxruntime where it is faster, and gives WebGL back', async () => {
    const { options, made, choices, remembered } = setup(() => new FakeBackend(6));
    const session = await AutoSession.open(options);
    await translate(session);
    await until(() => choices.length === 1);
    assert.equal(choices[0].backend, 'wasm');
    assert.equal(remembered[0].backend, 'wasm');
    assert.ok(choices[0].milliseconds!.webgl > choices[0].milliseconds!.wasm);
    assert.ok(made[0].disposed);
    await session.dispose();
  });

  it('remembers: no trial where onnxruntime was faster, a new one for another machine or model', async () => {
    const remembered = {
      key: 'this machine, this model',
      backend: 'wasm',
      milliseconds: { wasm: 1, webgl: 2 },
    } as const;
    const known = setup(() => new FakeBackend(0), { remembered });
    const session = await AutoSession.open(known.options);
    assert.equal(session.choice.reason, 'remembered');
    await translate(session);
    await new Promise((resolve) => setTimeout(resolve, 30));
    assert.equal(known.made.length, 0);
    const other = setup(() => new FakeBackend(0), { remembered: { ...remembered, key: 'another' } });
    const again = await AutoSession.open(other.options);
    await translate(again);
    await until(() => other.choices.length === 1);
    assert.equal(other.choices[0].backend, 'webgl');
  });

  it('obeys the setting', async () => {
    const never = setup(() => new FakeBackend(0), { setting: 'wasm' });
    const wasm = await AutoSession.open(never.options);
    await translate(wasm);
    assert.deepEqual([wasm.choice, never.made.length], [{ backend: 'wasm', reason: 'setting' }, 0]);
    const slow = setup(() => new FakeBackend(6), { setting: 'webgl' });
    const webgl = await AutoSession.open(slow.options);
    assert.equal(webgl.choice.backend, 'webgl');
    assert.deepEqual(slow.remembered, [], 'what the setting forces is no measurement to keep');
  });

  for (const [what, error, reason] of [
    ['drawn by the processor', new WebglError('software', 'that is why'), 'software'],
    ['missing', new WebglError('unsupported', 'that is why'), 'unavailable'],
    ['given a graph it does not know', new RuntimeError('unknown-graph', 'that is why'), 'unavailable'],
  ] as const) {
    it(`leaves it to onnxruntime where WebGL is ${what}, and logs why`, async () => {
      const { options, choices, log } = setup(() => {
        throw error;
      });
      const session = await AutoSession.open(options);
      await translate(session);
      await until(() => choices.length === 1);
      assert.deepEqual(choices, [{ backend: 'wasm', reason, detail: 'that is why' }]);
      assert.deepEqual(log, ['WebGL is not used: that is why']);
    });
  }

  it('does not believe a backend that computes other numbers, or none', async () => {
    for (const wrong of [0.5, NaN]) {
      const { options, choices, made } = setup(() => {
        const backend = new FakeBackend(0);
        backend.onStep = () => wrong;
        return backend;
      });
      const session = await AutoSession.open(options);
      await translate(session);
      await until(() => choices.length === 1);
      assert.equal(choices[0].reason, 'unavailable');
      assert.match(choices[0].detail!, /other numbers/);
      assert.ok(made[0].disposed);
    }
  });

  it('finishes on onnxruntime what WebGL began, with the same result, and rebuilds the context', async () => {
    const wanted = await translate(new FakeBackend(0));
    for (let at = 0; at < 8; at++) {
      const { options, made, choices, log, wasm } = setup(() => new FakeBackend(0), { setting: 'webgl' });
      const session = await AutoSession.open(options);
      const first = made[0].steps;
      made[0].onStep = (step) => {
        if (step >= first + at) throw new WebglError('context-lost', 'gone');
        return 0;
      };
      assert.deepEqual(await translate(session), wanted);
      assert.equal(choices[1]?.reason, 'context-lost');
      await until(() => choices.length === 3);
      assert.equal(session.choice.backend, 'webgl');
      assert.ok(log.includes('the WebGL context has been rebuilt'));
      assert.ok(made[0].disposed);
      // Only the first states of the decodings, which their decoders hold.
      assert.ok(wasm.states <= 3, `${wasm.states} states of onnxruntime are not given back`);
    }
  });

  it('gives WebGL up when its context is lost again and again', async () => {
    const { options, made, choices } = setup(() => new FakeBackend(0), { setting: 'webgl' });
    const session = await AutoSession.open(options);
    for (let loss = 1; loss <= 3; loss++) {
      made[made.length - 1].onStep = () => {
        throw new WebglError('context-lost', 'gone');
      };
      const before = choices.length;
      await translate(session);
      if (loss < 3) await until(() => choices.length === before + 2);
    }
    await new Promise((resolve) => setTimeout(resolve, 30));
    assert.equal(made.length, 3);
    assert.equal(session.choice.backend, 'wasm');
  });

  it('takes the fastest of several ways of computing with WebGL, keeps it, and gives the others back', async () => {
    const tuning = (rows: number) => ({
      rows,
      batchRows: rows,
      group: 4,
      slices: 1,
      weights: 'int8' as const,
    });
    const made: [rows: number, FakeBackend][] = [];
    const openWebgl: AutoOptions['openWebgl'] = (options) => {
      const { rows } = options.tuning!;
      made.push([rows, new FakeBackend(rows === 5 ? 0 : 1)]);
      return made[made.length - 1][1];
    };
    const tunings = [tuning(3), tuning(5), tuning(8)];
    const first = setup(() => new FakeBackend(0), { openWebgl, tunings });
    first.options.wasm = new FakeBackend(4);
    const session = await AutoSession.open(first.options);
    await translate(session);
    await until(() => first.choices.length === 1);
    assert.deepEqual(first.remembered[0].tuning, tuning(5));
    assert.deepEqual(
      made.map(([rows, backend]) => [rows, backend.disposed]),
      [
        [3, true],
        [5, false],
        [8, true],
      ],
    );
    made.splice(0);
    const again = setup(() => new FakeBackend(0), { openWebgl, tunings, remembered: first.remembered[0] });
    await translate(await AutoSession.open(again.options));
    await until(() => again.choices.length === 1);
    assert.deepEqual(
      made.map(([rows]) => rows),
      [5],
    );
  });

  it('lets errors of onnxruntime pass', async () => {
    const { options, wasm } = setup(() => new FakeBackend(0), { setting: 'wasm' });
    const session = await AutoSession.open(options);
    wasm.onStep = () => {
      throw new RangeError('broken');
    };
    await assert.rejects(translate(session), RangeError);
  });
});
