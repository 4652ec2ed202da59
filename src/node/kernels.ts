/**
 * Compiles the kernels of src/runtime/wasm/assembly with AssemblyScript: for webpack's build, and on the fly for the command
 * line and tests, which find what was compiled before in .cache.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { KernelBinaries, KernelBuild } from '../runtime';

const ROOT = join(__dirname, '../..');
export const ASSEMBLY = join(ROOT, 'src/runtime/wasm/assembly');
const ASC = join(ROOT, 'node_modules/assemblyscript/bin/asc.js');
const CACHE = join(ROOT, '.cache/kernels');

/** Without a runtime of objects: all memory is by hand. */
const COMMON = ['-O3', '--noAssert', '--runtime', 'minimal', '--use', 'abort=', '--disableWarning', '112'];
const OPTIONS: Record<KernelBuild, string[]> = {
  relaxed: [...COMMON, '--enable', 'simd,relaxed-simd'],
  exact: [...COMMON, '--enable', 'simd'],
};

/** @throws Error with what AssemblyScript says when the sources do not compile */
export async function compileKernels(): Promise<KernelBinaries> {
  const [relaxed, exact] = await Promise.all([compiled('relaxed'), compiled('exact')]);
  return { relaxed, exact };
}

async function compiled(build: KernelBuild): Promise<Uint8Array> {
  const file = join(CACHE, `${build}-${fingerprint(build)}.wasm`);
  if (!existsSync(file)) {
    mkdirSync(CACHE, { recursive: true });
    // Under a name of this process, so that nobody reads half a file.
    const unfinished = `${file}.${process.pid}`;
    const parameters = [ASC, join(ASSEMBLY, 'index.ts'), ...OPTIONS[build], '-o', unfinished];
    await promisify(execFile)(process.execPath, parameters, { cwd: ROOT });
    renameSync(unfinished, file);
    // Of other sources; what another process is about to finish has another end.
    for (const name of readdirSync(CACHE))
      if (name.startsWith(build) && name.endsWith('.wasm') && join(CACHE, name) !== file)
        rmSync(join(CACHE, name), { force: true });
  }
  return new Uint8Array(readFileSync(file));
}

/** Of everything that the result depends on. */
function fingerprint(build: KernelBuild): string {
  const hash = createHash('sha256').update(OPTIONS[build].join(' '));
  const version = readFileSync(join(ROOT, 'node_modules/assemblyscript/package.json'));
  const sources = readdirSync(ASSEMBLY).sort();
  hash.update(version);
  for (const name of sources) hash.update(name).update(readFileSync(join(ASSEMBLY, name)));
  return hash.digest('hex').slice(0, 16);
}
