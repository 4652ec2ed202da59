/**
 * The weights of a network on the GPU, layer by layer as the plan describes it.
 *
 * Not here: computing with them (compute.ts).
 */
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
import type { Device } from './device';
import type { Layout } from './layout';
import { layoutOf } from './layout';
import type { Matrix, MatrixShape } from './matrix';
import { placed, uploadColumns, uploadMatrix } from './matrix';
import type { WeightFormat } from './weight-format';

export interface CellLayer {
  kind: CellPlan['kind'];
  state: Layout;
  /** State vectors of a row. */
  values: number;
  wx: Matrix;
  wh: Matrix;
  columns: WebGLTexture;
  gates: number;
}

export interface DenseLayer {
  output: Layout;
  w: Matrix;
  columns: WebGLTexture;
}

export interface Embedding {
  output: Layout;
  w: Matrix;
  /** Scales, then the biases of the output layer where it is one. */
  columns: WebGLTexture;
}

export interface AttentionLayer {
  kind: AttentionPlan['kind'];
  /** With b, so that q + b + k is what the tangent is of. */
  query: DenseLayer;
  keys: DenseLayer;
  /** v of the additive kind. */
  v?: WebGLTexture;
  scale: number;
}

export interface StackLayer {
  /** One, or forward and backward. */
  cells: CellLayer[];
  output: Layout;
  residual: boolean;
}

export interface Network {
  format: WeightFormat;
  /** Bytes of all weights on the GPU. */
  bytes: number;
  /** undefined in a language model, which has no encoder either. */
  sourceEmbedding: Embedding | undefined;
  encoder: StackLayer[];
  /** For each state of each decoder layer; undefined where the encoder's final state is taken as it is. */
  bridge: DenseLayer[][] | undefined;
  targetEmbedding: Embedding;
  decoder: StackLayer[];
  attention: AttentionLayer | undefined;
  readout: DenseLayer;
  inputFeeding: boolean;
}

/** Columns that a logit must lie above: the padding of the vocabulary. */
const NEVER = -1e30;

/**
 * @param group blocks of columns that the output layer takes together
 * @throws WebglError('too-large' | 'context-lost'), RuntimeError('unknown-graph')
 */
export function uploadNetwork(
  device: Device,
  plan: NetworkPlan,
  weights: KnownWeights,
  format: WeightFormat,
  group: number,
): { network: Network; textures: WebGLTexture[] } {
  const up = new Uploader(device, weights, format);
  const network: Network = {
    format,
    bytes: 0,
    sourceEmbedding: plan.sourceEmbedding && up.embedding(plan.sourceEmbedding, 1),
    encoder: plan.encoder.map((layer) => up.layer(layer)),
    bridge: plan.bridge?.map((layers) => layers.map((layer) => up.dense(layer))),
    targetEmbedding: up.embedding(plan.targetEmbedding, group),
    decoder: plan.decoder.map((layer) => up.layer(layer)),
    attention: plan.attention && up.attention(plan.attention),
    readout: up.dense(plan.readout),
    inputFeeding: plan.inputFeeding,
  };
  network.bytes = up.bytes;
  return { network, textures: up.textures };
}

const layoutFor = ({ size, parts }: VectorPlan): Layout => layoutOf(size, parts);

class Uploader {
  readonly textures: WebGLTexture[] = [];
  bytes = 0;

  constructor(
    private readonly device: Device,
    private readonly weights: KnownWeights,
    private readonly format: WeightFormat,
  ) {}

  layer({ cells, output, residual }: LayerPlan): StackLayer {
    return { cells: cells.map((cell) => this.cell(cell)), output: layoutFor(output), residual };
  }

  private cell({ kind, name, hidden, gates, values, inputs }: CellPlan): CellLayer {
    const state = layoutOf(hidden);
    const outputs = new Array<Layout>(gates).fill(state);
    const wx = this.matrix(`${name}.W_x`, { inputs: inputs.map(layoutFor), outputs });
    const wh = this.matrix(`${name}.W_h`, { inputs: [state], outputs });
    const lists = [wx.scales, wh.scales, placed(outputs, this.vector(`${name}.b`))];
    if (kind === 'gru-reset-after') lists.push(placed([state], this.vector(`${name}.c_h`)));
    return { kind, state, values, wx, wh, columns: this.columns(lists), gates };
  }

  dense({ weight, bias, inputs, output }: DensePlan): DenseLayer {
    const layout = layoutFor(output);
    const w = this.matrix(weight, { inputs: inputs.map(layoutFor), outputs: [layout] });
    const b = bias ? placed([layout], this.vector(bias)) : new Float32Array(w.scales.length);
    return { output: layout, w, columns: this.columns([w.scales, b]) };
  }

  embedding({ weight, words, output, bias }: EmbeddingPlan, multiple: number): Embedding {
    const layout = layoutFor(output);
    const one: Layout = { size: words, parts: 1, blocks: Math.ceil(words / 4), width: 1, lines: 1 };
    const w = this.matrix(weight, { inputs: [layout], outputs: [one], transposed: true, multiple });
    const lists = [w.scales];
    if (bias) {
      const b = new Float32Array(w.scales.length).fill(NEVER);
      b.set(this.vector(bias));
      lists.push(b);
    }
    return { output: layout, w, columns: this.columns(lists) };
  }

  attention({ kind, query, keys, v, scale }: AttentionPlan): AttentionLayer {
    return {
      kind,
      query: this.dense(query),
      keys: this.dense(keys),
      v: v ? this.columns([placed([layoutFor(query.output)], this.vector(v))]) : undefined,
      scale,
    };
  }

  private vector(name: string): Float32Array {
    return toFloat32(this.weights.get(name)!);
  }

  private matrix(name: string, shape: MatrixShape): Matrix {
    const matrix = uploadMatrix(this.device, this.format, this.weights.get(name)!, shape);
    this.textures.push(matrix.texture);
    const [rows, stride] = matrix.fold;
    this.bytes += rows * stride * Math.ceil(matrix.blocks / rows) * 16;
    return matrix;
  }

  private columns(lists: readonly Float32Array[]): WebGLTexture {
    const texture = uploadColumns(this.device, lists);
    this.textures.push(texture);
    return texture;
  }
}
