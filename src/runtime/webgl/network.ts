/**
 * The weights of a network on the GPU, layer by layer as the architecture describes it.
 *
 * Not here: computing with them (compute.ts).
 */
import type { Architecture, LayerSpec, StackSpec } from '../../rnn';
import { outputSize, stateCount } from '../../rnn';
import type { Device } from './device';
import type { Layout } from './layout';
import { layoutOf } from './layout';
import type { Matrix, MatrixShape } from './matrix';
import { placed, uploadColumns, uploadMatrix } from './matrix';
import type { Weight, Weights } from './weights';
import type { WeightFormat } from './weight-format';

export interface CellLayer {
  kind: 'gru-reset-after' | 'gru-reset-before' | 'lstm';
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
  kind: 'additive' | 'multiplicative';
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

/** Whether all matrices are int8 in the file, with scales along their outputs. */
export function areInt8(weights: Weights, names: readonly string[]): boolean {
  return names.every((name) => {
    const { data, axis, dims } = weights.get(name);
    if (dims.length < 2 || name === 'attention.v') return true;
    return data instanceof Int8Array && axis === (name.endsWith('.embedding') ? 0 : 1);
  });
}

/**
 * @param group blocks of columns that the output layer takes together
 * @throws WebglError('too-large' | 'context-lost' | 'unknown-graph')
 */
export function uploadNetwork(
  device: Device,
  a: Architecture,
  weights: Weights,
  format: WeightFormat,
  group: number,
): { network: Network; textures: WebGLTexture[] } {
  const up = new Uploader(device, weights, format);
  const embedding = layoutOf(a.embedding);
  const encoder = up.stack('encoder', a.encoder, [embedding]);
  // A language model has no encoder: nothing is attended to, the first state is 0.
  const top = encoder.length > 0 ? encoder[encoder.length - 1].output : embedding;
  const feeding = a.attention?.inputFeeding ?? false;
  const context = a.attention && !feeding ? [top] : [];
  const decoder = up.stack('decoder', a.decoder, feeding ? [embedding, embedding] : [embedding], context);
  const last = decoder[decoder.length - 1].output;
  const network: Network = {
    format,
    bytes: 0,
    sourceEmbedding:
      encoder.length > 0 ? up.embedding('encoder.embedding', embedding, a.sourceVocabulary, 1) : undefined,
    encoder,
    bridge: up.bridge(a, top),
    targetEmbedding: up.embedding('decoder.embedding', embedding, a.targetVocabulary, group, 'output.b'),
    decoder,
    attention: up.attention(a, feeding ? last : decoder[0].output, top),
    readout: up.dense(
      'decoder.readout.W',
      a.attention ? [last, top] : [last],
      embedding,
      'decoder.readout.b',
    ),
    inputFeeding: feeding,
  };
  network.bytes = up.bytes;
  return { network, textures: up.textures };
}

class Uploader {
  readonly textures: WebGLTexture[] = [];
  bytes = 0;

  constructor(
    private readonly device: Device,
    private readonly weights: Weights,
    private readonly format: WeightFormat,
  ) {}

  stack(
    name: string,
    spec: StackSpec,
    first: readonly Layout[],
    context: readonly Layout[] = [],
  ): StackLayer[] {
    let inputs = first;
    let inputSize = 0;
    return spec.layers.map((layer, j) => {
      const made = this.layer(`${name}.${j}`, layer, inputs);
      const residual = (spec.residual ?? false) && j > 0 && inputSize === outputSize(layer);
      inputs = [made.output, ...context];
      inputSize = outputSize(layer);
      return { ...made, residual };
    });
  }

  private layer(name: string, spec: LayerSpec, inputs: readonly Layout[]): Omit<StackLayer, 'residual'> {
    const names = spec.bidirectional ? [`${name}.forward`, `${name}.backward`] : [name];
    return {
      cells: names.map((cell) => this.cell(cell, spec, inputs)),
      output: layoutOf(spec.hidden, names.length),
    };
  }

  private cell(name: string, spec: LayerSpec, inputs: readonly Layout[]): CellLayer {
    const state = layoutOf(spec.hidden);
    const gates = spec.cell === 'lstm' ? 4 : 3;
    const outputs = new Array<Layout>(gates).fill(state);
    const wx = this.matrix(`${name}.W_x`, { inputs, outputs });
    const wh = this.matrix(`${name}.W_h`, { inputs: [state], outputs });
    const lists = [wx.scales, wh.scales, placed(outputs, this.weights.vector(`${name}.b`))];
    const after = spec.cell === 'gru' && (spec.linearBeforeReset ?? false);
    if (after) lists.push(placed([state], this.weights.vector(`${name}.c_h`)));
    return {
      kind: spec.cell === 'lstm' ? 'lstm' : after ? 'gru-reset-after' : 'gru-reset-before',
      state,
      values: stateCount(spec),
      wx,
      wh,
      columns: this.columns(lists),
      gates,
    };
  }

  dense(name: string, inputs: readonly Layout[], output: Layout, bias?: string): DenseLayer {
    const w = this.matrix(name, { inputs, outputs: [output] });
    const b = bias ? placed([output], this.weights.vector(bias)) : new Float32Array(w.scales.length);
    return { output, w, columns: this.columns([w.scales, b]) };
  }

  embedding(name: string, output: Layout, words: number, multiple: number, bias?: string): Embedding {
    const one: Layout = { size: words, parts: 1, blocks: Math.ceil(words / 4), width: 1, lines: 1 };
    const w = this.matrix(name, { inputs: [output], outputs: [one], transposed: true, multiple });
    const lists = [w.scales];
    if (bias) {
      const b = new Float32Array(w.scales.length).fill(NEVER);
      b.set(this.weights.vector(bias));
      lists.push(b);
    }
    return { output, w, columns: this.columns(lists) };
  }

  bridge({ encoder, decoder }: Architecture, top: Layout): DenseLayer[][] | undefined {
    const name = (j: number, i: number): string => `bridge.${j}.${i}`;
    if (!this.weights.has(`${name(0, 0)}.W`)) return undefined;
    const last = encoder.layers[encoder.layers.length - 1];
    const final = new Array<Layout>(last.bidirectional ? 2 : 1).fill(layoutOf(top.size));
    return decoder.layers.map((spec, j) =>
      Array.from({ length: stateCount(spec) }, (_, i) =>
        this.dense(`${name(j, i)}.W`, final, layoutOf(spec.hidden), `${name(j, i)}.b`),
      ),
    );
  }

  attention({ attention }: Architecture, query: Layout, memory: Layout): AttentionLayer | undefined {
    if (!attention) return undefined;
    const size = layoutOf(attention.size);
    const additive = attention.score === 'additive';
    return {
      kind: attention.score,
      query: this.dense('attention.W', [query], size, additive ? 'attention.b' : undefined),
      keys: this.dense('attention.U', [memory], size),
      v: additive ? this.columns([placed([size], this.weights.vector('attention.v'))]) : undefined,
      scale: additive ? 1 : 1 / Math.sqrt(attention.size),
    };
  }

  private matrix(name: string, shape: MatrixShape): Matrix {
    const weight: Weight = this.weights.get(name);
    const matrix = uploadMatrix(this.device, this.format, weight, shape);
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
