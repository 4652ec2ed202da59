/**
 * Lays out the extension as it ships: the .vsix is made of this folder (vsix.ts), and the tests run it, so that they see
 * what users get.
 */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { listFiles, PackageManager } from '@vscode/vsce';
import { thirdPartyNotices } from './notices';
import { OUT, ROOT } from './paths';
import { packedReadme } from './readme';

/** The engine that ships, or the one of test/stand-in in its place. */
export type StagedEngine = 'shipped' | 'stand-in';

/** The files of the .vsix, relative to the root, with slashes. */
export const shippedFiles = (): Promise<string[]> =>
  listFiles({ cwd: ROOT, packageManager: PackageManager.None });

/** Made of what was built, so it stands nowhere in the repository. */
export const NOTICES = 'ThirdPartyNotices.txt';

let stage: string | undefined;

/** A folder of this process, so that nobody takes the extension from under another's VS Code; gone with the process. */
function ownStage(): string {
  if (stage) return stage;
  const folder = join(OUT, 'stage', String(process.pid));
  rmSync(folder, { recursive: true, force: true });
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return (stage = folder);
}

const staged = new Map<string, Promise<string>>();

/**
 * Lays out each copy once a process.
 * @param extra files to add: from (relative to the root) → to (relative to the extension)
 * @param purpose tells this copy from others of the same engine
 * @returns the folder of the extension
 */
export function stageExtension(
  engine: StagedEngine,
  extra: Readonly<Record<string, string>> = {},
  purpose = 'window',
): Promise<string> {
  const folder = join(ownStage(), `${purpose}-${engine}`);
  const layout = staged.get(folder) ?? layOut(folder, engine, extra);
  staged.set(folder, layout);
  return layout;
}

async function layOut(
  folder: string,
  engine: StagedEngine,
  extra: Readonly<Record<string, string>>,
): Promise<string> {
  rmSync(folder, { recursive: true, force: true });
  const copies = (await shippedFiles()).map((file) => [file, file]);
  const standIn = engine === 'stand-in' ? [['dist/test/stand-in.js', 'dist/engine.js']] : [];
  for (const [from, to] of [...copies, ...standIn, ...Object.entries(extra)]) {
    mkdirSync(dirname(join(folder, to)), { recursive: true });
    cpSync(join(ROOT, from), join(folder, to), { recursive: true });
  }
  writeFileSync(join(folder, NOTICES), thirdPartyNotices());
  for (const [file, rewrite] of Object.entries(REWRITTEN)) {
    const text = readFileSync(join(ROOT, file), 'utf8');
    writeFileSync(join(folder, file), rewrite(text));
  }
  return folder;
}

/** Files that ship otherwise than they stand in the repository. */
const REWRITTEN: Readonly<Record<string, (text: string) => string>> = {
  'README.md': packedReadme,
  'package.json': packedManifest,
};

/** What only those need who build it. */
const FOR_BUILDING = ['scripts', 'mocha', 'devDependencies', 'dependencies'];

function packedManifest(json: string): string {
  const manifest = Object.entries(JSON.parse(json) as Record<string, unknown>);
  const shipped = manifest.filter(([key]) => !FOR_BUILDING.includes(key));
  return `${JSON.stringify(Object.fromEntries(shipped), null, 2)}\n`;
}

/** The extension with the host tests written for this engine. VS Code runs tests only from inside an extension. */
export async function stageHostTests(engine: StagedEngine): Promise<{ extension: string; tests: string }> {
  const tests = 'dist/test/host.js';
  const extension = await stageExtension(engine, { [`dist/test/host-${engine}.js`]: tests }, 'host');
  return { extension, tests: join(extension, tests) };
}
