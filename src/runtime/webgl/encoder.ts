/**
 * The encoder on the GPU: all words are embedded at once, then each direction of each layer goes through the positions,
 * all sentences together. Sentences that are over, or have not begun, keep their state.
 */
import type { Batch, Compute, Memory } from './compute';
import type { CellLayer, Network, StackLayer } from './network';
import type { Rows } from './rows';

/** Token ids, <eos> included. */
export type Sources = readonly ArrayLike<number>[];

export interface EncodedSources {
  /** The decoder's first state, in the order of its layers; then the attentional state where it is fed back. */
  states: Rows[];
  memory: Memory | undefined;
  lengths: Int32Array;
}

export class Encoder {
  constructor(
    private readonly compute: Compute,
    private readonly network: Network,
    /** Rows that one draw may compute together. */
    private readonly rowsPerTile: (count: number, network: Network) => number,
  ) {}

  /** @throws WebglError('too-large' | 'context-lost') */
  encode(sources: Sources): EncodedSources {
    const { compute, network } = this;
    const { pool } = compute;
    const B = sources.length;
    if (!network.sourceEmbedding) return this.nothing(sources);
    const S = Math.max(...sources.map((s) => s.length));
    const positions: Batch = { count: S * B, perTile: compute.device.limits.drawBuffers, planBase: 0 };
    compute.plan.upload(planOf(sources, S, positions.perTile));
    let input = compute.embed(network.sourceEmbedding, positions);
    const finals: Rows[][] = [];
    for (const layer of network.encoder) {
      const { outputs, final } = this.layer(layer, input, B, S, positions);
      finals.push(final);
      const next = layer.residual ? compute.sum(outputs, input, positions) : outputs;
      if (layer.residual) pool.give(outputs);
      pool.give(input);
      input = next;
    }
    const states = this.initialStates(finals, B);
    const memory = this.memory(input, positions, B, S);
    if (!memory) pool.give(input);
    return { states, memory, lengths: Int32Array.from(sources, (s) => s.length) };
  }

  /** A language model starts from zeros, whatever it is given. */
  private nothing(sources: Sources): EncodedSources {
    const { network } = this;
    const perTile = this.rowsPerTile(sources.length, network);
    const states = network.decoder.map(({ cells: [{ state, values }] }) =>
      this.compute.pool.zeros(state, sources.length, perTile, values),
    );
    return { states, memory: undefined, lengths: new Int32Array(sources.length) };
  }

  /** @returns H of every position, both directions joined, and the states after the last */
  private layer(
    { cells, output }: StackLayer,
    input: Rows,
    B: number,
    S: number,
    { count, perTile }: Batch,
  ): { outputs: Rows; final: Rows[] } {
    const outputs = this.compute.pool.take(output, count, perTile);
    const final = cells.map((cell, part) => this.direction(cell, part, input, outputs, B, S));
    return { outputs, final };
  }

  private direction(cell: CellLayer, part: number, input: Rows, outputs: Rows, B: number, S: number): Rows {
    const { compute } = this;
    const perTile = this.rowsPerTile(B, this.network);
    let state = compute.pool.zeros(cell.state, B, perTile, cell.values);
    for (let step = 0; step < S; step++) {
      const s = part === 0 ? step : S - 1 - step;
      const batch = { count: B, perTile, planBase: s * B };
      const next = compute.cell(cell, [{ rows: input, gathered: true }], { rows: state }, batch, true);
      compute.pool.give(state);
      state = next;
      this.copy(state, outputs, part, s * B);
    }
    return state;
  }

  /** H of each sentence to its place among all positions. */
  private copy(state: Rows, outputs: Rows, part: number, first: number): void {
    const { gl } = this.compute.device;
    const { width, lines } = state.layout;
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.compute.pool.target(state).framebuffer);
    gl.bindTexture(gl.TEXTURE_2D_ARRAY, outputs.slab.texture);
    for (let b = 0; b < state.count; b++) {
      const row = first + b;
      const tile = Math.floor(row / outputs.perTile);
      const y = tile * outputs.layout.lines + part * lines;
      gl.readBuffer(gl.COLOR_ATTACHMENT0 + (b % state.perTile));
      const from = Math.floor(b / state.perTile) * lines;
      gl.copyTexSubImage3D(gl.TEXTURE_2D_ARRAY, 0, 0, y, row % outputs.perTile, 0, from, width, lines);
    }
  }

  private initialStates(finals: Rows[][], B: number): Rows[] {
    const { compute, network } = this;
    const { pool } = compute;
    const batch = { count: B, perTile: this.rowsPerTile(B, network), planBase: 0 };
    const top = finals[finals.length - 1];
    const states = network.bridge
      ? network.bridge.map((layers, j) => {
          const state = pool.take(network.decoder[j].cells[0].state, B, batch.perTile, layers.length);
          layers.forEach((layer, i) => {
            const target = pool.target(state, i * batch.perTile, batch.perTile);
            const inputs = top.map((rows) => ({ rows }));
            compute.denseInto(target, layer, inputs, 'tanh', batch);
          });
          return state;
        })
      : finals.map(([state]) => state);
    if (network.bridge) finals.flat().forEach((rows) => pool.give(rows));
    if (network.inputFeeding) states.push(pool.zeros(network.readout.output, B, batch.perTile));
    return states;
  }

  private memory(states: Rows, positions: Batch, sentences: number, length: number): Memory | undefined {
    const { attention } = this.network;
    if (!attention) return undefined;
    const keys = this.compute.dense(attention.keys, [{ rows: states }], 'none', positions);
    return { states, keys, sentences, positions: length };
  }
}

/** An entry for each position of each sentence: where it lies, whether there is a word, and which. */
function planOf(sources: Sources, S: number, perTile: number): Int32Array {
  const B = sources.length;
  const plan = new Int32Array(Math.ceil((S * B) / perTile) * perTile * 8);
  for (let s = 0; s < S; s++) {
    sources.forEach((ids, b) => {
      const row = s * B + b;
      const present = s < ids.length;
      plan.set([row % perTile, Math.floor(row / perTile), present ? 1 : 0, present ? ids[s] : 0], row * 8);
    });
  }
  return plan;
}
