/**
 * Tasks shared out among this engine and helpers beside it. A helper may be slow, may fail or be killed: nothing is lost,
 * since what it has not answered is done here. So with no helper at all the tasks are done one after the other.
 *
 * Not here: what a task is (sentence-run.ts), who the helpers are (src/extension/engine/helper-pool.ts).
 */
import { throwIfAborted } from '../../search';

/** @param signal aborted when the answer is not wanted any more */
export type Worker<T, A> = (task: T, signal: AbortSignal) => Promise<A>;

/**
 * @param tasks in the order in which they are begun
 * @param here what this engine does; its errors end the work
 * @param helpers each is asked for one task at a time; one that fails is not asked again
 * @param onAnswer called once for each task
 * @throws SearchError('aborted') at once when cancelled; whatever `here` throws
 */
export async function shareOut<T, A>(
  tasks: readonly T[],
  here: Worker<T, A>,
  helpers: readonly Worker<T, A>[],
  onAnswer: (task: T, answer: A) => void,
  signal: AbortSignal,
): Promise<void> {
  throwIfAborted(signal);
  const waiting = [...tasks];
  const open = new Set(tasks);
  const over = new AbortController();
  const ended = new Promise<void>((resolve) => over.signal.addEventListener('abort', () => resolve()));
  const end = (): void => over.abort();
  signal.addEventListener('abort', end, { once: true });
  let fault: { error: unknown } | undefined;
  const answer = (task: T, value: A): void => {
    if (over.signal.aborted || !open.delete(task)) return;
    try {
      onAnswer(task, value);
    } catch (error) {
      fault = { error };
    }
    if (open.size === 0 || fault) end();
  };
  const help = async (helper: Worker<T, A>): Promise<void> => {
    for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) {
      try {
        answer(task, await helper(task, over.signal));
      } catch {
        if (open.has(task)) waiting.unshift(task);
        return;
      }
      if (over.signal.aborted) return;
    }
  };
  const work = async (): Promise<void> => {
    while (open.size > 0 && !over.signal.aborted) {
      // When nothing is left, what helpers have begun is done here, too: who is first counts.
      const [task] = waiting.length > 0 ? [waiting.shift()!] : open;
      answer(task, await here(task, over.signal));
    }
  };
  try {
    // The first task is done here: helpers may have to start first.
    const working = work();
    for (const helper of helpers) void help(helper);
    // It goes on for a moment after the last answer of a helper, with what nobody wants any more.
    working.catch(() => {});
    await Promise.race([working, ended]);
    throwIfAborted(signal);
    if (fault) throw fault.error;
  } finally {
    signal.removeEventListener('abort', end);
    end();
  }
}
