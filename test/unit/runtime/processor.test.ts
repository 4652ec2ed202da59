import assert from 'node:assert/strict';
import { ProcessorSession, RuntimeError, WasmError } from '../../../src/runtime';
import { FakeBackend, translate } from './fake-backend';

interface Setup {
  open(): Promise<ProcessorSession>;
  wasm: FakeBackend;
  onnxruntime: FakeBackend;
  opened: string[];
  log: string[];
}

function setup(refuse?: Error): Setup {
  const [wasm, onnxruntime] = [new FakeBackend(0), new FakeBackend(0)];
  const opened: string[] = [];
  const log: string[] = [];
  const open = (): Promise<ProcessorSession> =>
    ProcessorSession.open({
      openWasm: () => {
        if (refuse) return Promise.reject(refuse);
        opened.push('wasm');
        return Promise.resolve(wasm);
      },
      openOnnxruntime: () => {
        opened.push('onnxruntime');
        return Promise.resolve(onnxruntime);
      },
      log: (line) => log.push(line),
    });
  return { open, wasm, onnxruntime, opened, log };
}

describe("the processor's backends", () => {
  it('are the kernels alone while these can', async () => {
    const { open, wasm, onnxruntime, opened } = setup();
    const session = await open();
    assert.deepEqual(await translate(session), await translate(new FakeBackend(0)));
    assert.deepEqual([session.backend, opened, onnxruntime.steps], ['wasm', ['wasm'], 0]);
    await session.dispose();
    assert.deepEqual([wasm.disposed, onnxruntime.disposed], [true, false]);
  });

  for (const refusal of [
    new WasmError('float32-weights', 'that is why'),
    new WasmError('unsupported', 'that is why'),
    new RuntimeError('unknown-graph', 'that is why'),
  ])
    it(`are onnxruntime where the kernels refuse a model: ${refusal.code}`, async () => {
      const { open, onnxruntime, opened, log } = setup(refusal);
      const session = await open();
      assert.deepEqual(
        [session.backend, session.refusal, opened],
        ['onnxruntime', 'that is why', ['onnxruntime']],
      );
      assert.match(log.join(), /onnxruntime computes this model: that is why/);
      await translate(session);
      assert.ok(onnxruntime.steps > 0);
      await session.dispose();
      assert.ok(onnxruntime.disposed);
    });

  it('change in the middle of a decoding that needs too much memory, and only for that one', async () => {
    const wanted = await translate(new FakeBackend(0));
    for (let at = 0; at < 6; at++) {
      const { open, wasm, opened, log } = setup();
      const session = await open();
      let failed = false;
      wasm.onStep = (step) => {
        if (step !== at || failed) return 0;
        failed = true;
        throw new WasmError('too-large', 'no memory');
      };
      assert.deepEqual(await translate(session), wanted, `step ${at}`);
      assert.deepEqual(opened, ['wasm', 'onnxruntime']);
      assert.match(log.join(), /onnxruntime takes over a decoding: no memory/);
      const before = wasm.steps;
      assert.deepEqual(await translate(session), wanted);
      assert.ok(wasm.steps > before, 'the next one is computed by the kernels again');
    }
  });

  it('let other errors pass', async () => {
    const { open, wasm } = setup();
    const session = await open();
    wasm.onStep = () => {
      throw new RangeError('broken');
    };
    await assert.rejects(translate(session), RangeError);
    await assert.rejects(setup(new RangeError('broken')).open(), RangeError);
  });
});
