/**
 * VS Code on a server, as code-server has it, with the .vsix installed. It is no dependency: it is used where it is there
 * (`code-server` in the path, or the file that CODE_SERVER names).
 */
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { run } from './run';
import type { ServedVSCode } from './vscode-web';
import { freePort } from './vscode-web';

export function findCodeServer(): string | undefined {
  const { CODE_SERVER, PATH = '' } = process.env;
  if (CODE_SERVER) {
    if (!existsSync(CODE_SERVER)) throw new Error(`CODE_SERVER names ${CODE_SERVER}, which does not exist`);
    return CODE_SERVER;
  }
  return PATH.split(delimiter)
    .map((folder) => join(folder, 'code-server'))
    .find((file) => existsSync(file));
}

export interface CodeServerOptions {
  /** From findCodeServer. */
  command: string;
  /** The extension to install. */
  vsix: string;
  /** The folder that is opened. Edits that are saved reach it. */
  workspace: string;
  /** The host of the address; it must lead to this machine. */
  host?: string;
}

/** @throws Error when the extension cannot be installed or the server does not start */
export async function serveCodeServer({
  command,
  vsix,
  workspace,
  host = 'localhost',
}: CodeServerOptions): Promise<ServedVSCode> {
  const home = mkdtempSync(join(tmpdir(), 'interlinear-code-server-'));
  const removeHome = (): void => rmSync(home, { recursive: true, force: true });
  process.once('exit', removeHome);
  const folders = ['--user-data-dir', join(home, 'data'), '--extensions-dir', join(home, 'extensions')];
  // Its settings, and nothing of the person's who runs this.
  const env = { HOME: home, XDG_CONFIG_HOME: home, XDG_DATA_HOME: home };
  if ((await run(command, [...folders, '--install-extension', vsix], 120, env)) !== 0)
    throw new Error(`${command} could not install ${vsix}, see above`);
  const port = await freePort();
  const server = spawn(
    command,
    [
      ...folders,
      ...['--auth', 'none', '--bind-addr', `127.0.0.1:${port}`],
      ...['--disable-telemetry', '--disable-update-check', '--disable-workspace-trust'],
      workspace,
    ],
    { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  await listening(server);
  return {
    url: `http://${host}:${port}/?folder=${encodeURIComponent(workspace)}`,
    close() {
      server.kill();
      removeHome();
    },
  };
}

async function listening(server: ChildProcess): Promise<void> {
  let log = '';
  const ready = new Promise<void>((resolve) => {
    for (const stream of [server.stdout!, server.stderr!])
      stream.on('data', (chunk: Buffer) => {
        log += chunk.toString();
        if (/server listening on http/.test(log)) resolve();
      });
  });
  const ended = once(server, 'exit').then(() => {
    throw new Error(`code-server ended as it started:\n${log}`);
  });
  await Promise.race([ready, ended]);
  // From here on its end is wanted.
  ended.catch(() => undefined);
}
