/**
 * Training by teacher forcing, one update after the other. Everything that decides the next update is in `state()`:
 * a run that is stopped and resumed computes what the uninterrupted run would have computed, to the last digit.
 *
 * Not here: files, progress lines, when to stop (run.ts), the loss and its gradients (src/rnn/seq2seq.ts).
 */
import { exportModel } from '../graph';
import type { Architecture, MaskSpec, ParameterSpec } from '../rnn';
import { sizeOf, trainingGraph } from '../rnn';
import type { Arrays, GraphSession } from '../runtime/ort/graph-session';
import type { AdamOptions } from './adam';
import { Adam } from './adam';
import type { Batch, Example, SpecialIds } from './batches';
import { makeBatch, planEpoch } from './batches';
import { DropoutMasks } from './dropout-masks';
import { TrainError } from './errors';
import { initialParameters } from './initialize';
import { Random } from '../random';
import { learningRateAt } from './schedule';

export interface TrainerOptions extends AdamOptions {
  seed: number;
  /** The most padded tokens of a batch, on the longer side. */
  batchTokens: number;
  /** Updates in the whole run: the learning rate reaches zero there. */
  steps: number;
  learningRate: number;
  warmupSteps: number;
  dropout: number;
  labelSmoothing: number;
  /** Parameters that stay as they start: no gradient is computed for them, and no state holds them. */
  frozen?(parameter: string): boolean;
}

export interface StepReport {
  /** Updates done. */
  step: number;
  /** Passes over the data begun, from 1. */
  epoch: number;
  /** Mean over target tokens, label smoothing included, natural logarithm. */
  loss: number;
  targetTokens: number;
  learningRate: number;
  gradientNorm: number;
}

/** All that is needed to go on. */
export interface TrainerState {
  step: number;
  epoch: number;
  /** Batches of this epoch already done. */
  position: number;
  /** The generator as it was when this epoch was planned, and as it is now. */
  planState: Uint32Array;
  randomState: Uint32Array;
  /** Of what is learnt, end to end; so are the others. */
  parameters: Float32Array;
  m: Float32Array;
  v: Float32Array;
  /** Sum of the parameters at the checkpoints averaged so far, and how many. */
  averageSum: Float32Array;
  averageCount: number;
}

/** Where a run starts. */
export interface Start {
  /** An earlier `state()` of the same architecture, examples and options: the run goes on as if never stopped. */
  state?: TrainerState;
  /**
   * Parameters by name, of another run: a new run starts from them, and from drawn ones where there is none of a name. A run that goes on takes those
   * that are not learnt from them.
   * `rows` says which row of `data` each row of the parameter is, negative for a drawn one.
   */
  weights?: ReadonlyMap<string, { data: Float32Array; rows?: Int32Array }>;
}

export type OpenGraph = (bytes: Uint8Array, name: string) => Promise<GraphSession>;

export class Trainer {
  /** How many parameters a new run has not drawn. */
  readonly takenOver: number;
  private readonly adam: Adam;
  private readonly random: Random;
  /** What is learnt, in the order of all specs. */
  private readonly learnt: ParameterSpec[];
  private readonly parameters: Float32Array;
  /** What is not. */
  private readonly frozen: Arrays;
  private readonly averageSum: Float32Array;
  private averageCount = 0;
  private readonly masks: DropoutMasks;
  private plan: Int32Array[] = [];
  private planState: Uint32Array;
  private epoch = 0;
  private position = 0;
  private step = 0;

  private constructor(
    private readonly training: GraphSession,
    private readonly validation: GraphSession,
    private readonly specs: ParameterSpec[],
    private readonly maskSpecs: MaskSpec[],
    private readonly examples: Example[],
    private readonly ids: SpecialIds,
    private readonly options: TrainerOptions,
    start?: Start,
  ) {
    const state = start?.state;
    this.learnt = specs.filter(({ name }) => !options.frozen?.(name));
    const size = this.learnt.reduce((sum, spec) => sum + sizeOf(spec), 0);
    const [first, taken] = firstParameters(specs, options.seed, start?.weights);
    this.takenOver = state ? 0 : taken;
    const parts = divided(specs, first, size, options.frozen);
    this.frozen = parts.frozen;
    this.parameters = state ? resumed(state.parameters, size) : parts.learnt;
    this.adam = new Adam(size, options);
    this.averageSum = state ? resumed(state.averageSum, size) : new Float32Array(size);
    this.random = new Random(state ? state.randomState : options.seed);
    this.planState = this.random.state;
    const largest =
      Math.max(1, ...maskSpecs.map((mask) => mask.size)) * longestBatch(examples, options.batchTokens);
    this.masks = new DropoutMasks(options.dropout, largest, options.seed);
    if (state) this.resume(state);
  }

