/**
 * The order in which requests begin: one in a turn of the event loop. A message that cancels is heard in that turn, so
 * of a flood of requests that are cancelled none is computed that has not begun.
 *
 * Not here: how a search that runs lets others have their turn (responsive.ts).
 */
import { throwIfAborted } from '../search';

export class RequestQueue {
  private last: Promise<void> = Promise.resolve();

  /**
   * Resolves when a request may begin, after those before it have begun.
   * @throws SearchError('aborted') when it was cancelled meanwhile
   */
  async turn(signal: AbortSignal): Promise<void> {
    const mine = this.last.then(() => (signal.aborted ? undefined : nextTurn()));
    this.last = mine;
    await mine;
    throwIfAborted(signal);
  }
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
