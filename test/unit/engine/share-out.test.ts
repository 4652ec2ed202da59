import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { shareOut } from '../../../src/engine/translate/share-out';

const turns = async (n: number): Promise<void> => {
  for (let i = 0; i < n; i++) await new Promise((resolve) => setImmediate(resolve));
};
const never = (): AbortSignal => new AbortController().signal;

describe('work shared out among engines', () => {
  it('answers each task once, whatever helpers do: be slow, fail, hang', async () => {
    const behaviour = fc.constantFrom('answers', 'fails', 'hangs');
    const helper = fc.array(fc.tuple(behaviour, fc.nat(6)), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(
        fc.nat(12),
        fc.array(helper, { maxLength: 3 }),
        fc.nat(3),
        async (count, helpers, slowness) => {
          const tasks = Array.from({ length: count }, (_, i) => ({ i }));
          const answered: number[] = [];
          await shareOut(
            tasks,
            async ({ i }) => (await turns(slowness), i * i),
            helpers.map((script) => {
              let next = 0;
              return async ({ i }: { i: number }) => {
                const [what, wait] = script[next++ % script.length];
                await turns(wait);
                if (what === 'fails') throw new Error('killed');
                if (what === 'hangs') await new Promise(() => {});
                return i * i;
              };
            }),
            ({ i }, square) => {
              assert.equal(square, i * i);
              answered.push(i);
            },
            never(),
          );
          assert.deepEqual(
            answered.sort((a, b) => a - b),
            tasks.map(({ i }) => i),
          );
        },
      ),
      { seed: 18, numRuns: 300 },
    );
  });

  it('gives helpers their part, and does not wait for what one of them still does at the end', async () => {
    const [by, begun]: string[][] = [[], []];
    await shareOut(
      [1, 2, 3, 4, 5, 6],
      async () => (begun.push('here'), await turns(5), 'here'),
      [async () => (begun.push('helper'), await turns(5), 'helper'), () => new Promise<string>(() => {})],
      (_, who) => by.push(who),
      never(),
    );
    assert.equal(by.length, 6);
    assert.equal(begun[0], 'here', 'the first words would wait until a helper has started');
    assert.ok(by.includes('helper') && by.includes('here'), by.join());
  });

  it('is cancelled at once, even where nobody hears it; helpers are told', async () => {
    const controller = new AbortController();
    let told = 0;
    const deaf = (_: number, signal: AbortSignal): Promise<string> => {
      signal.addEventListener('abort', () => told++);
      return new Promise(() => {});
    };
    const work = shareOut([1, 2, 3], deaf, [deaf, deaf], assert.fail, controller.signal);
    await turns(3);
    controller.abort();
    await assert.rejects(work, { name: 'AbortError', code: 'aborted' });
    assert.equal(told, 3);
  });

  it('throws what goes wrong here or with an answer, and nothing is answered afterwards', async () => {
    const fail = (): Promise<never> => Promise.reject(new Error('broken'));
    await assert.rejects(shareOut([1], fail, [], assert.fail, never()), /broken/);
    const slow = async (): Promise<number> => (await turns(9), 1);
    const bad = (): never => {
      throw new Error('unwelcome');
    };
    await assert.rejects(shareOut([1, 2], slow, [async () => 1], bad, never()), /unwelcome/);
  });
});