  /**
   * @param openGraph how to run a graph
   * @param start what to start from, where it is not random parameters
   * @throws TrainError('corpus') without examples, TrainError('checkpoint') where the state does not fit
   */
  static async create(
    openGraph: OpenGraph,
    architecture: Architecture,
    examples: Example[],
    ids: SpecialIds,
    options: TrainerOptions,
    start?: Start,
  ): Promise<Trainer> {
    if (examples.length === 0) throw new TrainError('corpus', 'there are no examples to train on');
    const dropout = options.dropout > 0;
    const graph = trainingGraph(architecture, {
      labelSmoothing: options.labelSmoothing,
      dropout,
      gradients: true,
      frozen: options.frozen,
    });
    const loss = trainingGraph(architecture, { labelSmoothing: 0, dropout: false, gradients: false });
    const training = await openGraph(exportModel(graph.graph), 'training');
    const validation = await openGraph(exportModel(loss.graph), 'validation');
    return new Trainer(training, validation, graph.parameters, graph.masks, examples, ids, options, start);
  }

  /**
   * One batch, one update.
   * @throws TrainError('diverged') when the loss or the gradient is no longer a number
   */
  async update(): Promise<StepReport> {
    const batch = this.nextBatch();
    const results = await this.training.run({ ...this.feeds(batch), ...this.drawMasks(batch) });
    const loss = results.loss.data[0] as number;
    const learningRate = learningRateAt(this.step, this.options);
    const gradients = this.learnt.map((spec) => results[`gradient.${spec.name}`].data as Float32Array);
    const gradientNorm = this.adam.update(this.parameters, gradients, learningRate);
    this.step++;
    if (!Number.isFinite(loss) || !Number.isFinite(gradientNorm)) {
      const what = `loss ${loss}, gradient norm ${gradientNorm} after update ${this.step}`;
      throw new TrainError('diverged', `${what}: resume from the last checkpoint with a lower learning rate`);
    }
    return {
      step: this.step,
      epoch: this.epoch,
      loss,
      targetTokens: batch.targetTokens,
      learningRate,
      gradientNorm,
    };
  }

  /** Mean negative log-likelihood of a target token over examples not trained on, without dropout and smoothing. */
  async validationLoss(examples: Example[], weights: Float32Array = this.parameters): Promise<number> {
    let [sum, tokens] = [0, 0];
    const sorted = [...examples].sort((a, b) => a.target.length - b.target.length);
    for (let i = 0; i < sorted.length; i += 64) {
      const batch = makeBatch(sorted.slice(i, i + 64), this.ids);
      const results = await this.validation.run(this.feeds(batch, weights));
      sum += (results.loss.data[0] as number) * batch.targetTokens;
      tokens += batch.targetTokens;
    }
    return sum / tokens;
  }

  /** Takes the parameters as they are into the average (checkpoint averaging, Junczys-Dowmunt et al. 2016). */
  addToAverage(): void {
    for (let i = 0; i < this.parameters.length; i++) this.averageSum[i] += this.parameters[i];
    this.averageCount++;
  }

  /** The average of the checkpoints taken, or the parameters where none was. */
  averaged(): Float32Array {
    return this.averageCount === 0 ? this.parameters : this.averageSum.map((sum) => sum / this.averageCount);
  }

  get stepsDone(): number {
    return this.step;
  }

  /** The parameters that are learnt as they are, end to end; not a copy. */
  get current(): Float32Array {
    return this.parameters;
  }

  /** All parameters as named tensors, of what is learnt laid end to end. */
  named(flat: Float32Array): Map<string, { dims: number[]; data: Float32Array }> {
    const all = this.feedsOf(flat);
    return new Map(
      this.specs.map(({ name, shape }) => [
        name,
        { dims: shape, data: (all[name].data as Float32Array).slice() },
      ]),
    );
  }

  state(): TrainerState {
    const { step, epoch, position, planState, parameters, averageSum, averageCount } = this;
    const { m, v } = this.adam;
    const randomState = this.random.state;
    return { step, epoch, position, planState, randomState, parameters, m, v, averageSum, averageCount };
  }

  async dispose(): Promise<void> {
    await this.training.dispose();
    await this.validation.dispose();
  }

