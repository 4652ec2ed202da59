/** What an instance of the kernels offers: the exports of assembly/index.ts. */

/** An address in the memory of an instance; 0 is none. */
export type Address = number;

export interface KernelExports {
  memory: WebAssembly.Memory;
  allocate(bytes: number): Address;
  free(at: Address): void;
  createMatrix(inputs: number, outputs: number, wide: number): Address;
  packInputs(matrix: Address, from: Address, step: number, first: number, count: number): void;
  packOutputs(matrix: Address, from: Address, first: number, count: number): void;
  seal(matrix: Address): void;
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
