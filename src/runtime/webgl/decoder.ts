/**
 * One step of the decoder on the GPU, for all rows: embedding, cells, attention, readout (the equations of
 * src/rnn/decoder.ts), and the best words. Nothing is read back but them.
 */
import type { Batch, Compute, Input, Memory } from './compute';
import type { BestRequest, BestWords } from './output';
import { Output } from './output';
import type { Network } from './network';
import type { Rows } from './rows';

/** Rows of the state: where each lies, and which sentence it is of. */
export interface DecodingState {
  rows: Rows[];
  count: number;
  sentences: Int32Array;
}

export interface GpuStep {
  state: DecodingState;
  memory: Memory | undefined;
  lengths: Int32Array;
  parents: Int32Array;
  tokens: Int32Array;
  best: BestRequest;
}

export class DecoderStep {
  private readonly output: Output;

  constructor(
    private readonly compute: Compute,
    private readonly network: Network,
    options: { group: number; vocabulary: number },
    private readonly rowsPerTile: (count: number, network: Network) => number,
  ) {
    this.output = new Output(compute, network.targetEmbedding, options);
  }

  get bytes(): number {
    return this.output.bytes;
  }

  dispose(): void {
    this.output.dispose();
  }

  /** @throws WebglError('too-large' | 'context-lost') */
  run(step: GpuStep): BestWords & { state: DecodingState } {
    const { pool, plan } = this.compute;
    const count = step.tokens.length;
    const batch: Batch = { count, perTile: this.rowsPerTile(count, this.network), planBase: 0 };
    const sentences = Int32Array.from(step.parents, (p) => step.state.sentences[p]);
    plan.upload(planOf(step, sentences, batch.perTile));
    const scratch: Rows[] = [];
    const keep = (rows: Rows): Rows => {
      scratch.push(rows);
      return rows;
    };
    const states: Rows[] = [];
    const x = keep(this.compute.embed(this.network.targetEmbedding, batch));
    const { readout, scores } = this.network.inputFeeding
      ? this.feeding(step, x, batch, states, keep)
      : this.attending(step, x, batch, states, keep);
    const best = this.output.best(readout, scores, step.best);
    if (this.network.inputFeeding) states.push(readout);
    else scratch.push(readout);
    scratch.forEach((rows) => pool.give(rows));
    return { ...best, state: { rows: states, count, sentences } };
  }

  /** The first layer asks, the layers above and the readout hear. Without attention nobody asks. */
  private attending(
    { state, memory }: GpuStep,
    x: Rows,
    batch: Batch,
    states: Rows[],
    keep: (rows: Rows) => Rows,
  ): { readout: Rows; scores: Rows | undefined } {
    const { compute, network } = this;
    let input = x;
    let context: Rows | undefined;
    let scores: Rows | undefined;
    network.decoder.forEach((_, j) => {
      const inputs = context ? [{ rows: input }, { rows: context }] : [{ rows: input }];
      input = this.layer(j, input, inputs, state.rows[j], batch, states, keep);
      if (j > 0 || !network.attention || !memory) return;
      const attended = compute.attend(network.attention, { rows: input }, memory, batch);
      context = keep(attended.context);
      scores = keep(attended.scores);
    });
    const inputs = context ? [{ rows: input }, { rows: context }] : [{ rows: input }];
    return { readout: compute.dense(network.readout, inputs, 'tanh', batch), scores };
  }

  /** The readout of the step before is part of the input; the last layer asks. */
  private feeding(
    { state, memory }: GpuStep,
    x: Rows,
    batch: Batch,
    states: Rows[],
    keep: (rows: Rows) => Rows,
  ): { readout: Rows; scores: Rows | undefined } {
    const { compute, network } = this;
    const fed: Input = { rows: state.rows[network.decoder.length], gathered: true };
    let input = x;
    network.decoder.forEach((_, j) => {
      const inputs = j === 0 ? [{ rows: x }, fed] : [{ rows: input }];
      input = this.layer(j, input, inputs, state.rows[j], batch, states, keep);
    });
    const attended = compute.attend(network.attention!, { rows: input }, memory!, batch);
    keep(attended.context);
    keep(attended.scores);
    const inputs = [{ rows: input }, { rows: attended.context }];
    return { readout: compute.dense(network.readout, inputs, 'tanh', batch), scores: attended.scores };
  }

  /** @returns the layer's output, which is not its state where it is residual */
  private layer(
    j: number,
    below: Rows,
    inputs: readonly Input[],
    before: Rows,
    batch: Batch,
    states: Rows[],
    keep: (rows: Rows) => Rows,
  ): Rows {
    const { cells, residual } = this.network.decoder[j];
    const state = this.compute.cell(cells[0], inputs, { rows: before, gathered: true }, batch);
    states.push(state);
    return residual ? keep(this.compute.sum(state, below, batch)) : state;
  }
}

function planOf(
  { state, lengths, parents, tokens }: GpuStep,
  sentences: Int32Array,
  perTile: number,
): Int32Array {
  const stride = state.rows[0].perTile;
  const plan = new Int32Array(Math.ceil(tokens.length / perTile) * perTile * 8);
  tokens.forEach((token, row) => {
    const parent = parents[row];
    const sentence = sentences[row];
    plan.set([parent % stride, Math.floor(parent / stride), 1, token, sentence, lengths[sentence]], row * 8);
  });
  return plan;
}
