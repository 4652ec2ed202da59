/**
 * One step of a recurrent cell for all rows: products with the inputs and with H', gates, and the new state, in one
 * draw (GRU that resets before the product: two). The equations are those of src/rnn/gru.ts and lstm.ts.
 *
 * A fragment computes four hidden units, all their gates, for `rows` rows. The products may have been drawn before, in
 * slices (slices.ts); then it adds them up.
 */
import type { Kernel } from '../device';
import type { WeightFormat } from '../weight-format';
import {
  isScaled,
  kernel,
  PLACE,
  PLACE_UNIFORM,
  PLAN_UNIFORMS,
  plans,
  product,
  rowsAt,
  rowsUniforms,
  times,
  weightFunctions,
  zeroSums,
} from './glsl';
import { SUM_OF_SLICES } from './slices';

interface Products {
  format: WeightFormat;
  /** Vectors that the input is joined of. */
  inputs: number;
}

export interface CellVariant {
  rows: number;
  products: Products | 'sliced';
}

/** Gates by what is summed up for them: `x` from the inputs, `h` from the state. */
interface Gate {
  name: string;
  /** Its place among the gates of the weights. */
  index: number;
  /** The sum over the state is kept apart from that over the inputs. */
  apart?: boolean;
  /** The state its product is with, where it is not `h`. */
  state?: string;
}

const nameOf = (kind: string, { rows, products }: CellVariant): string =>
  products === 'sliced'
    ? `${kind} of slices, rows ${rows}`
    : `${kind} ${products.format} rows ${rows} inputs ${products.inputs}`;

const inputNames = (inputs: number): string[] => Array.from({ length: inputs }, (_, i) => `x${i}`);

/** `columns` has lists: scales of W_x, scales of W_h, biases, c_h. */
const COMMON = `// Blocks of one gate, and of all.
uniform ivec2 gateBlocks;
uniform sampler2D columns;
uniform int masked;`;

const declarations = ({ products }: CellVariant, more = ''): string =>
  [
    PLACE_UNIFORM,
    PLAN_UNIFORMS,
    rowsUniforms('h'),
    products === 'sliced'
      ? `${SUM_OF_SLICES}\n${['ofX', 'ofH'].map(rowsUniforms).join('\n')}`
      : weights(products),
    COMMON,
    more,
  ].join('\n');

const weights = ({ format, inputs }: Products): string => `${weightFunctions(format)}
${inputNames(inputs).map(rowsUniforms).join('\n')}
uniform WEIGHTS wx;
uniform WEIGHTS wh;
uniform ivec2 wxFold;
uniform ivec2 whFold;`;

/** The sums of the gates, in `<gate><i>`; of a gate kept apart, the state's in `<gate>State<i>`. */
const sums = ({ rows, products }: CellVariant, gates: readonly Gate[]): string =>
  products === 'sliced' ? sumsOfSlices(rows, gates) : sumsOfProducts(rows, products, gates);

function sumsOfSlices(rows: number, gates: readonly Gate[]): string {
  const add = (sums: string, gate: number, i: number): string =>
    `sumOfSlices(${sums}, ${sums}Shape, ${gate}, tile, local, ${i})`;
  const ofState = ({ index, state }: Gate, i: number): string =>
    state === undefined ? add('ofH', index, i) : add('ofReset', 0, i);
  const sum = (gate: Gate, i: number): string => {
    const { name, index, apart } = gate;
    const x = `vec4 ${name}${i} = ${name}Bias + ${add('ofX', index, i)}`;
    return apart ? `${x};\nvec4 ${name}State${i} = ${ofState(gate, i)};` : `${x} + ${ofState(gate, i)};`;
  };
  return `
${plans(rows)}
${rowsAt('h', rows)}
${gates
  .map(
    (
      gate,
    ) => `vec4 ${gate.name}Bias = column(columns, 2 * gateBlocks.y + ${gate.index} * gateBlocks.x + unit);
${times(rows, (i) => sum(gate, i))}`,
  )
  .join('\n')}`;
}

