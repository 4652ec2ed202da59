/**
 * One checked, counted, cancellable step of a decoder, and the walk that most searches make of such steps.
 * Every state received here is disposed of on every way out.
 *
 * Not here: which rows are stepped.
 */
import type { SearchCost } from './cost';
import type { Decoder, DecoderState, StepRequest, StepResult } from './decoder';
import { SearchError, throwIfAborted } from './errors';

/** Float rounding may leave the log of a probability near 1 a little above 0; more than this is not a log-probability. */
const ROUNDING = 1e-3;

export class DecoderStepper {
  readonly cost: SearchCost = { steps: 0, rows: 0, expansions: 0 };

  constructor(
    readonly decoder: Decoder,
    private readonly signal: AbortSignal | undefined,
  ) {}

  /**
   * The caller disposes of the returned state.
   *
   * @throws {SearchError} `aborted`, `invalid-decoder-output`; what the engine throws passes through
   */
  async step(request: StepRequest): Promise<StepResult> {
    throwIfAborted(this.signal);
    const result = await this.decoder.step(request);
    try {
      throwIfAborted(this.signal);
      checkResult(request, result);
    } catch (error) {
      result.state.dispose();
      throw error;
    }
    const rows = request.parents.length;
    this.cost.steps += 1;
    this.cost.rows += rows;
    this.cost.expansions += rows * this.decoder.vocabularySize;
    return result;
  }
}

/** A walk from `decoder.initial` that keeps the newest state only. Call `close` in a `finally`. */
export class DecoderWalk {
  readonly stepper: DecoderStepper;
  private state: DecoderState | null = null;

  constructor(
    private readonly decoder: Decoder,
    signal: AbortSignal | undefined,
  ) {
    this.stepper = new DecoderStepper(decoder, signal);
  }

  /** Steps from the newest state (at first `decoder.initial`, one row a sentence) and replaces it. */
  async step(request: Omit<StepRequest, 'state'>): Promise<StepResult> {
    const result = await this.stepper.step({ ...request, state: this.state ?? this.decoder.initial });
    this.state?.dispose();
    this.state = result.state;
    return result;
  }

  /** Disposes of the newest state. `decoder.initial` belongs to the decoder and stays. */
  close(): void {
    this.state?.dispose();
    this.state = null;
  }
}

/** Row `row` of the attention as a copy of its own, or null where the model has none. */
export function attentionRow(result: StepResult, row: number, rows: number): Float32Array | null {
  if (!result.attention) {
    return null;
  }
  const width = result.attention.length / rows;
  return result.attention.slice(row * width, (row + 1) * width);
}

function checkResult(request: StepRequest, result: StepResult): void {
  const rows = request.parents.length;
  const size = rows * request.k;
  checkLength('state', result.state.rows, rows);
  checkLength('tokens', result.tokens.length, size);
  checkLength('logProbs', result.logProbs.length, size);
  if (request.probes) {
    checkLength('probeLogProbs', result.probeLogProbs?.length ?? 0, request.probes.length);
  }
  checkLogProbs(result.logProbs);
  checkLogProbs(result.probeLogProbs);
}

function checkLength(what: string, found: number, expected: number): void {
  if (found !== expected) {
    throw new SearchError(
      'invalid-decoder-output',
      `The decoder returned ${found} values in ${what} where ${expected} were asked for: the engine behind it is broken.`,
    );
  }
}

function checkLogProbs(logProbs: Float32Array | undefined): void {
  for (const logProb of logProbs ?? []) {
    if (Number.isNaN(logProb) || logProb > ROUNDING) {
      throw new SearchError(
        'invalid-decoder-output',
        `The decoder returned ${logProb} as a log-probability: the model's weights are broken or its output is not normalised.`,
      );
    }
  }
}
