/**
 * The operations of a network as draws: each takes rows and gives rows. Whoever got rows gives them back.
 *
 * Not here: in which order (encoder.ts, decoder.ts), the shaders (kernels/).
 */
import type { Device, Target, Uniforms } from './device';
import { context, scores } from './kernels/attention';
import type { CellVariant } from './kernels/cells';
import { gruReset, gruResetAfter, gruResetBefore, lstm } from './kernels/cells';
import { dense, embedding, sum } from './kernels/dense';
import { denseOfSlices, slicedProduct } from './kernels/slices';
import type { Layout } from './layout';
import { layoutOf } from './layout';
import type { Matrix } from './matrix';
import type { AttentionLayer, CellLayer, DenseLayer, Embedding } from './network';
import type { Plan } from './plan';
import type { Pool, Rows } from './rows';

/** Rows that are read where the row itself lies, or where the plan says. */
export interface Input {
  rows: Rows;
  gathered?: boolean;
}

/** Which rows are computed. */
export interface Batch {
  count: number;
  perTile: number;
  /** Where their entries begin in the plan. */
  planBase: number;
}

/** The encoder's states, a row for each position s of each sentence b: s · sentences + b. */
export interface Memory {
  states: Rows;
  keys: Rows;
  sentences: number;
  /** The longest. */
  positions: number;
}

interface SlicedProduct {
  w: Matrix;
  columns: WebGLTexture;
  /** Where the scales of W begin in `columns`. */
  scaleBase: number;
  /** Of one gate. */
  output: Layout;
  gates: readonly [first: number, count: number];
}

export class Compute {
  /** @param slices how many the products for a single tile of rows are cut into */
  constructor(
    readonly device: Device,
    readonly pool: Pool,
    readonly plan: Plan,
    private readonly slices: number,
  ) {}

  embed({ w, columns, output }: Embedding, batch: Batch): Rows {
    const y = this.pool.take(output, batch.count, batch.perTile);
    const kernel = embedding(w.format, batch.perTile);
    this.device.draw(kernel, this.pool.target(y), {
      ...this.base(y.layout, batch),
      w: w.texture,
      wFold: w.fold,
      columns,
    });
    return y;
  }

  dense(layer: DenseLayer, inputs: readonly Input[], activation: 'none' | 'tanh', batch: Batch): Rows {
    const y = this.pool.take(layer.output, batch.count, batch.perTile);
    if (!this.cuts(batch)) {
      this.denseInto(this.pool.target(y), layer, inputs, activation, batch);
      return y;
    }
    const { output, columns, w } = layer;
    const sums = this.product({ w, columns, scaleBase: 0, output, gates: [0, 1] }, inputs, batch);
    this.device.draw(denseOfSlices(batch.perTile), this.pool.target(y), {
      ...this.base(output, batch),
      ...rowsUniform('sums', { rows: sums }),
      slices: this.slices,
      blocks: w.blocks,
      columns,
      activation: activation === 'tanh' ? 1 : 0,
    });
    this.pool.give(sums);
    return y;
  }

  /** Few rows alone do not fill a graphics card, several tiles do. */
  private cuts({ count, perTile }: Batch): boolean {
    return this.slices > 1 && count <= perTile;
  }

  /** @returns the slices of W x, all gates in each */
  private product(
    { w, columns, scaleBase, output, gates: [first, count] }: SlicedProduct,
    inputs: readonly Input[],
    batch: Batch,
  ): Rows {
    const parts = count * this.slices;
    const y = this.pool.take({ ...output, parts, lines: output.lines * parts }, batch.count, batch.perTile);
    this.device.draw(slicedProduct(w.format, batch.perTile, inputs.length), this.pool.target(y), {
      ...this.base(y.layout, batch),
      ...inputUniforms(inputs),
      w: w.texture,
      wFold: w.fold,
      firstBlock: first * output.blocks,
      blocks: count * output.blocks,
      slices: this.slices,
      columns,
      scaleBase,
    });
    return y;
  }

  /** Into one of the vectors of rows that hold several. */
  denseInto(
    target: Target,
    { w, columns, output }: DenseLayer,
    inputs: readonly Input[],
    activation: 'none' | 'tanh',
    batch: Batch,
  ): void {
    this.device.draw(dense(w.format, batch.perTile, inputs.length), target, {
      ...this.base(output, batch),
      ...inputUniforms(inputs),
      w: w.texture,
      wFold: w.fold,
      blocks: w.blocks,
      columns,
      activation: activation === 'tanh' ? 1 : 0,
    });
  }

  /** @param masked rows that are not present in the plan keep their state */
  cell(layer: CellLayer, inputs: readonly Input[], state: Input, batch: Batch, masked = false): Rows {
    const y = this.pool.take(layer.state, batch.count, batch.perTile, layer.values);
    const uniforms: Uniforms = {
      ...this.base(y.layout, batch),
      ...rowsUniform('h', state),
      gateBlocks: [layer.state.blocks, layer.wx.blocks],
      columns: layer.columns,
      masked: masked ? 1 : 0,
      memoryLayer: state.rows.perTile,
    };
    if (this.cuts(batch)) this.cellOfSlices(layer, inputs, state, batch, y, uniforms);
    else this.cellAtOnce(layer, inputs, batch, y, uniforms);
    return y;
  }

