/** The command line as a shell starts it: a process of its own, with what it wrote and how it ended. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { build } from 'esbuild';

const ROOT = resolve(__dirname, '../../..');
/** As deep below the root as the sources, which look for models from where they lie. */
const BUNDLE = join(ROOT, 'out/cli', `${process.pid}.cjs`);

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

let bundled: Promise<unknown> | undefined;

/**
 * src/cli/main.ts and all it imports as one file, made once a process: `npm run cli` translates hundreds of files before
 * it begins, at every start. Without npm and tsx around it, too: npm looks for news of itself, and tsx keeps a cache.
 */
function bundle(): Promise<unknown> {
  process.once('exit', () => rmSync(BUNDLE, { force: true }));
  return build({
    entryPoints: [join(ROOT, 'src/cli/main.ts')],
    outfile: BUNDLE,
    bundle: true,
    platform: 'node',
    mainFields: ['module', 'main'],
    external: ['onnxruntime-node'],
    logLevel: 'error',
  });
}

export async function runCli(
  args: readonly string[],
  { input = '', env = {}, under = [] }: CliOptions = {},
): Promise<Ended> {
  await (bundled ??= bundle());
  const [program, ...rest] = [...under, process.execPath, BUNDLE, ...args];
  const child = spawn(program, rest, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // A command that ends before it has read everything closes the pipe, which is no fault.
  child.stdin.on('error', () => undefined).end(input);
  const ended = once(child, 'close') as Promise<[number | null]>;
  const [out, err] = await Promise.all([buffer(child.stdout), buffer(child.stderr)]);
  const [code] = await ended;
  return { code, out: out.toString('utf8'), err: err.toString('utf8') };
}
