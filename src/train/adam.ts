/**
 * Adam (Kingma & Ba 2015, algorithm 1) with clipping of the global gradient norm (Pascanu et al. 2013), over all
 * parameters laid end to end in one array.
 */

import { AdamKernel } from './adam-kernel';

export interface AdamOptions {
  beta1: number;
  beta2: number;
  epsilon: number;
  /** The norm to which larger gradients are scaled down. */
  clipNorm: number;
}

export class Adam {
  /** First and second moments, as long as the parameters. */
  readonly m: Float32Array;
  readonly v: Float32Array;
  /** Updates done. */
  steps = 0;
  private readonly kernel = new AdamKernel();

  constructor(
    size: number,
    private readonly options: AdamOptions,
  ) {
    this.m = new Float32Array(size);
    this.v = new Float32Array(size);
  }

  /**
   * @param parameters changed in place
   * @param gradients pieces that together are as long as the parameters, in their order
   * @returns the gradients' norm before clipping
   */
  update(parameters: Float32Array, gradients: Float32Array[], learningRate: number): number {
    const norm = globalNorm(gradients);
    const { beta1, beta2, epsilon, clipNorm } = this.options;
    this.steps++;
    const scale = norm > clipNorm ? clipNorm / norm : 1;
    // The efficient form at the end of the paper's section 2: α_t = α √(1 − β₂ᵗ) / (1 − β₁ᵗ), ε_t = ε √(1 − β₂ᵗ).
    const root = Math.sqrt(1 - beta2 ** this.steps);
    const rate = (learningRate * root) / (1 - beta1 ** this.steps);
    const by = { scale, rate, beta1, beta2, epsilon: epsilon * root };
    let offset = 0;
    for (const g of gradients) {
      const [p, m, v] = [parameters, this.m, this.v].map((array) =>
        array.subarray(offset, offset + g.length),
      );
      this.kernel.update(p, m, v, g, by);
      offset += g.length;
    }
    return norm;
  }
}

export function globalNorm(gradients: Float32Array[]): number {
  let sum = 0;
  for (const g of gradients) {
    // Four sums at once: the processor need not wait for one addition before the next.
    let [a, b, c, d] = [0, 0, 0, 0];
    const whole = g.length - (g.length % 4);
    for (let i = 0; i < whole; i += 4) {
      a += g[i] * g[i];
      b += g[i + 1] * g[i + 1];
      c += g[i + 2] * g[i + 2];
      d += g[i + 3] * g[i + 3];
    }
    for (let i = whole; i < g.length; i++) a += g[i] * g[i];
    sum += a + b + c + d;
  }
  return Math.sqrt(sum);
}
