/**
 * Attention: for each query (a decoder state) a weighting of the encoder's states, and their weighted sum.
 *
 *   additive        e_ts = vᵀ tanh(W q_t + U k_s)           Bahdanau et al. 2015
 *   multiplicative  e_ts = (W q_t)ᵀ (U k_s) / √size          Luong et al. 2015, scaled as in Vaswani et al. 2017
 *   α_t = softmax(e_t), padding masked;  c_t = Σ_s α_ts m_s
 */
import type { Value } from '../graph';
import { add, cast, matmul, mul, softmax, squeeze, sub, tanh, transpose, unsqueeze } from '../graph';
import type { AttentionSpec } from './architecture';
import type { Parameters } from './parameters';

/** What the decoder may look at, prepared once a sentence. */
export interface Memory {
  /** [B, S, D] the encoder's states */
  states: Value;
  /** [B, S, size] U k, which does not depend on the query */
  keys: Value;
  /** [B, 1, S] 0 where there is a word, −1e9 where there is padding */
  bias: Value;
}

/**
 * @param outputs [S, B, D] the encoder's states
 * @param mask [S, B, 1] bool
 */
export function makeMemory(
  p: Parameters,
  spec: AttentionSpec,
  outputs: Value,
  mask: Value,
  size: number,
): Memory {
  const states = transpose(outputs, [1, 0, 2]);
  const present = transpose(cast(mask, 'float32'), [1, 2, 0]);
  return {
    states,
    keys: matmul(states, p.get('attention.U', [size, spec.size])),
    bias: mul(sub(present, 1), 1e9),
  };
}

export interface Attended {
  /** [B, T, D] */
  context: Value;
  /** [B, T, S], rows sum to 1 */
  weights: Value;
}

/** @param queries [B, T, querySize] */
export function attend(
  p: Parameters,
  spec: AttentionSpec,
  queries: Value,
  memory: Memory,
  querySize: number,
): Attended {
  const W = p.get('attention.W', [querySize, spec.size]);
  const q = matmul(queries, W);
  const scores =
    spec.score === 'additive' ? additive(p, spec, q, memory.keys) : multiplicative(spec, q, memory.keys);
  const weights = softmax(add(scores, memory.bias));
  return { context: matmul(weights, memory.states), weights };
}

function multiplicative(spec: AttentionSpec, q: Value, keys: Value): Value {
  return matmul(mul(q, 1 / Math.sqrt(spec.size)), keys, { transB: true });
}

/** [B, T, 1, size] + [B, 1, S, size] → [B, T, S] */
function additive(p: Parameters, spec: AttentionSpec, q: Value, keys: Value): Value {
  const v = p.get('attention.v', [spec.size, 1]);
  const b = p.get('attention.b', [spec.size], { kind: 'constant', value: 0 });
  const joined = tanh(add(add(unsqueeze(q, 2), b), unsqueeze(keys, 1)));
  return squeeze(matmul(joined, v), 3);
}
