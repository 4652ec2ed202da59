/**
 * An encoder and a decoder in onnxruntime, as search sees them: encode sentences, then one step after the other.
 * The graphs are those of src/rnn/seq2seq.ts; their names are the contract.
 */
import type { Decoder, DecoderState, StepRequest, StepResult } from '../../search/decoder';
import { RuntimeError } from '../errors';
import type { Seq2Seq, Vocabulary } from '../session';
import type { Arrays, GraphSession, OnnxRuntime } from './graph-session';
import { openGraph } from './graph-session';

const MEMORY = ['memory.states', 'memory.keys', 'memory.bias'];

export class Seq2SeqSession implements Seq2Seq {
  private constructor(
    private readonly encoder: GraphSession,
    private readonly decoder: GraphSession,
    private readonly vocabulary: Vocabulary,
  ) {}

  /** @throws RuntimeError('load') when onnxruntime refuses one of the graphs */
  static async open(
    ort: OnnxRuntime,
    model: { encoder: Uint8Array; decoder: Uint8Array; vocabulary: Vocabulary; threads: number },
  ): Promise<Seq2SeqSession> {
    const encoder = await openGraph(ort, model.encoder, { threads: model.threads, name: 'encoder' });
    const decoder = await openGraph(ort, model.decoder, { threads: model.threads, name: 'decoder' });
    return new Seq2SeqSession(encoder, decoder, model.vocabulary);
  }

  /**
   * @param sources N sentences of token ids, without <eos>, which is added here where the network has learnt it
   * @returns a decoding over them, one initial row each
   * @throws RuntimeError('run')
   */
  async encode(sources: readonly ArrayLike<number>[]): Promise<Decoder> {
    if (sources.length === 0) throw new RuntimeError('run', 'encoder: there is no sentence to encode');
    const encoded = await this.encoder.run(this.padded(sources));
    return new Decoding(this.decoder, encoded, sources.length, this.vocabulary);
  }

  async dispose(): Promise<void> {
    await this.encoder.dispose();
    await this.decoder.dispose();
  }

  /** [S, B], time-major, padded at the end. */
  private padded(sources: readonly ArrayLike<number>[]): Arrays {
    const { sourceEos, sourcePad, withoutEnd } = this.vocabulary;
    const B = sources.length;
    const end = withoutEnd ? 0 : 1;
    const S = Math.max(1, ...sources.map((s) => s.length + end));
    const source = new Int32Array(S * B).fill(sourcePad);
    sources.forEach((ids, b) => {
      for (let s = 0; s < ids.length; s++) source[s * B + b] = ids[s];
      if (!withoutEnd) source[ids.length * B + b] = sourceEos;
    });
    const lengths = Int32Array.from(sources, (s) => s.length + end);
    return { source: { data: source, dims: [S, B] }, lengths: { data: lengths, dims: [B] } };
  }
}

class OrtState implements DecoderState {
  constructor(
    readonly rows: number,
    /** state.<i>, as the decoder takes them */
    readonly arrays: Arrays,
    /** which sentence each row is of */
    readonly sentences: Int32Array,
  ) {}

  /** Plain arrays: the garbage collector takes them. */
  dispose(): void {}
}

class Decoding implements Decoder {
  readonly vocabularySize: number;
  readonly bos: number;
  readonly eos: number;
  readonly initial: OrtState;
  private readonly memory: Arrays;
  private disposed = false;

  constructor(
    private readonly graph: GraphSession,
    encoded: Arrays,
    sentences: number,
    vocabulary: Vocabulary,
  ) {
    this.vocabularySize = vocabulary.size;
    this.bos = vocabulary.bos;
    this.eos = vocabulary.eos;
    const entries = Object.entries(encoded);
    this.memory = Object.fromEntries(entries.filter(([name]) => MEMORY.includes(name)));
    const states = Object.fromEntries(entries.filter(([name]) => name.startsWith('state.')));
    this.initial = new OrtState(
      sentences,
      states,
      Int32Array.from({ length: sentences }, (_, i) => i),
    );
  }

  async step(request: StepRequest): Promise<StepResult> {
    if (this.disposed) throw new RuntimeError('disposed', 'this decoding has been disposed of');
    const before = request.state as OrtState;
    const rows = request.tokens.length;
    const sentences = request.parents.map((p) => before.sentences[p]);
    const results = await this.graph.run(this.feeds(request, before, sentences));
    const states: Arrays = {};
    for (const name of Object.keys(before.arrays)) states[name] = results[`${name}.next`];
    return {
      state: new OrtState(rows, states, sentences),
      tokens: results['top.tokens'].data as Int32Array,
      logProbs: results['top.logprobs'].data as Float32Array,
      probeLogProbs: request.probes ? (results['probe.logprobs'].data as Float32Array) : undefined,
      attention: results.attention?.data as Float32Array | undefined,
    };
  }

  dispose(): void {
    this.disposed = true;
  }

  private feeds(
    { tokens, parents, k, probes }: StepRequest,
    before: OrtState,
    sentences: Int32Array,
  ): Arrays {
    const rows = tokens.length;
    const wanted = probes ?? new Int32Array(rows);
    const feeds: Arrays = {
      ...before.arrays,
      tokens: { data: tokens, dims: [rows] },
      parents: { data: parents, dims: [rows] },
      k: { data: BigInt64Array.of(BigInt(k)), dims: [1] },
      probes: { data: wanted, dims: [rows, wanted.length / rows] },
    };
    if (!this.graph.inputNames.includes('sentences')) return feeds;
    return { ...feeds, ...this.memory, sentences: { data: sentences, dims: [rows] } };
  }
}
