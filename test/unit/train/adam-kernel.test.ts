/** Adam's loop in WebAssembly against the same loop in float64, at lengths around its pieces and lanes. */
import assert from 'node:assert/strict';
import { Random } from '../../../src/random';
import { AdamKernel } from '../../../src/train/adam-kernel';
import { assertClose } from '../support/ort';

const by = { scale: 0.3, rate: 0.01, beta1: 0.9, beta2: 0.98, epsilon: 1e-6 };

describe("Adam's loop in WebAssembly", () => {
  for (const length of [0, 1, 3, 4, 5, 16383, 16384, 16385, 40001]) {
    it(`updates ${length} parameters as float64 does, and nothing beside them`, () => {
      const random = new Random(length + 1);
      const draw = (): number[] => Array.from({ length }, () => Math.fround(random.normal()));
      const [p, m, g] = [draw(), draw(), draw()];
      const v = draw().map((x) => Math.fround(x * x));
      const first = m.map((mean, i) => by.beta1 * mean + (1 - by.beta1) * by.scale * g[i]);
      const second = v.map((square, i) => by.beta2 * square + (1 - by.beta2) * (by.scale * g[i]) ** 2);
      const after = p.map((x, i) => x - (by.rate * first[i]) / (Math.sqrt(second[i]) + by.epsilon));

      const padded = [p, m, v].map((values) => Float32Array.from([7, ...values, 7]));
      const [P, M, V] = padded.map((values) => values.subarray(1, 1 + length));
      new AdamKernel().update(P, M, V, Float32Array.from(g), by);

      assertClose(P, after, 1e-6, 'parameters');
      assertClose(M, first, 1e-6, 'first moments');
      assertClose(V, second, 1e-6, 'second moments');
      for (const values of padded) assert.deepEqual([values[0], values[length + 1]], [7, 7]);
    });
  }

  it('leaves no trace of one call in the next', () => {
    const kernel = new AdamKernel();
    const long = new Float32Array(20000).fill(3);
    kernel.update(long.slice(), long.slice(), long.slice(), long, by);
    const run = (k: AdamKernel): Float32Array[] => {
      const arrays = [1, 2, 3].map((x) => new Float32Array(5).fill(x));
      k.update(arrays[0], arrays[1], arrays[2], new Float32Array(5).fill(4), by);
      return arrays;
    };
    assert.deepEqual(run(kernel), run(new AdamKernel()));
  });
});
