/** A progress notification with a Cancel button, which short work never shows. */
import * as vscode from 'vscode';

export interface ProgressReport {
  /** @param fraction done so far, 0 to 1 */
  report(message: string, fraction: number): void;
}

/** Below this a notification would only flash. */
const DELAY = 300;

/** Before that, a guess would only jump about. */
const GUESS_AFTER = 2000;

/** @returns undefined as long as nothing can be said */
export function secondsLeft(milliseconds: number, done: number, total: number): number | undefined {
  if (done === 0 || done >= total || milliseconds < GUESS_AFTER) return undefined;
  return Math.ceil(((milliseconds / done) * (total - done)) / 1000);
}

/** @param task is given a signal that fires when the user cancels */
export async function withDelayedProgress<T>(
  title: string,
  task: (progress: ProgressReport, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  let shown: vscode.Progress<{ message?: string; increment?: number }> | undefined;
  let last = { message: '', fraction: 0 };
  let reported = 0;
  const show = (): void => {
    const percent = Math.floor(last.fraction * 100);
    shown?.report({ message: last.message, increment: percent - reported });
    if (shown) reported = percent;
  };
  const work = task(
    {
      report(message, fraction) {
        last = { message, fraction };
        show();
      },
    },
    controller.signal,
  );
  const timer = setTimeout(() => {
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    void vscode.window.withProgress(options, async (progress, token) => {
      token.onCancellationRequested(() => controller.abort());
      shown = progress;
      if (last.message) show();
      // Whether it fails is told to the caller below.
      await work.catch(() => {});
    });
  }, DELAY);
  return work.finally(() => clearTimeout(timer));
}
