/** The best words out of all logits, on the processor: where more are wanted than the GPU ranks. */

export interface AllLogits {
  rows: number;
  /** Numbers from one row to the next. */
  stride: number;
  vocabulary: number;
  k: number;
  /** Words asked for, so many each row. */
  probes: Int32Array | undefined;
}

/** @returns R × k, best first, equal ones by number; natural logarithms of probabilities */
export function bestOf(
  data: Float32Array,
  { rows, stride, vocabulary, k, probes }: AllLogits,
): { tokens: Int32Array; logProbs: Float32Array; probeLogProbs: Float32Array | undefined } {
  const tokens = new Int32Array(rows * k);
  const logProbs = new Float32Array(rows * k);
  const probeCount = (probes?.length ?? 0) / rows;
  const probeLogProbs = probes && new Float32Array(probes.length);
  for (let row = 0; row < rows; row++) {
    const logits = data.subarray(row * stride, row * stride + vocabulary);
    const norm = logSumExp(logits);
    const order = Int32Array.from(logits.keys()).sort((a, b) => logits[b] - logits[a] || a - b);
    for (let i = 0; i < k; i++) {
      tokens[row * k + i] = order[i];
      logProbs[row * k + i] = logits[order[i]] - norm;
    }
    for (let i = row * probeCount; i < (row + 1) * probeCount; i++)
      probeLogProbs![i] = logits[probes![i]] - norm;
  }
  return { tokens, logProbs, probeLogProbs };
}

function logSumExp(values: Float32Array): number {
  const most = values.reduce((a, b) => Math.max(a, b), -Infinity);
  return most + Math.log(values.reduce((sum, value) => sum + Math.exp(value - most), 0));
}
