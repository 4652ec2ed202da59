/** Asks the process apart, and ends it where it does not answer: an expression without end cannot be ended from within. */
import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { Reply, Task } from './tasks';

export class HelperProcess {
  private process: ChildProcess | undefined;

  /** @param guard in seconds, far above what any task takes: it tells what hangs from what is slow on a busy machine */
  constructor(private readonly guard: number) {}

  /** @returns `seconds` of the processor */
  async ask(task: Task): Promise<Reply & { seconds: number }> {
    const helper = (this.process ??= fork(join(__dirname, 'reader-process.ts'), [], {
      execArgv: ['--max-old-space-size=1024', '--require', 'tsx/cjs'],
    }));
    const reply = await new Promise<(Reply & { seconds: number }) | string>((resolve) => {
      const timer = setTimeout(() => resolve(`no answer within ${this.guard} s`), 1000 * this.guard);
      helper.once('exit', (code, signal) => resolve(`the process ended: ${signal ?? code}`));
      helper.once('message', (answer: Reply & { seconds: number }) => {
        clearTimeout(timer);
        resolve(answer);
      });
      helper.send(task);
    });
    helper.removeAllListeners();
    if (typeof reply !== 'string') return reply;
    this.end();
    const where = task.kind === 'read' ? task.reader : `${task.kind}, seed ${task.seed}`;
    return { count: 1, seconds: this.guard, findings: [{ what: 'no answer', where, detail: reply }] };
  }

  end(): void {
    this.process?.kill('SIGKILL');
    this.process = undefined;
  }
}
