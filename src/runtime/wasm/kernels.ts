/**
 * The compiled kernels (assembly/): an instance has the memory of one network. Two builds of one source: with relaxed
 * 8-bit products where the engine knows them, with exact 16-bit ones elsewhere.
 */
import { computesExactly } from './canary';
import { WasmError } from './errors';
import type { KernelBinaries, KernelBuild } from './kernel-binaries';
import type { KernelExports } from './kernel-exports';

/** Compiled once a build, however many networks are loaded. */
const compiled = new WeakMap<Uint8Array, Promise<WebAssembly.Module>>();
const chosen = new WeakMap<KernelBinaries, Promise<KernelBuild>>();

/** The faster build that is right here, found out once. @throws WasmError('unsupported') */
export function buildFor(binaries: KernelBinaries): Promise<KernelBuild> {
  const known = chosen.get(binaries) ?? choose(binaries);
  chosen.set(binaries, known);
  return known;
}

async function choose(binaries: KernelBinaries): Promise<KernelBuild> {
  for (const build of ['relaxed', 'exact'] as const) {
    if (!WebAssembly.validate(binaries[build] as BufferSource)) continue;
    if (computesExactly(await instantiate(binaries, build))) return build;
  }
  throw new WasmError('unsupported', 'WebAssembly has no 128-bit vectors here');
}

export async function instantiate(binaries: KernelBinaries, build: KernelBuild): Promise<KernelExports> {
  const bytes = binaries[build];
  const compiling = compiled.get(bytes) ?? WebAssembly.compile(bytes as BufferSource);
  compiled.set(bytes, compiling);
  const instance = await WebAssembly.instantiate(await compiling, {});
  return instance.exports as unknown as KernelExports;
}
