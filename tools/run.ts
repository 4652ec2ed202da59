/** Runs a program to its end, its output on ours. */
import { spawn } from 'node:child_process';
import { ROOT } from './paths';

/**
 * @param seconds after which it is killed, with all it started
 * @returns its exit code; 1 when it was killed or could not be started
 */
export function run(
  command: string,
  args: readonly string[],
  seconds: number,
  env: NodeJS.ProcessEnv = {},
): Promise<number> {
  return new Promise((resolve) => {
    const windows = process.platform === 'win32';
    const child = spawn(command, args, {
      cwd: ROOT,
      stdio: 'inherit',
      shell: windows,
      // A group of its own, so that nothing it starts is left behind.
      detached: !windows,
      env: { ...process.env, ...env },
    });
    const kill = (): void => {
      if (windows) child.kill();
      else if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    };
    const timer = setTimeout(() => {
      console.error(`${command} ${args.join(' ')}: not done after ${seconds} s, so it was ended`);
      kill();
    }, seconds * 1000);
    const onSignal = (): void => {
      kill();
      process.exit(130);
    };
    process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
    const done = (code: number): void => {
      clearTimeout(timer);
      process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
      resolve(code);
    };
    child.on('error', (error) => {
      console.error(`${command}: ${error.message}`);
      done(1);
    });
    child.on('exit', (code) => done(code ?? 1));
  });
}

/** @throws Error when the work takes longer; the work itself goes on */
export function within<T>(seconds: number, what: string, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = (): void => reject(new Error(`${what}: not done after ${seconds} s`));
    const timer = setTimeout(late, seconds * 1000);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
