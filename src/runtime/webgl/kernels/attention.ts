/**
 * Attention over the encoder's states (the equations of src/rnn/attention.ts): scores of all positions, then their
 * softmax and the weighted sum in one draw. The memory has a row for each position s of each sentence b: s · B + b.
 */
import type { Kernel } from '../device';
import { kernel, overTexels, PLACE, PLACE_UNIFORM, PLAN_UNIFORMS, rowsUniforms, times } from './glsl';

/** The score of what is padding: its weight is exactly 0. */
const NEVER = '-1.0e9';

const MEMORY = `// (sentences, rows a tile)
uniform ivec2 memory;
// (layer, tile) of a position
ivec2 positionAt(int s, int sentence) {
  int row = s * memory.x + sentence;
  return ivec2(row % memory.y, row / memory.y);
}
ivec4 sentenceOf(int row) { return planAt(plan, 2 * row + 1); }`;

/** Scores of four positions for each row. `columns` of the additive kind: v. */
export function scores(kind: 'additive' | 'multiplicative', rows: number): Kernel {
  const term = kind === 'additive' ? 'dot(column(columns, k), tangent(a + b))' : 'dot(a, b)';
  return kernel(
    `attention scores ${kind} rows ${rows}`,
    rows,
    () => `${PLACE_UNIFORM}\n${PLAN_UNIFORMS}\n${rowsUniforms('q')}\n${rowsUniforms('keys')}
${kind === 'additive' ? 'uniform sampler2D columns;' : ''}
uniform float scale;
${MEMORY}
// Where the keys of a position begin.
ivec3 keyAt(int s, ivec4 sentence) {
  ivec2 position = positionAt(min(s, sentence.y - 1), sentence.x);
  return ivec3(0, position.y * keysShape.y, position.x);
}
float term(int k, vec4 a, vec4 b) { return ${term}; }
vec4 scoresOf(int row, ivec3 qAt, int s) {
  ivec4 sentence = sentenceOf(row);
  ivec3 at0 = keyAt(s, sentence);
  ivec3 at1 = keyAt(s + 1, sentence);
  ivec3 at2 = keyAt(s + 2, sentence);
  ivec3 at3 = keyAt(s + 3, sentence);
  vec4 sum = vec4(0);
  int k = 0;
  ${overTexels(
    'qShape',
    `vec4 a = texelFetch(q, qAt + place, 0);
    sum += vec4(${[0, 1, 2, 3].map((j) => `term(k, a, texelFetch(keys, at${j} + place, 0))`).join(', ')});
    k++;`,
  )}
  bvec4 over = greaterThanEqual(s + ivec4(0, 1, 2, 3), ivec4(sentence.y));
  return mix(sum * scale, vec4(${NEVER}), over);
}`,
    () => `${PLACE}
${times(rows, (i) => `out${i} = scoresOf(tile * ${rows} + ${i}, ivec3(0, tile * qShape.y, ${i}), unit * 4);`)}`,
  );
}

/** Largest score and sum of exponentials; e is where the row's scores begin. */
export const SOFTMAX = `vec2 softmax(sampler2DArray scores, ivec3 shape, ivec3 e) {
  float most = ${NEVER};
  ${overTexels(
    'shape',
    `vec4 four = texelFetch(scores, e + place, 0);
    most = max(most, max(max(four.x, four.y), max(four.z, four.w)));`,
  )}
  float sum = 0.0;
  ${overTexels('shape', 'sum += dot(exp(texelFetch(scores, e + place, 0) - most), vec4(1));')}
  return vec2(most, sum);
}`;

/** Σ_s α_s m_s */
export function context(rows: number): Kernel {
  return kernel(
    `attention context rows ${rows}`,
    rows,
    () => `${PLACE_UNIFORM}\n${PLAN_UNIFORMS}\n${rowsUniforms('scores')}\n${rowsUniforms('states')}
${MEMORY}
${SOFTMAX}
vec4 contextOf(int row, ivec3 e, ivec3 local) {
  ivec4 sentence = sentenceOf(row);
  vec2 norm = softmax(scores, scoresShape, e);
  vec4 sum = vec4(0);
  for (int s = 0; s < sentence.y; s++) {
    int texel = s >> 2;
    vec4 four = texelFetch(scores, e + ivec3(texel % scoresShape.x, texel / scoresShape.x, 0), 0);
    ivec2 position = positionAt(s, sentence.x);
    sum += exp(four[s & 3] - norm.x) * texelFetch(states, local + ivec3(0, position.y * statesShape.y, position.x), 0);
  }
  return sum / norm.y;
}`,
    () => `${PLACE}
${times(rows, (i) => `out${i} = contextOf(tile * ${rows} + ${i}, ivec3(0, tile * scoresShape.y, ${i}), local);`)}`,
  );
}
