/**
 * Sums over inputs, cut into slices ("split-k"): few rows alone do not fill a graphics card, so each slice gets fragments
 * of its own, and whoever uses the sums adds the slices up. Of every input a slice has the same share of lines.
 *
 * The slices of a vector lie one below the other, in each all gates.
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

/**
 * W [x₀; x₁] of one slice of the inputs, for `blocks` blocks of outputs from `firstBlock` on. Lists in `columns`: scales,
 * from `scaleBase` on.
 */
export function slicedProduct(format: WeightFormat, rows: number, inputs: number): Kernel {
  const names = Array.from({ length: inputs }, (_, i) => `x${i}`);
  const scale = isScaled(format) ? ' * column(columns, scaleBase + n)' : '';
  return kernel(
    `sliced product ${format} rows ${rows} inputs ${inputs}`,
    rows,
    () => `${weightFunctions(format)}\n${PLACE_UNIFORM}\n${names.map(rowsUniforms).join('\n')}
uniform WEIGHTS w;
uniform ivec2 wFold;
uniform int firstBlock;
uniform int blocks;
uniform int slices;
uniform sampler2D columns;
uniform int scaleBase;
${PLAN_UNIFORMS}`,
    () => `${PLACE}
${plans(rows)}
${names.map((name) => rowsAt(name, rows)).join('\n')}
int slice = unit / blocks;
int n = firstBlock + unit - slice * blocks;
ivec2 at = blockRow(wFold, n);
${zeroSums('sum', rows)}
int k = 0;
int start = 0;
${names
  .map(
    (name) => `{
ivec2 lines = ${name}Shape.y * ivec2(slice, slice + 1) / slices;
k = start + lines.x * ${name}Shape.x;
${product('w', name, rows, [{ sum: 'sum', at: 'at' }], 'lines')}
start += ${name}Shape.x * ${name}Shape.y;
}`,
  )
  .join('\n')}
${times(rows, (i) => `out${i} = sum${i}${scale};`)}`,
  );
}

/** Declares `sumOfSlices`, of the block at `local` of a gate. */
export const SUM_OF_SLICES = `uniform int slices;
vec4 sumOfSlices(sampler2DArray sums, ivec3 shape, int gate, int tile, ivec3 local, int row) {
  ivec3 place = ivec3(local.x, tile * shape.y + gate * target.y + local.y, row);
  vec4 sum = vec4(0);
  for (int slice = 0; slice < slices; slice++) {
    sum += texelFetch(sums, place, 0);
    place.y += shape.y / slices;
  }
  return sum;
}`;

/** W [x₀; x₁] + b from its slices, through tanh where `activation` is 1. Lists in `columns`: scales, biases. */
export function denseOfSlices(rows: number): Kernel {
  return kernel(
    `dense of slices, rows ${rows}`,
    rows,
    () => `${PLACE_UNIFORM}\n${SUM_OF_SLICES}\n${rowsUniforms('sums')}
uniform int blocks;
uniform sampler2D columns;
uniform int activation;`,
    () => `${PLACE}
vec4 bias = column(columns, blocks + unit);
${times(
  rows,
  (i) => `{
  vec4 y = sumOfSlices(sums, sumsShape, 0, tile, local, ${i}) + bias;
  out${i} = activation == 1 ? tangent(y) : y;
}`,
)}`,
  );
}
