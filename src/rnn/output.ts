/**
 * The output layer O = g(H): logits over the target vocabulary, with the target embedding as weights (tied, Press &
 * Wolf 2017) or weights of its own, and the loss while training.
 */
import type { Value } from '../graph';
import {
  add,
  div,
  flattenRows,
  gather,
  gemm,
  log,
  matmul,
  mul,
  reduceMax,
  reduceSum,
  scatterAddRows,
  softmax,
  sub,
  unsqueeze,
} from '../graph';
import type { Architecture } from './architecture';
import { readoutSize, targetEmbeddingSize } from './architecture';
import { embeddingInitializer } from './encoder';
import type { Parameters } from './parameters';

export function targetEmbedding(p: Parameters, a: Architecture): Value {
  const size = targetEmbeddingSize(a);
  return p.get('decoder.embedding', [a.targetVocabulary, size], embeddingInitializer(size));
}

/** [vocabulary, size of the readout] */
function outputWeights(p: Parameters, a: Architecture): Value {
  if (a.output !== 'dense') return targetEmbedding(p, a);
  const size = readoutSize(a);
  return p.get('output.W', [a.targetVocabulary, size], embeddingInitializer(size));
}

function outputBias(p: Parameters, a: Architecture): Value {
  return p.get('output.b', [a.targetVocabulary], { kind: 'constant', value: 0 });
}

/** @param readout [N, size] → [N, vocabulary] */
export function logits(p: Parameters, a: Architecture, readout: Value): Value {
  return gemm(readout, outputWeights(p, a), outputBias(p, a), { transB: true });
}

export interface Targets {
  /** int32 [N] the right words */
  words: Value;
  /** [N, 1] 0 for padding; their sum divides the loss */
  weights: Value;
  /** ε of label smoothing (Szegedy et al. 2016): the target is (1 − ε)·one-hot + ε/V */
  smoothing: number;
}

/**
 * Mean over the words of −Σ_v target_v log p_v. With O the readouts [N, E], E the output layer's weights [V, E], P = softmax(O Eᵀ + b),
 * y the words and w the normalised weights, the gradients need neither one-hot vectors nor those of the logits:
 *
 *   dO = w ⊙ (P E − (1 − ε) E[y] − ε/V Σ_v E[v])
 *   dE = Pᵀ (w ⊙ O) − (1 − ε) scatter_y(w ⊙ O) − ε/V Σ_n w_n O_n
 *   db = Σ_n w_n P_n − (1 − ε) scatter_y(w) − ε/V
 *
 * @param readout [T, B, size]
 * @returns a scalar
 */
export function crossEntropy(p: Parameters, a: Architecture, readout: Value, targets: Targets): Value {
  const E = outputWeights(p, a);
  const b = outputBias(p, a);
  const O = flattenRows(readout);
  const { words, smoothing } = targets;
  const w = div(targets.weights, reduceSum(targets.weights, [0], true));
  const all = gemm(O, E, b, { transB: true });
  const share = smoothing / a.targetVocabulary;

  const P = softmax(all);
  const forward = () => {
    // log Σ exp: P's largest entry is at least 1/V, so its logarithm is safe; onnxruntime's ReduceLogSumExp is slow.
    const normaliser = sub(reduceMax(all), log(reduceMax(P)));
    const right = add(reduceSum(mul(O, gather(E, words)), [1], true), gather(unsqueeze(b, 1), words));
    const everyWord = add(matmul(O, reduceSum(E, [0], true), { transB: true }), reduceSum(b, [0]));
    const target = add(mul(right, 1 - smoothing), mul(everyWord, share));
    return reduceSum(mul(w, sub(normaliser, target)), [0, 1]);
  };
  const backward = (dLoss: Value) => {
    const scaled = mul(w, dLoss);
    const wO = mul(O, scaled);
    const dO = sub(
      sub(matmul(P, E), mul(gather(E, words), 1 - smoothing)),
      mul(reduceSum(E, [0], true), share),
    );
    const smooth = mul(reduceSum(wO, [0], true), share);
    const dense = sub(matmul(P, wO, { transA: true }), smooth);
    const column = sub(matmul(P, scaled, { transA: true }), mul(reduceSum(scaled, [0], true), share));
    const dE = scatterAddRows(dense, words, mul(wO, smoothing - 1));
    const db = scatterAddRows(column, words, mul(scaled, smoothing - 1));
    return [mul(scaled, dO), dE, reduceSum(db, [1])];
  };
  return O.graph.withGradient([O, E, b], forward, backward);
}
