/** The command line as a shell starts it: a process of its own, with what it wrote and how it ended. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';

const ROOT = resolve(__dirname, '../../..');

export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

export interface CliOptions {
  /** Standard input; empty without. */
  input?: string | Uint8Array;
  env?: NodeJS.ProcessEnv;
  /** A program that starts Node in its turn, with its arguments: strace, for example. */
  under?: readonly string[];
}

/** Without npm and tsx around it: npm looks for news of itself, and tsx keeps a cache. */
const ARGUMENTS = ['--require', 'tsx/cjs', join(ROOT, 'src/cli/main.ts')];

export async function runCli(
  args: readonly string[],
  { input = '', env = {}, under = [] }: CliOptions = {},
): Promise<Ended> {
  const [program, ...rest] = [...under, process.execPath, ...ARGUMENTS, ...args];
  const child = spawn(program, rest, {
    cwd: ROOT,
    env: { ...process.env, TSX_DISABLE_CACHE: '1', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // A command that ends before it has read everything closes the pipe, which is no fault.
  child.stdin.on('error', () => undefined).end(input);
  const ended = once(child, 'close') as Promise<[number | null]>;
  const [out, err] = await Promise.all([buffer(child.stdout), buffer(child.stderr)]);
  const [code] = await ended;
  return { code, out: out.toString('utf8'), err: err.toString('utf8') };
}