  private cellAtOnce(
    layer: CellLayer,
    inputs: readonly Input[],
    batch: Batch,
    y: Rows,
    common: Uniforms,
  ): void {
    const { wx, wh } = layer;
    const variant: CellVariant = {
      rows: batch.perTile,
      products: { format: wx.format, inputs: inputs.length },
    };
    const uniforms: Uniforms = {
      ...common,
      ...inputUniforms(inputs),
      wx: wx.texture,
      wh: wh.texture,
      wxFold: wx.fold,
      whFold: wh.fold,
    };
    this.equations(layer, variant, batch, y, uniforms, (reset) => ({
      uniforms: rowsUniform('reset', { rows: reset }),
      rows: [],
    }));
  }

  private cellOfSlices(
    layer: CellLayer,
    inputs: readonly Input[],
    state: Input,
    batch: Batch,
    y: Rows,
    common: Uniforms,
  ): void {
    const { wx, wh, columns, state: output, gates, kind } = layer;
    // Of a GRU that resets before the product, the candidate's waits for the reset.
    const atOnce = kind === 'gru-reset-before' ? gates - 1 : gates;
    const ofState = { w: wh, columns, scaleBase: wx.blocks, output };
    const ofX = this.product({ w: wx, columns, scaleBase: 0, output, gates: [0, gates] }, inputs, batch);
    const ofH = this.product({ ...ofState, gates: [0, atOnce] }, [state], batch);
    const uniforms: Uniforms = {
      ...common,
      ...rowsUniform('ofX', { rows: ofX }),
      ...rowsUniform('ofH', { rows: ofH }),
      slices: this.slices,
    };
    this.equations(layer, { rows: batch.perTile, products: 'sliced' }, batch, y, uniforms, (reset) => {
      const ofReset = this.product({ ...ofState, gates: [atOnce, 1] }, [{ rows: reset }], batch);
      return { uniforms: rowsUniform('ofReset', { rows: ofReset }), rows: [ofReset] };
    });
    [ofX, ofH].forEach((rows) => this.pool.give(rows));
  }

  /** @param withReset what the candidate of a GRU that resets before the product is computed from */
  private equations(
    { kind, state }: CellLayer,
    variant: CellVariant,
    batch: Batch,
    y: Rows,
    uniforms: Uniforms,
    withReset: (reset: Rows) => { uniforms: Uniforms; rows: Rows[] },
  ): void {
    const { pool, device } = this;
    if (kind === 'lstm') return device.draw(lstm(variant), pool.target(y), uniforms);
    if (kind === 'gru-reset-after') return device.draw(gruResetAfter(variant), pool.target(y), uniforms);
    const reset = pool.take(state, batch.count, batch.perTile);
    device.draw(gruReset(variant), pool.target(reset), uniforms);
    const made = withReset(reset);
    device.draw(gruResetBefore(variant), pool.target(y), { ...uniforms, ...made.uniforms });
    [reset, ...made.rows].forEach((rows) => pool.give(rows));
  }

  /** a + b, in the layout of a. */
  sum(a: Rows, b: Rows, batch: Batch): Rows {
    const y = this.pool.take(a.layout, batch.count, batch.perTile);
    const parts = ({ size, blocks }: Layout): number[] => [size, blocks];
    this.device.draw(sum(batch.perTile), this.pool.target(y), {
      ...this.base(y.layout, batch),
      ...rowsUniform('a', { rows: a }),
      ...rowsUniform('b', { rows: b }),
      aParts: parts(a.layout),
      bParts: parts(b.layout),
      targetParts: parts(y.layout),
      alike: a.layout.parts === b.layout.parts ? 1 : 0,
    });
    return y;
  }

  /** @returns the scores of all positions, and the context vectors */
  attend(layer: AttentionLayer, query: Input, memory: Memory, batch: Batch): { scores: Rows; context: Rows } {
    const q = this.dense(layer.query, [query], 'none', batch);
    const scored = this.pool.take(layoutOf(memory.positions), batch.count, batch.perTile);
    const where = { memory: [memory.sentences, memory.states.perTile] };
    this.device.draw(scores(layer.kind, batch.perTile), this.pool.target(scored), {
      ...this.base(scored.layout, batch),
      ...where,
      ...rowsUniform('q', { rows: q }),
      ...rowsUniform('keys', { rows: memory.keys }),
      ...(layer.v && { columns: layer.v }),
      scale: layer.scale,
    });
    this.pool.give(q);
    const weighted = this.pool.take(memory.states.layout, batch.count, batch.perTile);
    this.device.draw(context(batch.perTile), this.pool.target(weighted), {
      ...this.base(weighted.layout, batch),
      ...where,
      ...rowsUniform('scores', { rows: scored }),
      ...rowsUniform('states', { rows: memory.states }),
    });
    return { scores: scored, context: weighted };
  }

  private base({ width, lines }: Layout, { planBase }: Batch): Uniforms {
    return { target: [width, lines], plan: this.plan.texture, planBase };
  }
}

const inputUniforms = (inputs: readonly Input[]): Uniforms =>
  Object.assign({}, ...inputs.map((input, i) => rowsUniform(`x${i}`, input)));

export function rowsUniform(name: string, { rows, gathered }: Input): Uniforms {
  const { width, lines } = rows.layout;
  return { [name]: rows.slab.texture, [`${name}Shape`]: [width, lines, gathered ? 1 : 0] };
}
