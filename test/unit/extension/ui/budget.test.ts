import assert from 'node:assert/strict';
import type { CancellationToken } from 'vscode';
import type { Alarm } from '../../../../src/extension/ui/budget';
import { withinBudget } from '../../../../src/extension/ui/budget';

/** A token and a clock that the test moves. */
function world() {
  const listeners = new Set<() => void>();
  const token = {
    isCancellationRequested: false,
    onCancellationRequested: (listener: () => void) => {
      listeners.add(listener);
      return { dispose: () => listeners.delete(listener) };
    },
  } as unknown as CancellationToken;
  const alarms = new Map<() => void, number>();
  const alarm: Alarm = (ring, milliseconds) => {
    alarms.set(ring, milliseconds);
    return () => alarms.delete(ring);
  };
  return {
    token,
    alarm,
    cancel: () => listeners.forEach((one) => one()),
    pass: (milliseconds: number) => alarms.forEach((at, ring) => at <= milliseconds && ring()),
    isIdle: () => listeners.size === 0 && alarms.size === 0,
  };
}

const never = (): Promise<never> => new Promise(() => undefined);

describe('a budget', () => {
  it('lets through what comes in time, and leaves nothing behind', async () => {
    const { token, alarm, isIdle } = world();
    assert.equal(await withinBudget(100, token, async () => 'found', alarm), 'found');
    await assert.rejects(
      withinBudget(100, token, () => Promise.reject(new Error('broken')), alarm),
      /broken/,
    );
    assert.ok(isIdle());
  });

  it('gives up without a word when it is spent, though what was asked never answers', async () => {
    const { token, alarm, pass, isIdle } = world();
    let asked: AbortSignal | undefined;
    const answer = withinBudget(100, token, (signal) => ((asked = signal), never()), alarm);
    pass(99);
    assert.equal(asked?.aborted, false);
    pass(100);
    assert.equal(await answer, undefined);
    assert.equal(asked?.aborted, true);
    assert.ok(isIdle());
  });

  it('does not hear what fails afterwards', async () => {
    const { token, alarm, pass } = world();
    const answer = withinBudget(
      100,
      token,
      (signal) =>
        new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('cancelled')))),
      alarm,
    );
    pass(100);
    await answer.catch((error: Error) => assert.equal(error.message, 'cancelled'));
  });

  it('hands a cancellation on at once', async () => {
    const { token, alarm, cancel } = world();
    const asked = withinBudget(
      100,
      token,
      (signal) =>
        new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('cancelled')))),
      alarm,
    );
    cancel();
    await assert.rejects(asked, /cancelled/);
  });
});
