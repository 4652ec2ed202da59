import { nextNotification } from '../fake-vscode';
import assert from 'node:assert/strict';
import { withDelayedProgress } from '../../../../src/extension/ui/progress';

describe('progress', () => {
  it('is shown with the last report, then with every other, up to the whole', async () => {
    const notification = nextNotification();
    let finish!: (value: string) => void;
    const work = withDelayedProgress('Working', ({ report }) => {
      report('1 of 3', 1 / 3);
      return new Promise<string>((resolve) => {
        void notification.then(() => report('2 of 3', 2 / 3));
        finish = (value) => (report('3 of 3', 1), resolve(value));
      });
    });
    const { title, reports } = await notification;
    await Promise.resolve();
    finish('done');
    assert.equal(await work, 'done');
    assert.equal(title, 'Working');
    assert.deepEqual(
      reports.map(({ message }) => message),
      ['1 of 3', '2 of 3', '3 of 3'],
    );
    assert.equal(
      reports.reduce((sum, { increment }) => sum + (increment ?? 0), 0),
      100,
    );
  });

  it('cancels the work, and closes when it has ended', async () => {
    const notification = nextNotification();
    const work = withDelayedProgress(
      'Working',
      (_, signal) =>
        new Promise((_resolve, reject) =>
          signal.addEventListener('abort', () => reject(new Error('stopped'))),
        ),
    );
    const { cancel, closed } = await notification;
    cancel();
    await assert.rejects(work, { message: 'stopped' });
    await closed;
  });

  it('passes on what the work throws', async () => {
    await assert.rejects(
      withDelayedProgress('Working', () => Promise.reject(new Error('at once'))),
      { message: 'at once' },
    );
  });
});
