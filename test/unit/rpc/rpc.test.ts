import assert from 'node:assert/strict';
import { MessageChannel } from 'node:worker_threads';
import * as fc from 'fast-check';
import type { Endpoint } from '../../../src/rpc/endpoint';
import { portEndpoint } from '../../../src/rpc/endpoint';
import { RemoteError, RpcError } from '../../../src/rpc/errors';
import type { RequestContext } from '../../../src/rpc/services';
import { Rpc } from '../../../src/rpc/rpc';

interface TestProtocol {
  double: { params: number; result: number; progress: never };
  count: { params: { to: number }; result: number[]; progress: number };
  sum: { params: { bytes: Uint8Array }; result: number; progress: never };
  untilCancelled: { params: null; result: string; progress: string };
  fail: { params: unknown; result: null; progress: never };
  give: { params: null; result: unknown; progress: unknown };
}

class ModelError extends Error {
  override readonly name = 'ModelError';
  readonly code = 'changed';
  readonly file = 'encoder.onnx';
  readonly size = 3;
  readonly parts = [1, 2];
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve()));

const services = {
  double: async (n: number) => 2 * n,
  async count({ to }: { to: number }, { progress }: RequestContext<number>) {
    for (let i = 1; i <= to; i++) progress(i);
    return Array.from({ length: to }, (_, i) => i + 1);
  },
  sum: async ({ bytes }: { bytes: Uint8Array }) => bytes.reduce((a, b) => a + b, 0),
  async untilCancelled(_: null, { signal, progress }: RequestContext<string>) {
    progress('waiting');
    await aborted(signal);
    return 'stopped';
  },
  async fail(what: unknown): Promise<null> {
    throw what === 'model' ? new ModelError('encoder.onnx was changed') : what;
  },
  give: async (): Promise<unknown> => () => 'a function cannot travel',
};

