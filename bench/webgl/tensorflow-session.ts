/**
 * The bundled models' decoder in TensorFlow.js, for the benchmark alone: GRU layers that reset after the product,
 * multiplicative attention asked by the first, tied output layer. The state stays on the GPU; all logits are read back and
 * ranked here. Encoded by onnxruntime, whose encoder TensorFlow.js gets for nothing.
 */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-webgl';
import type { ModelFolder } from '../../src/models';
import { readWeights } from '../../src/models';
import type { GraphSession, Seq2Seq, Vocabulary } from '../../src/runtime';
import { bestOf } from '../../src/runtime/webgl/top-k';
import type { Decoder, DecoderState, StepRequest, StepResult } from '../../src/search';

interface State extends DecoderState {
  layers: tf.Tensor2D[];
  sentences: Int32Array;
}

export class TensorflowSession implements Seq2Seq {
  private readonly weights: Map<string, tf.Tensor>;

  constructor(
    private readonly encoder: GraphSession,
    private readonly folder: Pick<ModelFolder, 'card' | 'encoder' | 'decoder'>,
    private readonly vocabulary: Vocabulary,
  ) {
    this.weights = new Map(
      [...readWeights(folder)]
        .filter(([name]) => !name.startsWith('encoder.'))
        .map(([name, { dims, data }]) => [name, tf.tensor(data, dims)]),
    );
  }

  async encode(sources: readonly ArrayLike<number>[]): Promise<Decoder> {
    const { sourceEos, sourcePad, size, bos, eos } = this.vocabulary;
    const B = sources.length;
    const S = Math.max(...sources.map((s) => s.length)) + 1;
    const source = new Int32Array(S * B).fill(sourcePad);
    sources.forEach((ids, b) => {
      for (let s = 0; s <= ids.length; s++) source[s * B + b] = s < ids.length ? ids[s] : sourceEos;
    });
    const lengths = Int32Array.from(sources, (s) => s.length + 1);
    const encoded = await this.encoder.run({
      source: { data: source, dims: [S, B] },
      lengths: { data: lengths, dims: [B] },
    });
    const tensor = (name: string): tf.Tensor =>
      tf.tensor(encoded[name].data as Float32Array, [...encoded[name].dims]);
    const memory = {
      states: tensor('memory.states'),
      keys: tensor('memory.keys'),
      bias: tensor('memory.bias'),
    };
    const layers = this.folder.card.architecture.decoder.layers.map(
      (_, j) => tensor(`state.${j}`) as tf.Tensor2D,
    );
    const initial = stateOf(
      layers,
      Int32Array.from({ length: B }, (_, i) => i),
    );
    return {
      vocabularySize: size,
      bos,
      eos,
      initial,
      step: (request) => Promise.resolve(this.step(request, memory)),
      dispose: () => {
        initial.dispose();
        Object.values(memory).forEach((t) => t.dispose());
      },
    };
  }

  dispose(): Promise<void> {
    this.weights.forEach((t) => t.dispose());
    return this.encoder.dispose();
  }

  private step(request: StepRequest, memory: Record<'states' | 'keys' | 'bias', tf.Tensor>): StepResult {
    const before = request.state as State;
    const sentences = request.parents.map((p) => before.sentences[p]);
    const [logits, ...layers] = tf.tidy(() => this.compute(request, before, sentences, memory));
    const data = logits.dataSync() as Float32Array;
    logits.dispose();
    const rows = request.tokens.length;
    const { k, probes } = request;
    const vocabulary = this.vocabulary.size;
    const best = bestOf(data, { rows, stride: vocabulary, vocabulary, k, probes });
    return { ...best, state: stateOf(layers as tf.Tensor2D[], sentences) };
  }

  private compute(
    { parents, tokens }: StepRequest,
    before: State,
    sentences: Int32Array,
    memory: Record<'states' | 'keys' | 'bias', tf.Tensor>,
  ): tf.Tensor[] {
    const { decoder, attention } = this.folder.card.architecture;
    const w = (name: string): tf.Tensor2D => this.weights.get(name) as tf.Tensor2D;
    const E = w('decoder.embedding');
    let input = tf.gather(E, tf.tensor1d(tokens, 'int32')) as tf.Tensor2D;
    let context: tf.Tensor2D | undefined;
    const from = tf.tensor1d(parents, 'int32');
    const states = decoder.layers.map((_, j) => {
      const H = tf.gather(before.layers[j], from) as tf.Tensor2D;
      const joined = context ? (tf.concat([input, context], 1) as tf.Tensor2D) : input;
      const name = `decoder.${j}`;
      const [xr, xz, xh] = tf.split(tf.add(tf.matMul(joined, w(`${name}.W_x`)), w(`${name}.b`)), 3, 1);
      const [hr, hz, hh] = tf.split(tf.matMul(H, w(`${name}.W_h`)), 3, 1);
      const R = tf.sigmoid(tf.add(xr, hr));
      const Z = tf.sigmoid(tf.add(xz, hz));
      const candidate = tf.tanh(tf.add(xh, tf.mul(R, tf.add(hh, w(`${name}.c_h`)))));
      const state = tf.add(candidate, tf.mul(Z, tf.sub(H, candidate))) as tf.Tensor2D;
      const residual = decoder.residual && j > 0 && input.shape[1] === state.shape[1];
      input = residual ? tf.add(state, input) : state;
      if (j === 0 && attention) context = this.attend(input, sentences, memory, attention.size);
      return state;
    });
    const readout = tf.tanh(
      tf.add(
        tf.matMul(context ? tf.concat([input, context], 1) : input, w('decoder.readout.W')),
        w('decoder.readout.b'),
      ),
    ) as tf.Tensor2D;
    return [tf.add(tf.matMul(readout, E, false, true), w('output.b')), ...states];
  }

  private attend(
    query: tf.Tensor2D,
    sentences: Int32Array,
    memory: Record<'states' | 'keys' | 'bias', tf.Tensor>,
    size: number,
  ): tf.Tensor2D {
    const rows = tf.tensor1d(sentences, 'int32');
    const q = tf.mul(tf.matMul(query, this.weights.get('attention.W') as tf.Tensor2D), 1 / Math.sqrt(size));
    const keys = tf.gather(memory.keys, rows) as tf.Tensor3D;
    const scores = tf.add(
      tf.matMul(tf.expandDims(q, 1) as tf.Tensor3D, keys, false, true),
      tf.gather(memory.bias, rows),
    );
    const context = tf.matMul(
      tf.softmax(scores) as tf.Tensor3D,
      tf.gather(memory.states, rows) as tf.Tensor3D,
    );
    return tf.squeeze(context, [1]) as tf.Tensor2D;
  }
}

function stateOf(layers: tf.Tensor2D[], sentences: Int32Array): State {
  const dispose = (): void => layers.forEach((t) => t.isDisposed || t.dispose());
  return { rows: sentences.length, layers, sentences, dispose };
}
