import assert from 'node:assert/strict';
import type { AutoOptions, BackendChoice, RememberedBackend } from '../../../src/runtime';
import { AutoSession, RuntimeError, WebglError } from '../../../src/runtime';
import { FakeBackend, fakeClock, translate, WORDS } from './fake-backend';

/** What the processor computes with. */
class FakeProcessor extends FakeBackend {
  readonly backend = 'wasm';
}

interface Setup {
  options: AutoOptions;
  processor: FakeProcessor;
  made: FakeBackend[];
  choices: BackendChoice[];
  remembered: RememberedBackend[];
  log: string[];
}

function setup(webgl: () => FakeBackend, overrides: Partial<AutoOptions> = {}): Setup {
  const processor = new FakeProcessor(2);
  const made: FakeBackend[] = [];
  const choices: BackendChoice[] = [];
  const remembered: RememberedBackend[] = [];
  const log: string[] = [];
  const options: AutoOptions = {
    setting: 'auto',
    processor,
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
    clock: fakeClock,
    ...overrides,
  };
  return { options, processor, made, choices, remembered, log };
}

async function until(done: () => boolean): Promise<void> {
  for (let i = 0; i < 500 && !done(); i++) await new Promise((resolve) => setTimeout(resolve, 5));
  assert.ok(done(), 'waited in vain');
}

describe('auto', () => {
  it('answers at once with the processor, and takes the faster backend after the first use', async () => {
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

  it('keeps the processor where it is faster, and gives WebGL back', async () => {
    const { options, made, choices, remembered } = setup(() => new FakeBackend(6));
    const session = await AutoSession.open(options);
    await translate(session);
    await until(() => choices.length === 1);
    assert.equal(choices[0].backend, 'wasm');
    assert.equal(remembered[0].backend, 'wasm');
    assert.ok(choices[0].milliseconds!.webgl! > choices[0].milliseconds!.wasm!);
    assert.ok(made[0].disposed);
    await session.dispose();
  });

  it('remembers: no trial where the processor was faster, a new one for another machine or model', async () => {
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
    it(`leaves it to the processor where WebGL is ${what}, and logs why`, async () => {
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

  it('finishes on the processor what WebGL began, with the same result, and rebuilds the context', async () => {
    const wanted = await translate(new FakeBackend(0));
    for (let at = 0; at < 8; at++) {
      const { options, made, choices, log, processor } = setup(() => new FakeBackend(0), {
        setting: 'webgl',
      });
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
      assert.ok(processor.states <= 3, `${processor.states} states of onnxruntime are not given back`);
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
    first.options.processor = new FakeProcessor(4);
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

  it('lets errors of the processor pass', async () => {
    const { options, processor } = setup(() => new FakeBackend(0), { setting: 'wasm' });
    const session = await AutoSession.open(options);
    processor.onStep = () => {
      throw new RangeError('broken');
    };
    await assert.rejects(translate(session), RangeError);
  });
});
