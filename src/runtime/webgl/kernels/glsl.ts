/**
 * The pieces of GLSL that all kernels are put together from.
 *
 * A kernel that computes rows has `rows` targets. Its fragment stands for one texel (four units) of `rows` vectors:
 * `tile` says which rows, `unit` which texel. Products go over 4 × 4 blocks of weights: m · a for four outputs and four
 * inputs at once.
 */
import type { Kernel } from '../device';
import { EVEN } from '../layout';
import type { WeightFormat } from '../weight-format';

/** Texels of a line in textures that hold a long list (src of `column`, `planAt`). */
export const LINE = 256;

/** 0 … n − 1. */
export const times = (n: number, text: (i: number) => string): string =>
  Array.from({ length: n }, (_, i) => text(i)).join('\n');

const PRECISION = `precision highp float;
precision highp int;
precision highp sampler2D;
precision highp sampler2DArray;
precision highp usampler2D;
precision highp isampler2D;`;

/** 1 / (1 + exp −x) and 2 σ(2x) − 1 neither overflow nor lose more than a float's rounding. */
const FUNCTIONS = `vec4 sigmoid(vec4 x) { return 1.0 / (1.0 + exp(-x)); }
vec4 tangent(vec4 x) { return 2.0 / (1.0 + exp(-2.0 * x)) - 1.0; }
vec4 column(sampler2D list, int i) { return texelFetch(list, ivec2(i & ${LINE - 1}, i / ${LINE}), 0); }
ivec4 planAt(isampler2D plan, int i) { return texelFetch(plan, ivec2(i & ${LINE - 1}, i / ${LINE}), 0); }`;

/**
 * A block of weights is one texel of 16 int8, two of 8 int16, or four of floats. Its columns are inputs, its lanes
 * outputs. Integers are moved to the top of 32 bits, where their sign is, and stay there: their scales make good for it
 * (`INTEGER_ONE`). Products instead of shifts, because SwiftShader shifts vectors lane by lane.
 */
const BLOCKS: Record<WeightFormat, string> = {
  int8: `#define WEIGHTS usampler2D
vec4 lanes(uint v) { return vec4(ivec4(v * uvec4(0x1000000, 0x10000, 0x100, 1) & 0xff000000u)); }
mat4 block(usampler2D w, ivec2 at, int k) {
  uvec4 v = texelFetch(w, ivec2(at.x + k, at.y), 0);
  return mat4(lanes(v.x), lanes(v.y), lanes(v.z), lanes(v.w));
}`,
  int16: `#define WEIGHTS usampler2D
vec4 lanes(uvec2 v) { return vec4(ivec4(v.xxyy * uvec4(0x10000, 1, 0x10000, 1) & 0xffff0000u)); }
mat4 block(usampler2D w, ivec2 at, int k) {
  ivec2 p = ivec2(at.x + 2 * k, at.y);
  uvec4 a = texelFetch(w, p, 0);
  uvec4 b = texelFetch(w, p + ivec2(1, 0), 0);
  return mat4(lanes(a.xy), lanes(a.zw), lanes(b.xy), lanes(b.zw));
}`,
  float32: `#define WEIGHTS sampler2D
mat4 block(sampler2D w, ivec2 at, int k) {
  ivec2 p = ivec2(at.x + 4 * k, at.y);
  return mat4(texelFetch(w, p, 0), texelFetch(w, p + ivec2(1, 0), 0), texelFetch(w, p + ivec2(2, 0), 0),
    texelFetch(w, p + ivec2(3, 0), 0));
}`,
};

/** What a shader reads a stored 1 as. */
export const INTEGER_ONE: Record<WeightFormat, number> = { int8: 2 ** 24, int16: 2 ** 16, float32: 1 };

/** Where block row n begins; fold = (rows of the texture, texels of one k-line). */
const FOLD = `ivec2 blockRow(ivec2 fold, int n) { return ivec2((n / fold.x) * fold.y, n % fold.x); }`;

/** Whether sums of products are still to be multiplied by the scales of their columns. */
export const isScaled = (format: WeightFormat): boolean => format !== 'float32';

