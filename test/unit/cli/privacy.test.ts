/** "No telemetry": the command line leaves nothing in the temporary folder and the home, and looks for no other machine. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from './command-line';
import { tinyRun } from './tiny-run';

/** Linux, and allowed to look at other processes. */
const hasStrace = spawnSync('strace', ['-f', '-o', '/dev/null', 'true']).status === 0;

/** Sockets of the machine itself, such as the name service's, have a file's address; all others leave it. */
const LEAVES = /sa_family=AF_INET6?\b|sin6?_addr/;

describe('the command line and privacy', () => {
  let folder: string;
  let empty: Record<'TMPDIR' | 'HOME', string>;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'interlinear-privacy-'));
    empty = { TMPDIR: join(folder, 'tmp'), HOME: join(folder, 'home') };
    for (const path of Object.values(empty)) mkdirSync(path);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const environment = (): NodeJS.ProcessEnv => ({
    ...empty,
    TMP: empty.TMPDIR,
    TEMP: empty.TMPDIR,
    USERPROFILE: empty.HOME,
    // Folders of the machine that would otherwise stand for the home.
    XDG_CACHE_HOME: undefined,
    XDG_CONFIG_HOME: undefined,
    XDG_DATA_HOME: undefined,
    XDG_STATE_HOME: undefined,
    ORT_DISABLE_TELEMETRY: undefined,
  });

  async function run(args: string[], under: string[] = []): Promise<void> {
    const { code, err } = await runCli(args, { env: environment(), under });
    assert.equal(code, 0, err);
  }

  function assertNothingLeft(): void {
    for (const path of Object.values(empty)) assert.deepEqual(readdirSync(path), [], path);
  }

  it('leaves nothing behind when it goes on with a text', async () => {
    await run(['complete', 'The file could not be']);
    assertNothingLeft();
  });

  it('leaves nothing behind when it trains, outside the folder of the run', async () => {
    await run(['train', ...tinyRun(folder)]);
    assertNothingLeft();
  });

  it('tries no connection', async function () {
    if (!hasStrace) {
      console.log('        skipped: there is no strace here that may look at a process');
      this.skip();
    }
    const trace = join(folder, 'trace');
    const calls = 'trace=connect,sendto,sendmsg,sendmmsg';
    await run(['complete', 'The file could not be'], ['strace', '-f', '-qq', '-e', calls, '-o', trace]);
    const leaving = readFileSync(trace, 'utf8')
      .split('\n')
      .filter((line) => LEAVES.test(line));
    assert.deepEqual(leaving, []);
  });
});
