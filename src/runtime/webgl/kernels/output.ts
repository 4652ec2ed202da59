/**
 * The output layer and the exact k best of log softmax(E o + b), without storing the logits:
 *
 *   groups      a fragment computes the logits of a group of columns and keeps their largest and their sum of exponentials
 *   ranking     the best k groups of a row by their largest logit, which hold the k best words; log Σ exp of all
 *   candidates  the logits of those groups again, and those of the words asked for
 *   result      the k best, what was asked for, and the attention, in one texture that is read back
 *
 * Equal logits go to the smaller word: groups are contiguous, and both choices prefer the smaller number.
 */
import type { Kernel } from '../device';
import { EVEN } from '../layout';
import type { WeightFormat } from '../weight-format';
import { SOFTMAX } from './attention';
import {
  isScaled,
  kernel,
  overTexels,
  PLACE,
  PLACE_UNIFORM,
  product,
  rowsUniforms,
  times,
  weightFunctions,
  zeroSums,
} from './glsl';

export interface OutputVariant {
  format: WeightFormat;
  /** Rows a tile. */
  rows: number;
  /** Blocks of four columns in a group. */
  group: number;
  /** How many groups and words are kept: a multiple of 4. */
  most: number;
}

/** Texels of a line of the candidates. */
export const FOUND_WIDTH = 8;

/** Below every logit. */
const LEAST = '-3.0e38';
/** Above every number of a group or word; a float can say it. */
const NOTHING = '16777216.0';

const WEIGHTS = `uniform WEIGHTS w;
uniform ivec2 wFold;
// Blocks of columns, padding included; lists in columns: scales, biases.
uniform int blocks;
uniform sampler2D columns;`;

/** Sums into logits, in place; what belongs to a block is fetched once for all. */
function logitsOf(
  format: WeightFormat,
  block: string,
  each: (logit: (sum: string) => string) => string,
): string {
  const scaled = isScaled(format);
  return `{
  ${scaled ? `vec4 scale = column(columns, ${block});` : ''}
  vec4 bias = column(columns, blocks + ${block});
  ${each((sum) => `${sum} = ${scaled ? `${sum} * scale` : sum} + bias;`)}
}`;
}

export function groups({ format, rows, group }: OutputVariant): Kernel {
  const blocks = Array.from({ length: group }, (_, j) => j);
  return kernel(
    `output groups ${format} rows ${rows} group ${group}`,
    rows,
    () => `${weightFunctions(format)}\n${PLACE_UNIFORM}\n${rowsUniforms('x')}\n${WEIGHTS}`,
    () => `${PLACE}
int first = unit * ${group};
if (first >= blocks) { ${times(rows, (i) => `out${i} = vec4(${LEAST}, 0, 0, 0);`)} return; }
${times(rows, (i) => `ivec3 xAt${i} = ivec3(0, tile * xShape.y, ${i});`)}
${times(group, (j) => `ivec2 at${j} = blockRow(wFold, first + ${j});\n${zeroSums(`sum${j}_`, rows)}`)}
int k = 0;
${product(
  'w',
  'x',
  rows,
  blocks.map((j) => ({ sum: `sum${j}_`, at: `at${j}` })),
)}
${times(group, (j) => logitsOf(format, `first + ${j}`, (logit) => times(rows, (i) => logit(`sum${j}_${i}`))))}
${times(
  rows,
  (i) => `{
  vec4 most = ${blocks.map((j) => `sum${j}_${i}`).reduce((a, b) => `max(${a}, ${b})`)};
  float largest = max(max(most.x, most.y), max(most.z, most.w));
  vec4 total = ${blocks.map((j) => `exp(sum${j}_${i} - largest)`).join(' + ')};
  out${i} = vec4(largest, dot(total, vec4(1)), 0, 0);
}`,
)}`,
  );
}

/**
 * Keeps the `most` largest in `best0 …` with their numbers in `id0 …`, equal ones by number. `mix`, because branches are
 * slower, and nested conditionals take SwiftShader minutes to compile.
 */
const insertion = (most: number): { declare: string; insert: string } => {
  const above = (j: number): string => `(v > best${j} || (v == best${j} && id < id${j}))`;
  const down = Array.from({ length: most - 1 }, (_, n) => most - 1 - n);
  return {
    declare: times(most, (j) => `float best${j} = ${LEAST}; float id${j} = ${NOTHING};`),
    insert: `if (${above(most - 1)}) {
  best${most - 1} = v; id${most - 1} = id;
  ${down
    .map(
      (j) => `{ bool swap = ${above(j - 1)};
    best${j} = mix(best${j}, best${j - 1}, swap); id${j} = mix(id${j}, id${j - 1}, swap);
    best${j - 1} = mix(best${j - 1}, v, swap); id${j - 1} = mix(id${j - 1}, id, swap); }`,
    )
    .join('\n')}
}`,
  };
};

/** A line for each row: the numbers of the best groups, four a texel, and at last (log Σ exp, 0, 0, 0). */
export function ranking({ rows, most }: OutputVariant): Kernel {
  return kernel(
    `output ranking rows ${rows} most ${most}`,
    1,
    () => rowsUniforms('groups'),
    () => `
ivec2 pixel = ivec2(gl_FragCoord.xy);
ivec3 at = ivec3(0, (pixel.y / ${rows}) * groupsShape.y, pixel.y % ${rows});
float largest = ${LEAST};
float total = 0.0;
float id = 0.0;
${insertion(most).declare}
${overTexels(
  'groupsShape',
  `vec4 group = texelFetch(groups, at + place, 0);
  float v = group.x;
  float before = largest;
  largest = max(before, v);
  total = total * exp(before - largest) + group.y * exp(v - largest);
  ${insertion(most).insert}
  id++;`,
)}
${times(most / 4, (t) => `if (pixel.x == ${t}) out0 = vec4(id${4 * t}, id${4 * t + 1}, id${4 * t + 2}, id${4 * t + 3});`)}
if (pixel.x == ${most / 4}) out0 = vec4(largest + log(total), 0, 0, 0);`,
  );
}

