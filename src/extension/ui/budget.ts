/** What nobody has asked for in words (a hover, grey text while typing) has a budget: past it, it gives up without a word. */
import type * as vscode from 'vscode';

/** Calls back after so many milliseconds; what it returns takes that back. */
export type Alarm = (ring: () => void, milliseconds: number) => () => void;

const alarm: Alarm = (ring, milliseconds) => {
  const timer = setTimeout(ring, milliseconds);
  return () => clearTimeout(timer);
};

/**
 * Settles in time, even where what is asked does not: then its signal is aborted, and what it answers is not heard.
 * @param ask is aborted by the token, too
 * @returns undefined past the budget
 * @throws what `ask` throws within it
 */
export async function withinBudget<T>(
  milliseconds: number,
  token: vscode.CancellationToken,
  ask: (signal: AbortSignal) => Promise<T>,
  after: Alarm = alarm,
): Promise<T | undefined> {
  const controller = new AbortController();
  const listening = token.onCancellationRequested(() => controller.abort());
  let stop = (): void => {};
  const late = new Promise<undefined>((resolve) => {
    stop = after(() => {
      controller.abort();
      resolve(undefined);
    }, milliseconds);
  });
  try {
    return await Promise.race([ask(controller.signal), late]);
  } finally {
    stop();
    listening.dispose();
  }
}
