/** Kernels around the cells: embeddings, dense layers, sums of two vectors. A fragment computes four units of `rows` rows. */
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

/** Row `token` of an embedding, which is stored as a matrix whose outputs are the words. Lists in `columns`: scales. */
export function embedding(format: WeightFormat, rows: number): Kernel {
  return kernel(
    `embedding ${format} rows ${rows}`,
    rows,
    () => `${weightFunctions(format)}\n${PLACE_UNIFORM}\n${PLAN_UNIFORMS}
uniform WEIGHTS w;
uniform ivec2 wFold;
uniform sampler2D columns;`,
    () => `${PLACE}
${plans(rows)}
${times(
  rows,
  (i) => `{
  int word = plan${i}.w;
  mat4 m = transpose(block(w, blockRow(wFold, word >> 2), unit));
  out${i} = m[word & 3]${isScaled(format) ? ' * column(columns, word >> 2)[word & 3]' : ''};
}`,
)}`,
  );
}

/** W [x₀; x₁] + b, through tanh where `activation` is 1. Lists in `columns`: scales, biases. */
export function dense(format: WeightFormat, rows: number, inputs: number): Kernel {
  const names = Array.from({ length: inputs }, (_, i) => `x${i}`);
  const sum = (i: number): string => (isScaled(format) ? `sum${i} * scale + bias` : `sum${i} + bias`);
  return kernel(
    `dense ${format} rows ${rows} inputs ${inputs}`,
    rows,
    () => `${weightFunctions(format)}\n${PLACE_UNIFORM}\n${names.map(rowsUniforms).join('\n')}
uniform WEIGHTS w;
uniform ivec2 wFold;
uniform int blocks;
uniform sampler2D columns;
uniform int activation;
${PLAN_UNIFORMS}`,
    () => `${PLACE}
${plans(rows)}
${names.map((name) => rowsAt(name, rows)).join('\n')}
ivec2 at = blockRow(wFold, unit);
${zeroSums('sum', rows)}
int k = 0;
${names.map((name) => product('w', name, rows, [{ sum: 'sum', at: 'at' }])).join('\n')}
${isScaled(format) ? 'vec4 scale = column(columns, unit);' : ''}
vec4 bias = column(columns, blocks + unit);
${times(rows, (i) => `{ vec4 y = ${sum(i)}; out${i} = activation == 1 ? tangent(y) : y; }`)}`,
  );
}

/**
 * a + b, for residual connections. Where the two are not laid out alike (one is joined of two parts), units are found
 * one by one: `aParts` = (units of a part, its blocks).
 */
export function sum(rows: number): Kernel {
  return kernel(
    `sum rows ${rows}`,
    rows,
    () => `${PLACE_UNIFORM}\n${rowsUniforms('a')}\n${rowsUniforms('b')}
uniform ivec2 aParts;
uniform ivec2 bParts;
uniform ivec2 targetParts;
uniform int alike;
float unitOf(sampler2DArray x, ivec3 shape, ivec2 parts, int i, int tile, int layer) {
  int inPart = i % parts.x;
  int texel = (i / parts.x) * parts.y + inPart / 4;
  return texelFetch(x, ivec3(texel % shape.x, tile * shape.y + texel / shape.x, layer), 0)[inPart & 3];
}`,
    () => `${PLACE}
int part = unit / targetParts.y;
int first = (unit - part * targetParts.y) * 4;
${times(
  rows,
  (i) => `if (alike == 1) {
  out${i} = texelFetch(a, local + ivec3(0, tile * aShape.y, ${i}), 0) + texelFetch(b, local + ivec3(0, tile * bShape.y, ${i}), 0);
} else {
  vec4 y = vec4(0);
  for (int j = 0; j < 4; j++) if (first + j < targetParts.x) {
    int n = part * targetParts.x + first + j;
    y[j] = unitOf(a, aShape, aParts, n, tile, ${i}) + unitOf(b, bShape, bParts, n, tile, ${i});
  }
  out${i} = y;
}`,
)}`,
  );
}
