/**
 * An encoder and a decoder on the GPU, as search sees them: the same interface as src/runtime/ort/seq2seq-session.ts.
 * Programs are compiled at the first draw that needs them: in the trial (src/runtime/auto/trial.ts), off the user's path.
 */
import type { Decoder, DecoderState, StepRequest, StepResult } from '../../search/decoder';
import { planOf } from '../plan/plan';
import type { Halves, KnownWeights } from '../plan/recognise';
import { areInt8, knownWeights } from '../plan/recognise';
import type { Seq2Seq, Vocabulary } from '../session';
import { Compute } from './compute';
import type { DecodingState } from './decoder';
import { DecoderStep } from './decoder';
import { Device } from './device';
import type { EncodedSources } from './encoder';
import { Encoder } from './encoder';
import { WebglError } from './errors';
import type { Network } from './network';
import { uploadNetwork } from './network';
import { Plan } from './plan';
import { Pool } from './rows';
import type { Tuning } from './tuning';
import { DEFAULT_TUNING } from './tuning';

export interface WebglModel extends Halves {
  vocabulary: Vocabulary;
}

export interface WebglOptions {
  tuning?: Tuning;
  /** Refuse a driver that draws with the processor. */
  hardwareOnly?: boolean;
}

export class WebglSession implements Seq2Seq {
  private disposed = false;
  private readonly open = new Set<{ dispose(): void }>();

  private constructor(
    readonly device: Device,
    private readonly network: Network,
    private readonly textures: readonly WebGLTexture[],
    private readonly pool: Pool,
    private readonly encoder: Encoder,
    private readonly decoder: DecoderStep,
    private readonly plan: Plan,
    private readonly vocabulary: Vocabulary,
  ) {}

  /** @throws WebglError('unsupported' | 'software' | 'too-large' | 'context-lost'), RuntimeError('unknown-graph') */
  static create(
    model: WebglModel,
    { tuning = DEFAULT_TUNING, hardwareOnly = false }: WebglOptions = {},
  ): WebglSession {
    const weights = knownWeights(model);
    const device = Device.acquire();
    try {
      if (hardwareOnly && device.software)
        throw new WebglError('software', `WebGL is drawn by the processor here (${device.renderer})`);
      return WebglSession.onDevice(device, weights, model, tuning);
    } catch (error) {
      device.release();
      throw error;
    }
  }

  private static onDevice(
    device: Device,
    weights: KnownWeights,
    { architecture, vocabulary }: WebglModel,
    tuning: Tuning,
  ): WebglSession {
    const planned = planOf(architecture, (name) => weights.has(name));
    const format = tuning.weights === 'int8' && !areInt8(weights) ? 'int16' : tuning.weights;
    const { network, textures } = uploadNetwork(device, planned, weights, format, tuning.group);
    const pool = new Pool(device);
    const plan = new Plan(device);
    const compute = new Compute(device, pool, plan, tuning.slices);
    const rowsPerTile = (count: number, { encoder, decoder }: Network): number => {
      const lstm = [...encoder, ...decoder].some(({ cells }) => cells[0].kind === 'lstm');
      const most = device.limits.drawBuffers >> (lstm ? 1 : 0);
      return rowsOf(count, Math.min(tuning.rows, most), Math.min(tuning.batchRows, most));
    };
    const options = { group: tuning.group, vocabulary: vocabulary.size };
    const encoder = new Encoder(compute, network, rowsPerTile);
    const decoder = new DecoderStep(compute, network, options, rowsPerTile);
    return new WebglSession(device, network, textures, pool, encoder, decoder, plan, vocabulary);
  }

  /** For the memory test and the benchmark: textures of weights, of states and results. */
  get bytes(): { weights: number; working: number } {
    return { weights: this.network.bytes, working: this.pool.bytes + this.decoder.bytes };
  }

  /** Textures of rows in use. */
  get taken(): number {
    return this.pool.taken;
  }

  /** @throws WebglError('too-large' | 'context-lost' | 'disposed') */
  encode(sources: readonly ArrayLike<number>[]): Promise<Decoder> {
    return attempt(() => {
      if (this.disposed) throw new WebglError('disposed', 'the WebGL backend has been disposed of');
      this.device.assertAlive();
      const { sourceEos } = this.vocabulary;
      const encoded = this.encoder.encode(sources.map((ids) => [...Array.from(ids), sourceEos]));
      const decoding = new Decoding(this.decoder, this.pool, encoded, this.vocabulary, () =>
        this.open.delete(decoding),
      );
      this.open.add(decoding);
      return decoding;
    });
  }

  /** Frees everything on the GPU. */
  dispose(): Promise<void> {
    if (this.disposed) return Promise.resolve();
    this.disposed = true;
    for (const decoding of [...this.open]) decoding.dispose();
    const { gl } = this.device;
    for (const texture of [...this.textures, this.plan.texture]) gl.deleteTexture(texture);
    this.decoder.dispose();
    this.pool.dispose();
    this.device.release();
    return Promise.resolve();
  }
}

/** Weights are fetched and unpacked once a tile, which costs about as much as so many rows. */
const TILE_COST = 3;

/** Few values, because each is a set of shaders: one row, a beam, or more, whichever computes `count` rows fastest. */
export function rowsOf(count: number, beam: number, batch: number): number {
  if (count === 1) return 1;
  const cost = (rows: number): number => Math.ceil(count / rows) * (TILE_COST + rows);
  return cost(batch) < cost(beam) ? batch : beam;
}

const attempt = <T>(work: () => T): Promise<T> =>
  new Promise((resolve) => {
    resolve(work());
  });

class GpuState implements DecoderState {
  private given = false;

  constructor(
    readonly state: DecodingState,
    private readonly pool: Pool,
    private readonly owner: Set<GpuState>,
  ) {
    owner.add(this);
  }

  get rows(): number {
    return this.state.count;
  }

  dispose(): void {
    if (this.given) return;
    this.given = true;
    this.owner.delete(this);
    this.state.rows.forEach((rows) => this.pool.give(rows));
  }
}

class Decoding implements Decoder {
  readonly vocabularySize: number;
  readonly bos: number;
  readonly eos: number;
  readonly initial: GpuState;
  private readonly states = new Set<GpuState>();
  private disposed = false;

  constructor(
    private readonly decoder: DecoderStep,
    private readonly pool: Pool,
    private readonly encoded: EncodedSources,
    vocabulary: Vocabulary,
    private readonly onDispose: () => void,
  ) {
    this.vocabularySize = vocabulary.size;
    this.bos = vocabulary.bos;
    this.eos = vocabulary.eos;
    const count = encoded.lengths.length;
    const sentences = Int32Array.from({ length: count }, (_, i) => i);
    this.initial = new GpuState({ rows: encoded.states, count, sentences }, pool, this.states);
  }

  step({ state, parents, tokens, k, probes }: StepRequest): Promise<StepResult> {
    return attempt(() => {
      if (this.disposed) throw new WebglError('disposed', 'this decoding has been disposed of');
      const { memory, lengths } = this.encoded;
      const best = { k, probes, positions: memory?.positions ?? 0 };
      const found = this.decoder.run({
        state: (state as GpuState).state,
        memory,
        lengths,
        parents,
        tokens,
        best,
      });
      return { ...found, state: new GpuState(found.state, this.pool, this.states) };
    });
  }

  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    for (const state of [...this.states]) state.dispose();
    const { memory } = this.encoded;
    if (memory) [memory.states, memory.keys].forEach((rows) => this.pool.give(rows));
    this.onDispose();
  }
}
