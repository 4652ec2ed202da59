/**
 * A decoding on one backend that another can finish. Every state remembers the step that made it; when the first backend
 * fails, the second one takes the same steps from the beginning, and search goes on without noticing.
 */
import type { Decoder, DecoderState, StepRequest, StepResult } from '../../search/decoder';

/** How a state came to be: without `before` it is the first. */
interface Origin {
  before?: TracedState;
  parents?: Int32Array;
  tokens?: Int32Array;
}

class TracedState implements DecoderState {
  constructor(
    readonly rows: number,
    readonly origin: Origin,
    /** On the backend that is in charge; replaced when that changes. */
    public state: DecoderState,
    private readonly all: Set<TracedState>,
  ) {
    all.add(this);
  }

  dispose(): void {
    this.all.delete(this);
    this.state.dispose();
  }
}

export interface Fallback {
  /** The same sources on the other backend. */
  decoder(): Promise<Decoder>;
  /** Told once. @returns whether the error is one that the other backend may not have */
  onFailure(error: unknown): boolean;
  onDispose(): void;
}

export class FallbackDecoding implements Decoder {
  readonly vocabularySize: number;
  readonly bos: number;
  readonly eos: number;
  readonly initial: TracedState;
  /** Not disposed of by search. */
  private readonly live = new Set<TracedState>();
  private failed = false;
  private disposed = false;

  constructor(
    private decoder: Decoder,
    private readonly fallback: Fallback,
  ) {
    this.vocabularySize = decoder.vocabularySize;
    this.bos = decoder.bos;
    this.eos = decoder.eos;
    this.initial = new TracedState(decoder.initial.rows, {}, decoder.initial, this.live);
  }

  async step(request: StepRequest): Promise<StepResult> {
    const before = request.state as TracedState;
    let result: StepResult;
    try {
      result = await this.decoder.step({ ...request, state: before.state });
    } catch (error) {
      if (this.failed || this.disposed || !this.fallback.onFailure(error)) throw error;
      await this.takeOver();
      result = await this.decoder.step({ ...request, state: before.state });
    }
    const { parents, tokens } = request;
    const origin = { before, parents: parents.slice(), tokens: tokens.slice() };
    return { ...result, state: new TracedState(tokens.length, origin, result.state, this.live) };
  }

  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    this.decoder.dispose();
    this.fallback.onDispose();
  }

  /** Every state that search still holds is computed anew on the other backend; those between are given back. */
  private async takeOver(): Promise<void> {
    this.failed = true;
    const next = await this.fallback.decoder();
    const made = new Map<TracedState, DecoderState>();
    const replay = async (traced: TracedState): Promise<DecoderState> => {
      const known = made.get(traced);
      if (known) return known;
      const { before, parents, tokens } = traced.origin;
      const state =
        before && parents && tokens
          ? (await next.step({ state: await replay(before), parents, tokens, k: 1 })).state
          : next.initial;
      made.set(traced, state);
      return state;
    };
    const lost = this.decoder;
    for (const traced of [...this.live, this.initial]) traced.state = await replay(traced);
    for (const [traced, state] of made)
      if (!this.live.has(traced) && traced !== this.initial) state.dispose();
    this.decoder = next;
    lost.dispose();
  }
}
