/** A process apart that does what it is told, so that what has no end can be ended from outside. */
import { FolderFuzz } from './folder-fuzz';
import { READERS } from './readers';
import { RequestFuzz } from './request-fuzz';
import type { Finding, Reply, Task } from './tasks';

const requests = new RequestFuzz();
const folders = new FolderFuzz();

/** @returns undefined where the reader took the text, or refused it with an error of its own */
async function read({ reader, text }: Extract<Task, { kind: 'read' }>): Promise<Finding | undefined> {
  try {
    await READERS[reader](text);
    return undefined;
  } catch (error) {
    const { name, code, stack } = error as Error & { code?: unknown };
    // JSON that is none: what reads it is documented to throw that.
    if (code !== undefined || name === 'SyntaxError') return undefined;
    return { what: 'untyped error', where: reader, detail: String(stack).slice(0, 600) };
  }
}

async function done(task: Task): Promise<Reply> {
  switch (task.kind) {
    case 'read': {
      const finding = await read(task);
      return { count: 1, findings: finding ? [finding] : [] };
    }
    case 'requests':
      return requests.run(task.seed, task.count);
    case 'folders':
      return folders.run(task.seed, task.count);
  }
}

process.on('message', async (task: Task) => {
  const start = process.cpuUsage();
  const reply = await done(task).catch((error: Error): Reply => ({
    count: 0,
    findings: [{ what: 'untyped error', where: task.kind, detail: String(error.stack) }],
  }));
  const { user, system } = process.cpuUsage(start);
  process.send!({ ...reply, seconds: (user + system) / 1e6 } satisfies Reply & { seconds: number });
});
