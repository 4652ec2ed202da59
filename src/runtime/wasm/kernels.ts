/**
 * The compiled kernels (assembly/): an instance has the memory of one network. Two builds of one source: with relaxed
 * 8-bit products where the engine knows them, with exact 16-bit ones elsewhere.
 */
import { computesExactly } from './canary';
import { WasmError } from './errors';

/** Both builds as bytes, tens of kilobytes each. */
export interface KernelBinaries {
  relaxed: Uint8Array;
  exact: Uint8Array;
}

export type KernelBuild = keyof KernelBinaries;

/** An address in the memory of an instance; 0 is none. */
export type Address = number;

/** What assembly/index.ts exports. */
export interface KernelExports {
  memory: WebAssembly.Memory;
  allocate(bytes: number): Address;
  free(at: Address): void;
  createMatrix(inputs: number, outputs: number, wide: number): Address;
  pack(matrix: Address, from: Address, inputStep: number, outputStep: number): void;
  scalesOf(matrix: Address): Address;
  biasesOf(matrix: Address): Address;
  createCell(kind: number, hidden: number, wx: Address, wh: Address, candidate: Address): Address;
  createLayer(forward: Address, backward: Address, residual: number): Address;
  createAttention(additive: number, query: Address, keys: Address, scale: number): Address;
  vectorOf(attention: Address): Address;
  createNetwork(
    sourceEmbedding: Address,
    targetEmbedding: Address,
    readout: Address,
    attention: Address,
    inputFeeding: number,
  ): Address;
  addEncoderLayer(network: Address, layer: Address): void;
  addDecoderLayer(network: Address, layer: Address): void;
  addBridge(network: Address, matrix: Address): void;
  multiply(matrix: Address, x: Address, rows: number): Address;
  encode(network: Address, tokens: Address, lengths: Address, sentences: number): Address;
  stateOf(encoded: Address): Address;
  memoryOf(encoded: Address): Address;
  forget(encoded: Address): void;
  decode(network: Address, memory: Address, state: Address, request: Address): Address;
}

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
