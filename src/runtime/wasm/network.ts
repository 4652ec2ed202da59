/** Puts a network together in the memory of the kernels: weights packed once, then cells, layers and the rest by the plan. */
import type {
  AttentionPlan,
  CellPlan,
  DensePlan,
  EmbeddingPlan,
  LayerPlan,
  NetworkPlan,
  VectorPlan,
} from '../plan/plan';
import { toFloat32 } from '../../rnn';
import type { KnownWeights } from '../plan/recognise';
import type { Address, KernelExports } from './kernel-exports';

/** Which activations have 14 bits where 8-bit products are relaxed; the others have 7 (docs/benchmarks.md). */
export interface Precision {
  cells: boolean;
  attention: boolean;
  readout: boolean;
  output: boolean;
}

/** As assembly/cells.ts numbers them. */
const KINDS: Record<CellPlan['kind'], number> = { 'gru-reset-after': 0, 'gru-reset-before': 1, lstm: 2 };
/** What the padding of the vocabulary is biased with: no word. */
const NEVER = -1e30;
/** Outputs of a block of assembly/matrix.ts. */
const BLOCK = 8;

/** Of a weight's copy in the memory of the kernels; a band of inputs begins at a multiple of four. */
const BAND_BYTES = 1 << 18;
const BAND_ROWS = 4;

/** A part of a weight: `count` outputs from `first` on. */
interface Columns {
  first: number;
  count: number;
}

const sizeOf = (vectors: readonly VectorPlan[]): number =>
  vectors.reduce((sum, { size, parts }) => sum + size * parts, 0);

/** @returns the address of the network */
export function buildNetwork(
  kernels: KernelExports,
  plan: NetworkPlan,
  weights: KnownWeights,
  precision: Precision,
): Address {
  const builder = new Builder(kernels, weights, precision);
  const { sourceEmbedding: source, attention } = plan;
  const network = kernels.createNetwork(
    source ? builder.embedding(source) : 0,
    builder.embedding(plan.targetEmbedding),
    builder.dense(plan.readout, precision.readout),
    attention ? builder.attention(attention) : 0,
    Number(plan.inputFeeding),
  );
  for (const layer of plan.encoder) kernels.addEncoderLayer(network, builder.layer(layer));
  for (const layer of plan.decoder) kernels.addDecoderLayer(network, builder.layer(layer));
  for (const dense of plan.bridge?.flat() ?? [])
    kernels.addBridge(network, builder.dense(dense, precision.cells));
  return network;
}

class Builder {
  constructor(
    private readonly kernels: KernelExports,
    private readonly weights: KnownWeights,
    private readonly precision: Precision,
  ) {}

  layer({ cells, residual }: LayerPlan): Address {
    const [forward, backward] = cells.map((cell) => this.cell(cell));
    return this.kernels.createLayer(forward, backward ?? 0, Number(residual));
  }

  private cell({ kind, name, hidden, gates, inputs }: CellPlan): Address {
    const wide = this.precision.cells;
    const all: Columns = { first: 0, count: gates * hidden };
    const wx = this.matrix(`${name}.W_x`, sizeOf(inputs), all, wide);
    this.write(this.kernels.biasesOf(wx), this.vector(`${name}.b`));
    const before = kind === 'gru-reset-before';
    const resets: Columns = before ? { first: 0, count: 2 * hidden } : all;
    const wh = this.matrix(`${name}.W_h`, hidden, resets, wide);
    const last: Columns = { first: 2 * hidden, count: hidden };
    const candidate = before ? this.matrix(`${name}.W_h`, hidden, last, wide) : 0;
    // The candidate's own bias is added to its product with the state.
    if (kind === 'gru-reset-after')
      this.write(this.kernels.biasesOf(wh) + 4 * last.first, this.vector(`${name}.c_h`));
    return this.kernels.createCell(KINDS[kind], hidden, wx, wh, candidate);
  }

  dense({ weight, bias, inputs, output }: DensePlan, wide: boolean): Address {
    const matrix = this.matrix(weight, sizeOf(inputs), { first: 0, count: sizeOf([output]) }, wide);
    if (bias) this.write(this.kernels.biasesOf(matrix), this.vector(bias));
    return matrix;
  }

  embedding({ weight, words, output, bias }: EmbeddingPlan): Address {
    const { kernels } = this;
    const size = sizeOf([output]);
    const matrix = kernels.createMatrix(size, words, Number(this.precision.output));
    // A word's vector is one output: the weight lies the other way round.
    this.pack(matrix, weight, { first: 0, count: words }, size, (at, first, count) =>
      kernels.packOutputs(matrix, at, first, count),
    );
    if (!bias) return matrix;
    const biases = new Float32Array(Math.ceil(words / BLOCK) * BLOCK).fill(NEVER);
    biases.set(this.vector(bias));
    this.write(kernels.biasesOf(matrix), biases);
    return matrix;
  }

  attention({ kind, query, keys, v, scale }: AttentionPlan): Address {
    const wide = this.precision.attention;
    const attention = this.kernels.createAttention(
      Number(kind === 'additive'),
      this.dense(query, wide),
      this.dense(keys, wide),
      scale,
    );
    if (v) this.write(this.kernels.vectorOf(attention), this.vector(v));
    return attention;
  }

  private matrix(name: string, inputs: number, columns: Columns, wide: boolean): Address {
    const { kernels } = this;
    const step = this.weights.get(name)!.tensor.dims[1];
    const matrix = kernels.createMatrix(inputs, columns.count, Number(wide));
    this.pack(matrix, name, columns, step, (at, first, count) =>
      kernels.packInputs(matrix, at + columns.first, step, first, count),
    );
    return matrix;
  }

  /** Band by band: a copy of the whole weight would stay in a memory that only grows. */
  private pack(
    matrix: Address,
    name: string,
    { first, count }: Columns,
    rowBytes: number,
    packBand: (at: Address, firstRow: number, rows: number) => void,
  ): void {
    const { kernels } = this;
    const { tensor, quantization } = this.weights.get(name)!;
    const data = tensor.data as Int8Array;
    const rows = data.length / rowBytes;
    const band = Math.max(BAND_ROWS, Math.floor(BAND_BYTES / rowBytes / BAND_ROWS) * BAND_ROWS);
    const at = kernels.allocate(Math.min(rows, band) * rowBytes);
    for (let row = 0; row < rows; row += band) {
      const some = data.subarray(row * rowBytes, Math.min(rows, row + band) * rowBytes);
      new Int8Array(kernels.memory.buffer, at, some.length).set(some);
      packBand(at, row, some.length / rowBytes);
    }
    kernels.free(at);
    kernels.seal(matrix);
    const { scale } = quantization!;
    const scales =
      scale.length === 1 ? new Float32Array(count).fill(scale[0]) : scale.subarray(first, first + count);
    this.write(kernels.scalesOf(matrix), scales);
  }

  private vector(name: string): Float32Array {
    return toFloat32(this.weights.get(name)!);
  }

  private write(at: Address, values: Float32Array): void {
    new Float32Array(this.kernels.memory.buffer, at, values.length).set(values);
  }
}