  private resume(state: TrainerState): void {
    this.adam.m.set(resumed(state.m, this.parameters.length));
    this.adam.v.set(resumed(state.v, this.parameters.length));
    this.adam.steps = state.step;
    this.step = state.step;
    this.epoch = state.epoch;
    this.position = state.position;
    this.averageCount = state.averageCount;
    this.planState = state.planState;
    this.plan = planEpoch(this.examples, this.options.batchTokens, new Random(state.planState));
  }

  private nextBatch(): Batch {
    if (this.position >= this.plan.length) {
      this.planState = this.random.state;
      this.plan = planEpoch(this.examples, this.options.batchTokens, this.random);
      this.position = 0;
      this.epoch++;
    }
    const numbers = this.plan[this.position++];
    return makeBatch(
      Array.from(numbers, (i) => this.examples[i]),
      this.ids,
    );
  }

  private feeds(batch: Batch, weights = this.parameters): Arrays {
    const { size, sourceSteps: S, targetSteps: T } = batch;
    // A language model reads no source.
    const read: Arrays = this.training.inputNames.includes('source')
      ? { source: { data: batch.source, dims: [S, size] }, lengths: { data: batch.lengths, dims: [size] } }
      : {};
    return {
      ...read,
      target_in: { data: batch.targetIn, dims: [T, size] },
      target_out: { data: batch.targetOut, dims: [T * size] },
      weights: { data: batch.weights, dims: [T * size, 1] },
      ...this.feedsOf(weights),
    };
  }

  /** Every parameter by name, without a copy. */
  private feedsOf(flat: Float32Array): Arrays {
    const feeds: Arrays = { ...this.frozen };
    let offset = 0;
    for (const spec of this.learnt) {
      feeds[spec.name] = { data: flat.subarray(offset, offset + sizeOf(spec)), dims: spec.shape };
      offset += sizeOf(spec);
    }
    return feeds;
  }

  private drawMasks(batch: Batch): Arrays {
    const masks: Arrays = {};
    for (const { name, size, side } of this.maskSpecs) {
      const steps = side === 'source' ? batch.sourceSteps : batch.targetSteps;
      const dims = [steps, batch.size, size];
      masks[name] = { data: this.masks.draw(steps * batch.size * size, this.random), dims };
    }
    return masks;
  }
}

/** @returns all parameters end to end, and how many of them are not drawn */
function firstParameters(
  specs: ParameterSpec[],
  seed: number,
  weights: Start['weights'],
): [Float32Array, number] {
  const all = initialParameters(specs, seed);
  let [offset, taken] = [0, 0];
  for (const spec of specs) {
    const size = sizeOf(spec);
    const found = weights?.get(spec.name);
    if (found) taken += takeOver(all.subarray(offset, offset + size), found, spec);
    offset += size;
  }
  return [all, taken];
}

/** @param size of what is learnt */
function divided(
  specs: ParameterSpec[],
  all: Float32Array,
  size: number,
  isFrozen: TrainerOptions['frozen'],
): { learnt: Float32Array; frozen: Arrays } {
  if (!isFrozen) return { learnt: all, frozen: {} };
  const learnt = new Float32Array(size);
  const frozen: Arrays = {};
  let [from, to] = [0, 0];
  for (const spec of specs) {
    const data = all.subarray(from, from + sizeOf(spec));
    from += data.length;
    if (isFrozen(spec.name)) frozen[spec.name] = { data: data.slice(), dims: spec.shape };
    else {
      learnt.set(data, to);
      to += data.length;
    }
  }
  return { learnt, frozen };
}

type Found = NonNullable<ReturnType<NonNullable<Start['weights']>['get']>>;

function takeOver(own: Float32Array, { data, rows }: Found, { name, shape }: ParameterSpec): number {
  if (!rows) {
    if (data.length !== own.length)
      throw new TrainError(
        'checkpoint',
        `the weights to start from have ${data.length} values for ${name}, not ${own.length}`,
      );
    own.set(data);
    return own.length;
  }
  const width = own.length / shape[0];
  let taken = 0;
  rows.forEach((row, i) => {
    if (row < 0) return;
    own.set(data.subarray(row * width, (row + 1) * width), i * width);
    taken += width;
  });
  return taken;
}

/** Padded tokens of the largest batch: a single sentence may be longer than the budget. */
function longestBatch(examples: Example[], batchTokens: number): number {
  return examples.reduce((most, e) => Math.max(most, e.source.length + 1, e.target.length + 1), batchTokens);
}

function resumed(array: Float32Array, size: number): Float32Array {
  if (array.length !== size) {
    throw new TrainError(
      'checkpoint',
      `the checkpoint has ${array.length} parameters, the architecture ${size}`,
    );
  }
  return Float32Array.from(array);
}