export const weightFunctions = (format: WeightFormat): string => `${BLOCKS[format]}\n${FOLD}`;

/**
 * @param outputs how many targets
 * @param declarations uniforms and functions; like `main` written only when the kernel is compiled
 */
export function kernel(
  name: string,
  outputs: number,
  declarations: () => string,
  main: () => string,
): Kernel {
  const targets = (): string => times(outputs, (i) => `layout(location = ${i}) out vec4 out${i};`);
  const source = (): string =>
    [PRECISION, targets(), FUNCTIONS, declarations(), `void main() {${main()}\n}`].join('\n');
  return { name, source };
}

/** `target` = (texels of a line, lines of a tile). */
export const PLACE_UNIFORM = 'uniform ivec2 target;';
export const PLACE = `
ivec2 pixel = ivec2(gl_FragCoord.xy);
int tile = pixel.y / target.y;
ivec3 local = ivec3(pixel.x, pixel.y - tile * target.y, 0);
int unit = local.y * target.x + local.x;`;

/**
 * Rows that are read: name, and nameShape = (texels of a line, lines, gathered). Gathered rows are found through the
 * plan, whose entry of a row begins with (layer, tile); the others lie where the row itself is computed.
 */
export const rowsUniforms = (name: string): string =>
  `uniform sampler2DArray ${name};\nuniform ivec3 ${name}Shape;`;

/** Declares `<name>At<i>`, where vector `name` of row i begins; needs PLAN before it. */
export const rowsAt = (name: string, rows: number): string =>
  times(
    rows,
    (i) => `ivec3 ${name}At${i} = ${name}Shape.z == 1
  ? ivec3(0, plan${i}.y * ${name}Shape.y, plan${i}.x)
  : ivec3(0, tile * ${name}Shape.y, ${i});`,
  );

/** Two entries a row: (layer, tile, present, token) and (sentence, its length, 0, 0). */
export const PLAN_UNIFORMS = 'uniform isampler2D plan;\nuniform int planBase;';
export const plans = (rows: number): string =>
  times(rows, (i) => `ivec4 plan${i} = planAt(plan, 2 * (planBase + tile * ${rows} + ${i}));`);

/**
 * Goes through the texels of a vector, which lie at `place`, `step` in a turn. One loop without a branch inside: at every
 * point where ways meet, SwiftShader selects each value that the loop carries lane by lane.
 *
 * @param step divides the texels of a line
 * @param lines an ivec2: the first line, and the one after the last; all where nothing is said
 */
export const overTexels = (shape: string, body: string, step = 1, lines?: string): string => `{
ivec3 place = ivec3(0${lines ? `, ${lines}.x, 0` : ''});
for (int left = ${shape}.x * ${lines ? `(${lines}.y - ${lines}.x)` : `${shape}.y`}; left > 0; left -= ${step}) {
  ${times(step, () => `{ ${body}\n}\nplace.x++;`)}
  bool over = place.x == ${shape}.x;
  place.y += int(over);
  place.x = over ? 0 : place.x;
} }`;

/**
 * Σ_k block(n, k) · x_k for several block rows (gates) and all rows. `k` is the running number of the block column.
 *
 * @param sums for each gate: the name of its sums (`<sum><i>`) and of its block row
 * @param lines those of the input that are multiplied, as in `overTexels`
 */
export function product(
  weights: string,
  input: string,
  rows: number,
  sums: readonly { sum: string; at: string }[],
  lines?: string,
): string {
  const body = `${times(rows, (i) => `vec4 a${i} = texelFetch(${input}, ${input}At${i} + place, 0);`)}
  ${sums
    .map(
      ({ sum, at }) =>
        `{ mat4 m = block(${weights}, ${at}, k); ${times(rows, (i) => `${sum}${i} += m * a${i};`)} }`,
    )
    .join('\n  ')}
  k++;`;
  return overTexels(`${input}Shape`, body, EVEN, lines);
}

/** `vec4 <sum>0 = vec4(0), …` */
export const zeroSums = (sum: string, rows: number): string =>
  times(rows, (i) => `vec4 ${sum}${i} = vec4(0);`);