function sumsOfProducts(rows: number, { format, inputs }: Products, gates: readonly Gate[]): string {
  const ofState = (gate: Gate): string => (gate.apart ? `${gate.name}State` : gate.name);
  const scaled = isScaled(format);
  const states = [...new Set(gates.map((gate) => gate.state ?? 'h'))];
  return `
${plans(rows)}
${['h', ...inputNames(inputs)].map((name) => rowsAt(name, rows)).join('\n')}
${gates
  .map(
    ({ name, index }) => `int ${name}Block = ${index} * gateBlocks.x + unit;
ivec2 ${name}X = blockRow(wxFold, ${name}Block);
ivec2 ${name}H = blockRow(whFold, ${name}Block);
vec4 ${name}Bias = column(columns, 2 * gateBlocks.y + ${name}Block);
${zeroSums(name, rows)}`,
  )
  .join('\n')}
int k = 0;
${inputNames(inputs)
  .map((input) =>
    product(
      'wx',
      input,
      rows,
      gates.map(({ name }) => ({ sum: name, at: `${name}X` })),
    ),
  )
  .join('\n')}
// The two products of a gate have scales of their own: the first is brought to the second's.
${gates
  .map((gate) => {
    const { name, apart } = gate;
    const x = scaled ? `column(columns, ${name}Block)` : '';
    const h = scaled ? `vec4 ${name}Scale = column(columns, gateBlocks.y + ${name}Block);` : '';
    const first = (i: number): string =>
      scaled
        ? `${name}${i} = (${name}${i} * ${x} + ${name}Bias)${apart ? '' : ` / ${name}Scale`};`
        : `${name}${i} += ${name}Bias;`;
    return `${h}\n${times(rows, first)}${apart ? `\n${zeroSums(ofState(gate), rows)}` : ''}`;
  })
  .join('\n')}
${states
  .map(
    (state) => `k = 0;
${product(
  'wh',
  state,
  rows,
  gates.filter((g) => (g.state ?? 'h') === state).map((g) => ({ sum: ofState(g), at: `${g.name}H` })),
)}`,
  )
  .join('\n')}
${scaled ? gates.map((g) => times(rows, (i) => `${ofState(g)}${i} *= ${g.name}Scale;`)).join('\n') : ''}`;
}

const before = (rows: number): string =>
  times(rows, (i) => `vec4 before${i} = texelFetch(h, hAt${i} + local, 0);`);

/** Where a row has no word at this step, its state passes. */
const unlessPadding = (i: number, value: string, old: string): string =>
  `masked == 1 && plan${i}.z == 0 ? ${old} : ${value}`;

/** H̃ + Z ⊙ (H' − H̃) */
const update = (i: number, candidate: string): string => {
  const value = `candidate + sigmoid(z${i}) * (before${i} - candidate)`;
  return `{ vec4 candidate = ${candidate}; out${i} = ${unlessPadding(i, value, `before${i}`)}; }`;
};

/** GRU that resets after the product: one draw. */
export function gruResetAfter(v: CellVariant): Kernel {
  const gates: Gate[] = [
    { name: 'r', index: 0 },
    { name: 'z', index: 1 },
    { name: 'c', index: 2, apart: true },
  ];
  return kernel(
    nameOf('GRU, reset after', v),
    v.rows,
    () => declarations(v),
    () => `${PLACE}${sums(v, gates)}
vec4 stateBias = column(columns, 3 * gateBlocks.y + unit);
${before(v.rows)}
${times(v.rows, (i) => update(i, `tangent(c${i} + sigmoid(r${i}) * (cState${i} + stateBias))`))}`,
  );
}

/** GRU that resets before the product, first draw: R ⊙ H'. */
export function gruReset(v: CellVariant): Kernel {
  return kernel(
    nameOf('GRU, reset', v),
    v.rows,
    () => declarations(v),
    () => `${PLACE}${sums(v, [{ name: 'r', index: 0 }])}
${before(v.rows)}
${times(v.rows, (i) => `out${i} = sigmoid(r${i}) * before${i};`)}`,
  );
}

/** GRU that resets before the product, second draw, with R ⊙ H' in `reset`, or slices of its product in `ofReset`. */
export function gruResetBefore(v: CellVariant): Kernel {
  const sliced = v.products === 'sliced';
  const gates: Gate[] = [
    { name: 'z', index: 1 },
    { name: 'c', index: 2, state: 'reset' },
  ];
  return kernel(
    nameOf('GRU, reset before', v),
    v.rows,
    () => declarations(v, rowsUniforms(sliced ? 'ofReset' : 'reset')),
    () => `${PLACE}
${sliced ? '' : times(v.rows, (i) => `ivec3 resetAt${i} = ivec3(0, tile * resetShape.y, ${i});`)}
${sums(v, gates)}
${before(v.rows)}
${times(v.rows, (i) => update(i, `tangent(c${i})`))}`,
  );
}

/** LSTM: twice as many targets as rows, H and then C. C' lies `memoryLayer` layers behind H'. */
export function lstm(v: CellVariant): Kernel {
  const gates = ['i', 'f', 'o', 'c'].map((name, index) => ({ name, index }));
  return kernel(
    nameOf('LSTM', v),
    2 * v.rows,
    () => declarations(v, 'uniform int memoryLayer;'),
    () => `${PLACE}${sums(v, gates)}
${before(v.rows)}
${times(
  v.rows,
  (i) => `{
  vec4 old = texelFetch(h, hAt${i} + local + ivec3(0, 0, memoryLayer), 0);
  vec4 memory = sigmoid(f${i}) * old + sigmoid(i${i}) * tangent(c${i});
  out${i} = ${unlessPadding(i, `sigmoid(o${i}) * tangent(memory)`, `before${i}`)};
  out${v.rows + i} = ${unlessPadding(i, 'memory', 'old')};
}`,
)}`,
  );
}
