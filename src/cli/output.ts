/** Standard output as a pipe or a file that may end: a reader that has gone is no error, a full disk is one sentence. */

/** Before anything is written. */
export function guardOutput(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // As other tools do: whoever reads has enough.
    if (error.code === 'EPIPE') process.exit(0);
    const why = error.code === 'ENOSPC' ? 'there is no space left' : error.message;
    process.stderr.write(`The output cannot be written: ${why}.\n`);
    process.exit(1);
  });
  process.stderr.on('error', () => undefined);
}

/** Resolves when the reader has taken it, so that nothing piles up in memory. */
export function write(content: string | Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    if (process.stdout.write(content)) resolve();
    else process.stdout.once('drain', resolve);
  });
}

/** Between two lines about how far it is. */
const PAUSE = 5_000;

/** @returns what is called with sentences done and to do: now and then a line on standard error */
export function progressLine(
  now: () => number = Date.now,
): (progress: { done: number; total: number }) => void {
  let last = now();
  return ({ done, total }) => {
    if (done >= total || now() - last < PAUSE) return;
    last = now();
    process.stderr.write(`${done} of ${total} sentences\n`);
  };
}