/**
 * `lines` for each row: the logits of the best groups, a block a texel, then the blocks of the words asked for. Not one
 * long line, which SwiftShader would give to one core.
 */
export function candidates({ format, rows, group, most }: OutputVariant): Kernel {
  return kernel(
    `output candidates ${format} rows ${rows} group ${group} most ${most}`,
    1,
    () => `${weightFunctions(format)}\n${rowsUniforms('x')}\n${WEIGHTS}
uniform sampler2D ranked;
uniform isampler2D probes;
uniform int probeCount;
uniform int lines;`,
    () => `
ivec2 pixel = ivec2(gl_FragCoord.xy);
int line = pixel.y / lines;
int place = (pixel.y - line * lines) * ${FOUND_WIDTH} + pixel.x;
int rank = place / ${group};
int first = int(texelFetch(ranked, ivec2(rank / 4, line), 0)[rank & 3]) * ${group} + place % ${group};
int probe = line * probeCount + place - ${most * group};
int n = rank < ${most} ? first : texelFetch(probes, ivec2(probe & 255, probe / 256), 0).x >> 2;
if (n < 0 || n >= blocks) { out0 = vec4(${LEAST}); return; }
ivec3 at = ivec3(0, (line / ${rows}) * xShape.y, line % ${rows});
ivec2 row = blockRow(wFold, n);
vec4 sum = vec4(0);
int k = 0;
${overTexels('xShape', 'sum += block(w, row, k++) * texelFetch(x, at + place, 0);', EVEN)}
${logitsOf(format, 'n', (logit) => logit('sum'))}
out0 = sum;`,
  );
}

/** A line for each row: `most` / 2 texels (word, log p, word, log p), then the words asked for, then the attention. */
export function result({ rows, group, most }: OutputVariant, attention: boolean): Kernel {
  const pairs = most / 2;
  return kernel(
    `output result rows ${rows} group ${group} most ${most} attention ${attention}`,
    1,
    () => `uniform sampler2D ranked;
uniform sampler2D found;
uniform isampler2D probes;
// Words asked for a row, and texels they take.
uniform ivec2 probeCount;
uniform int lines;
${attention ? `${rowsUniforms('scores')}\n${SOFTMAX}` : ''}
vec4 foundAt(int row, int place) {
  return texelFetch(found, ivec2(place % ${FOUND_WIDTH}, row * lines + place / ${FOUND_WIDTH}), 0);
}
float probeOf(int row, int p) {
  int i = row * probeCount.x + p;
  int word = texelFetch(probes, ivec2(i & 255, i / 256), 0).x;
  return foundAt(row, ${most * group} + p)[word & 3];
}`,
    () => `
ivec2 pixel = ivec2(gl_FragCoord.xy);
float norm = texelFetch(ranked, ivec2(${most / 4}, pixel.y), 0).x;
if (pixel.x < ${pairs}) {
  ${insertion(most).declare}
  for (int rank = 0; rank < ${most}; rank++) {
    float number = texelFetch(ranked, ivec2(rank / 4, pixel.y), 0)[rank & 3];
    for (int j = 0; j < ${group}; j++) {
      vec4 four = foundAt(pixel.y, rank * ${group} + j);
      if (all(lessThan(four, vec4(best${most - 1})))) continue;
      for (int c = 0; c < 4; c++) {
        float v = four[c];
        float id = (number * ${group}.0 + float(j)) * 4.0 + float(c);
        ${insertion(most).insert}
      }
    }
  }
  ${times(pairs, (t) => `if (pixel.x == ${t}) out0 = vec4(id${2 * t}, best${2 * t} - norm, id${2 * t + 1}, best${2 * t + 1} - norm);`)}
  return;
}
int p = pixel.x - ${pairs};
if (p < probeCount.y) {
  vec4 asked = vec4(0);
  for (int j = 0; j < 4; j++) if (4 * p + j < probeCount.x) asked[j] = probeOf(pixel.y, 4 * p + j) - norm;
  out0 = asked;
  return;
}
${
  attention
    ? `int texel = p - probeCount.y;
ivec3 e = ivec3(0, (pixel.y / ${rows}) * scoresShape.y, pixel.y % ${rows});
vec2 norms = softmax(scores, scoresShape, e);
out0 = exp(texelFetch(scores, e + ivec3(texel % scoresShape.x, texel / scoresShape.x, 0), 0) - norms.x) / norms.y;`
    : 'out0 = vec4(0);'
}`,
  );
}

/** All logits of each row, a block a texel, in lines of `width` texels: where more is wanted than `most` can give. */
export function logits(format: WeightFormat, rows: number): Kernel {
  return kernel(
    `output logits ${format} rows ${rows}`,
    1,
    () => `${weightFunctions(format)}\n${PLACE_UNIFORM}\n${rowsUniforms('x')}\n${WEIGHTS}`,
    () => `${PLACE}
if (unit >= blocks) { out0 = vec4(${LEAST}); return; }
ivec3 at = ivec3(0, (tile / ${rows}) * xShape.y, tile % ${rows});
ivec2 row = blockRow(wFold, unit);
vec4 sum = vec4(0);
int k = 0;
${overTexels('xShape', 'sum += block(w, row, k++) * texelFetch(x, at + place, 0);', EVEN)}
${logitsOf(format, 'unit', (logit) => logit('sum'))}
out0 = sum;`,
  );
}