describe('requests over a message port', () => {
  let log: string[];
  let client: Rpc<TestProtocol>;
  let server: Rpc<Record<never, never>, TestProtocol>;
  let raw: { client: Endpoint; server: Endpoint };
  let close: () => void;

  beforeEach(() => {
    const { port1, port2 } = new MessageChannel();
    raw = { client: portEndpoint(port1 as never), server: portEndpoint(port2 as never) };
    log = [];
    client = new Rpc(raw.client, { log: (line) => log.push(line) });
    server = new Rpc<Record<never, never>, TestProtocol>(raw.server, {
      services,
      log: (line) => log.push(line),
    });
    close = () => port1.close();
  });

  afterEach(() => {
    client.dispose();
    server.dispose();
    close();
  });

  /** Everything posted before has arrived when this is answered. */
  const settled = (): Promise<unknown> => client.request('double', 0);

  it('are answered, each with its own answer, whatever the order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer(), { maxLength: 20 }), async (numbers) => {
        const answers = await Promise.all(numbers.map((n) => client.request('double', n)));
        assert.deepEqual(
          answers,
          numbers.map((n) => 2 * n),
        );
      }),
      { numRuns: 30 },
    );
  });

  it('go both ways over one port', async () => {
    const { port1, port2 } = new MessageChannel();
    const sides = [port1, port2].map(
      (port) => new Rpc<TestProtocol, TestProtocol>(portEndpoint(port as never), { services }),
    );
    assert.deepEqual(await Promise.all(sides.map((side, i) => side.request('double', i + 1))), [2, 4]);
    sides.forEach((side) => side.dispose());
    port1.close();
  });

  it('report progress in order, before their answer', async () => {
    const seen: number[] = [];
    const result = await client.request('count', { to: 5 }, { onProgress: (n) => seen.push(n) });
    assert.deepEqual(seen, [1, 2, 3, 4, 5]);
    assert.deepEqual(result, seen);
  });

  it('hand over buffers instead of copying them', async () => {
    const bytes = new Uint8Array([1, 2, 3]);
    assert.equal(await client.request('sum', { bytes }, { transfer: [bytes.buffer] }), 6);
    assert.equal(bytes.length, 0, 'the buffer is still here');
  });

  it('reject with name, code, message and plain details of what the other side threw', async () => {
    const error = await client.request('fail', 'model').catch((e: unknown) => e);
    assert.ok(error instanceof RemoteError);
    assert.equal(error.name, 'ModelError');
    assert.equal(error.code, 'changed');
    assert.equal(error.message, 'encoder.onnx was changed');
    assert.deepEqual(error.details, { file: 'encoder.onnx', size: 3 });
    assert.match(error.remoteStack!, /rpc\.test/);
  });

  for (const thrown of ['text', null, 7, { toString: 5 }]) {
    it(`reject when ${JSON.stringify(thrown)} is thrown`, async () => {
      await assert.rejects(client.request('fail', thrown), RemoteError);
    });
  }

  it('that the other side does not know are refused, inherited names too', async () => {
    for (const method of ['nothing', 'constructor', '__proto__', 'toString']) {
      await assert.rejects(client.request(method as 'double', 1), { code: 'unknown-method' });
    }
  });

  it('with parameters, progress or answers that cannot travel are rejected, and the others go on', async () => {
    await assert.rejects(
      client.request('fail', () => {}),
      { name: 'RpcError', code: 'not-cloneable' },
    );
    await assert.rejects(client.request('give', null), { name: 'RpcError', code: 'not-cloneable' });
    assert.equal(await client.request('double', 4), 8);
  });

  describe('when cancelled', () => {
    it('stop at the other side, and are rejected then', async () => {
      const controller = new AbortController();
      const request = client.request('untilCancelled', null, {
        signal: controller.signal,
        onProgress: () => controller.abort(),
      });
      await assert.rejects(request, { name: 'RpcError', code: 'cancelled' });
    });

    it('before they were sent, are not sent', async () => {
      await assert.rejects(client.request('double', 1, { signal: AbortSignal.abort() }), {
        code: 'cancelled',
      });
      assert.equal(await client.request('double', 1), 2);
      assert.deepEqual(log, []);
    });

    it('after their answer, change nothing', async () => {
      const controller = new AbortController();
      assert.equal(await client.request('double', 3, { signal: controller.signal }), 6);
      controller.abort();
      await settled();
      assert.deepEqual(log, []);
    });

    it('leave other requests alone', async () => {
      const controller = new AbortController();
      const other = new AbortController();
      const cancelled = client.request('untilCancelled', null, { signal: controller.signal });
      const going = client.request('untilCancelled', null, { signal: other.signal });
      controller.abort();
      await assert.rejects(cancelled, { code: 'cancelled' });
      const state = await Promise.race([going.catch(() => 'ended'), settled().then(() => 'going on')]);
      assert.equal(state, 'going on');
      other.abort();
      await assert.rejects(going, { code: 'cancelled' });
    });
  });

  describe('when a side is disposed', () => {
    it('everything pending is rejected, and what comes later', async () => {
      const pending = client.request('untilCancelled', null);
      client.dispose();
      await assert.rejects(pending, { name: 'RpcError', code: 'disposed' });
      await assert.rejects(client.request('double', 1), { code: 'disposed' });
    });

    it('the reason is the one given', async () => {
      const pending = client.request('untilCancelled', null);
      const reason = new Error('the engine crashed');
      client.dispose(reason);
      await assert.rejects(pending, reason);
    });

    it('work that runs there is told to stop, and its answer goes nowhere', async () => {
      const started = new Promise<void>((resolve) => {
        client.request('untilCancelled', null, { onProgress: () => resolve() }).catch(() => {});
      });
      await started;
      server.dispose();
      const answers: unknown[] = [];
      raw.client.listen((message) => answers.push(message));
      await new Promise((resolve) => setTimeout(resolve, 20));
      assert.deepEqual(answers, []);
    });
  });

  describe('when a page is made anew over the same port', () => {
    it('what the old one asked is ended, and its answers never reach the new one', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 1, max: 8 }),
          fc.integer({ min: 1, max: 8 }),
          async (old, fresh) => {
            const { port1, port2 } = new MessageChannel();
            const posted: unknown[] = [];
            const heldBack: ((value: string) => void)[] = [];
            const signals: AbortSignal[] = [];
            const answering = new Rpc<Record<never, never>, Pick<TestProtocol, 'untilCancelled' | 'double'>>(
              portEndpoint(port2 as never),
              {
                services: {
                  double: services.double,
                  // Answers late, cancelled or not.
                  untilCancelled: (_, { signal }) => {
                    signals.push(signal);
                    return new Promise((resolve) => heldBack.push(resolve));
                  },
                },
              },
            );
            const port = portEndpoint(port1 as never);
            port.listen((message) => posted.push(message));
            const page = new Rpc<TestProtocol>(port);
            for (let i = 0; i < old; i++) page.request('untilCancelled', null).catch(() => {});
            await page.request('double', 1);
            page.dispose();
            const reloaded = new Rpc<TestProtocol>(port);
            const answers = Array.from({ length: fresh }, (_, i) => reloaded.request('double', 100 + i));
            // Ids of the old page, in the middle of those of the new one.
            const stale = posted.find((message) => (message as { kind: string }).kind === 'result') as object;
            for (let id = 1; id <= fresh; id++) port2.postMessage({ ...stale, id, value: 'stale' });
            assert.deepEqual(
              await Promise.all(answers),
              answers.map((_, i) => 2 * (100 + i)),
            );
            assert.equal(signals.length, old);
            assert.ok(signals.every((signal) => signal.aborted));
            heldBack.forEach((resolve) => resolve('late'));
            await reloaded.request('double', 0);
            assert.ok(posted.every((message) => (message as { value?: unknown }).value !== 'late'));
            reloaded.dispose();
            answering.dispose();
            port1.close();
          },
        ),
        { seed: 15, numRuns: 40 },
      );
    });
  });

  describe('among messages that are none', () => {
    const ids = fc.oneof(fc.integer({ min: -2, max: 5 }), fc.anything());
    const kinds = fc.oneof(
      fc.constantFrom('request', 'progress', 'result', 'error', 'cancel'),
      fc.anything(),
    );
    const garbage = fc.oneof(
      fc.anything(),
      fc.record(
        {
          kind: kinds,
          id: ids,
          method: fc.oneof(fc.constantFrom('double', 'constructor'), fc.anything()),
          params: fc.anything(),
          value: fc.anything(),
          error: fc.oneof(fc.record({ name: fc.anything(), message: fc.anything() }), fc.anything()),
        },
        { requiredKeys: [] },
      ),
    );

    /** With an id far above those of requests made here: a number in use would make it a real message. */
    const foreign = (message: unknown): unknown =>
      typeof message === 'object' && message !== null && 'id' in message ? { ...message, id: 1e9 } : message;

    const posted = (side: Endpoint, message: unknown): boolean => {
      try {
        side.post(message, []);
        return true;
      } catch {
        return false; // Not cloneable: it could not have come over a port.
      }
    };

    it('an answering side goes on, and answers the real ones', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(garbage, { maxLength: 10 }), async (messages) => {
          messages.forEach((message) => posted(raw.client, foreign(message)));
          assert.equal(await client.request('double', 21), 42);
        }),
        { numRuns: 200 },
      );
    });

    it('an asking side takes no answer to what it has not asked', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(garbage, { maxLength: 10 }), async (messages) => {
          messages.forEach((message) => posted(raw.server, foreign(message)));
          assert.equal(await client.request('double', 21), 42);
        }),
        { numRuns: 200 },
      );
    });

    it('says which it ignored: no message, a stale answer, stale progress', async () => {
      raw.server.post('hello', []);
      raw.server.post({ kind: 'result', id: 99, value: 1 }, []);
      raw.server.post({ kind: 'progress', id: 99, value: 1 }, []);
      raw.server.post({ kind: 'error', id: 99, error: { name: 'E', message: 'm' } }, []);
      await settled();
      assert.equal(log.length, 4);
      log.forEach((line) => assert.match(line, /ignored/));
    });

    it('a second request under an id that is running is not started', async () => {
      const answers: unknown[] = [];
      raw.client.listen((message) => answers.push(message));
      for (let i = 0; i < 2; i++)
        raw.client.post({ kind: 'request', id: 50, method: 'untilCancelled', params: null }, []);
      raw.client.post({ kind: 'cancel', id: 50 }, []);
      await settled();
      const ended = answers.filter((m) => (m as { kind: string; id: number }).kind === 'result');
      assert.equal(ended.filter((m) => (m as { id: number }).id === 50).length, 1);
    });
  });

  it('RpcError is told from errors of the other side', async () => {
    const error = await client.request('double', 1, { signal: AbortSignal.abort() }).catch((e: unknown) => e);
    assert.ok(error instanceof RpcError);
  });
});
