/**
 * An encoder and a decoder in the kernels' memory, as search sees them: the same interface as
 * src/runtime/ort/seq2seq-session.ts. Every step is one call.
 */
import type { Decoder, DecoderState, StepRequest, StepResult } from '../../search/decoder';
import { planOf } from '../plan/plan';
import type { Halves } from '../plan/recognise';
import { areInt8, knownWeights } from '../plan/recognise';
import type { Seq2Seq, Vocabulary } from '../session';
import { WasmError } from './errors';
import type { Address, KernelExports } from './kernel-exports';
import type { KernelBinaries, KernelBuild } from './kernel-binaries';
import { buildFor, instantiate } from './kernels';
import type { Precision } from './network';
import { buildNetwork } from './network';
import { RequestArea } from './request-area';

export interface WasmModel extends Halves {
  vocabulary: Vocabulary;
}

export interface WasmOptions {
  /** Instead of what this machine takes. */
  build?: KernelBuild;
  precision?: Precision;
}

export const DEFAULT_PRECISION: Precision = { cells: true, attention: true, readout: true, output: true };

export class WasmSession implements Seq2Seq {
  private readonly open = new Set<Decoding>();
  private disposed = false;

  private constructor(
    readonly build: KernelBuild,
    private readonly kernels: KernelExports,
    private readonly network: Address,
    private readonly vocabulary: Vocabulary,
    private readonly area: RequestArea,
  ) {}

  /**
   * @throws WasmError('unsupported' | 'float32-weights' | 'too-large'), RuntimeError('unknown-graph'): onnxruntime computes
   *   what is refused here
   */
  static async create(
    binaries: KernelBinaries,
    model: WasmModel,
    options: WasmOptions = {},
  ): Promise<WasmSession> {
    const build = options.build ?? (await buildFor(binaries));
    const { architecture, vocabulary } = model;
    const weights = knownWeights(model);
    if (!areInt8(weights)) {
      const what = 'its weights are float32, and only int8 weights are computed here';
      throw new WasmError('float32-weights', `${what}; onnxruntime runs such a model`);
    }
    const kernels = await instantiate(binaries, build);
    const plan = planOf(architecture, (name) => weights.has(name));
    return guarded(() => {
      const network = buildNetwork(kernels, plan, weights, options.precision ?? DEFAULT_PRECISION);
      return new WasmSession(build, kernels, network, vocabulary, new RequestArea(kernels));
    });
  }

  /** Bytes of memory, which only grows. */
  get bytes(): number {
    return this.kernels.memory.buffer.byteLength;
  }

  /** @throws WasmError('too-large' | 'disposed') */
  encode(sources: readonly ArrayLike<number>[]): Promise<Decoder> {
    return attempt(() => {
      if (this.disposed) throw new WasmError('disposed', 'the WebAssembly engine has been disposed of');
      const { kernels, network, vocabulary, area } = this;
      // Longest first; search goes on counting as it did.
      const order = sources.map((_, b) => b).sort((a, b) => sources[b].length - sources[a].length);
      const sorted = order.map((b) => [...Array.from(sources[b]), vocabulary.sourceEos]);
      const { tokens, lengths } = area.batch(sorted);
      const encoded = kernels.encode(network, tokens, lengths, sorted.length);
      const decoding = new Decoding(
        { kernels, network, vocabulary, area },
        encoded,
        order,
        sorted[0].length,
        () => this.open.delete(decoding),
      );
      this.open.add(decoding);
      return decoding;
    });
  }

  /** The memory goes with the last reference to the instance. */
  dispose(): Promise<void> {
    this.disposed = true;
    for (const decoding of [...this.open]) decoding.dispose();
    return Promise.resolve();
  }
}

interface Engine {
  kernels: KernelExports;
  network: Address;
  vocabulary: Vocabulary;
  area: RequestArea;
}

class WasmState implements DecoderState {
  private freed = false;

  constructor(
    readonly at: Address,
    /** Which sentence each row is of, as the kernels count them. */
    readonly sentences: Int32Array,
    private readonly kernels: KernelExports,
    private readonly owner: Set<WasmState>,
  ) {
    owner.add(this);
  }

  get rows(): number {
    return this.sentences.length;
  }

  dispose(): void {
    if (this.freed) return;
    this.freed = true;
    this.owner.delete(this);
    this.kernels.free(this.at);
  }
}

class Decoding implements Decoder {
  readonly vocabularySize: number;
  readonly bos: number;
  readonly eos: number;
  readonly initial: WasmState;
  private readonly states = new Set<WasmState>();
  private readonly memory: Address;
  private disposed = false;

  constructor(
    private readonly engine: Engine,
    private readonly encoded: Address,
    order: readonly number[],
    private readonly positions: number,
    private readonly onDispose: () => void,
  ) {
    const { kernels, vocabulary } = engine;
    this.vocabularySize = vocabulary.size;
    this.bos = vocabulary.bos;
    this.eos = vocabulary.eos;
    this.memory = kernels.memoryOf(encoded);
    const places = new Int32Array(order.length);
    order.forEach((b, place) => (places[b] = place));
    this.initial = new WasmState(kernels.stateOf(encoded), places, kernels, this.states);
  }

  /** @throws WasmError('too-large' | 'disposed') */
  step({ state, parents, tokens, k, probes }: StepRequest): Promise<StepResult> {
    return attempt(() => {
      if (this.disposed) throw new WasmError('disposed', 'this decoding has been disposed of');
      const { kernels, network, area } = this.engine;
      const before = state as WasmState;
      const sentences = Int32Array.from(parents, (p) => before.sentences[p]);
      const positions = this.memory === 0 ? 0 : this.positions;
      // The first rows of all lie in the order of the kernels.
      const rows = before === this.initial ? sentences : parents;
      const request = area.step({ parents: rows, tokens, sentences, k, probes, positions });
      const after = kernels.decode(network, this.memory, before.at, request.at);
      return { ...request.answer(), state: new WasmState(after, sentences, kernels, this.states) };
    });
  }

  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    for (const state of [...this.states]) state.dispose();
    this.engine.kernels.forget(this.encoded);
    this.onDispose();
  }
}

/** What the kernels cannot do ends in a trap; there is one reason for it, memory. */
function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof WebAssembly.RuntimeError) && !(error instanceof RangeError)) throw error;
    throw new WasmError('too-large', `WebAssembly has not enough memory for this: ${error.message}`);
  }
}

const attempt = <T>(work: () => T): Promise<T> =>
  new Promise((resolve) => {
    resolve(guarded(work));
  });
