/** The .vsix: what stageExtension lays out, nothing else, packed by vsce. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { ROOT } from './paths';
import { stageExtension } from './stage';

/** What people are asked to download at most. */
export const MAX_MEGABYTES = 80;

const { name, version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Record<
  string,
  string
>;

/** Where `npm run package` leaves it. */
export const VSIX = join(ROOT, `${name}-${version}.vsix`);

/**
 * Packs the bundles as they are in dist/: build them first.
 * @returns its size in bytes
 * @throws Error when it is larger than MAX_MEGABYTES
 */
export async function packExtension(vsix: string): Promise<number> {
  const cwd = await stageExtension('shipped', {}, 'package');
  await createVSIX({
    cwd,
    packagePath: vsix,
    // Everything is bundled, so no node_modules.
    dependencies: false,
    allowMissingRepository: true,
    ignoreFile: join(ROOT, '.vscodeignore'),
  });
  const { size } = statSync(vsix);
  if (size > MAX_MEGABYTES * 1e6)
    throw new Error(`${vsix} has ${megabytes(size)}: at most ${MAX_MEGABYTES} MB are meant to be downloaded`);
  return size;
}

export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
