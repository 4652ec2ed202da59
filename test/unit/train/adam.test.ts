/** Adam against the paper's algorithm in float64, and the learning rate over a run. */
import assert from 'node:assert/strict';
import { learningRateAt } from '../../../src/train';
import { Random } from '../../../src/random';
import { Adam, globalNorm } from '../../../src/train/adam';
import { assertClose } from '../support/ort';

const options = { beta1: 0.9, beta2: 0.98, epsilon: 1e-8, clipNorm: Infinity };

/** Kingma & Ba 2015, algorithm 1, after clipping as Pascanu et al. 2013 do it. */
function reference(
  start: number[],
  steps: number[][],
  rate: number,
  { beta1, beta2, epsilon, clipNorm }: typeof options,
): number[] {
  const theta = [...start];
  const m = theta.map(() => 0);
  const v = theta.map(() => 0);
  steps.forEach((raw, i) => {
    const t = i + 1;
    const norm = Math.hypot(...raw);
    const g = norm > clipNorm ? raw.map((x) => (x * clipNorm) / norm) : raw;
    theta.forEach((_, j) => {
      m[j] = beta1 * m[j] + (1 - beta1) * g[j];
      v[j] = beta2 * v[j] + (1 - beta2) * g[j] ** 2;
      const mHat = m[j] / (1 - beta1 ** t);
      const vHat = v[j] / (1 - beta2 ** t);
      theta[j] -= (rate * mHat) / (Math.sqrt(vHat) + epsilon);
    });
  });
  return theta;
}

const cut = (all: number[], ...sizes: number[]): Float32Array[] => {
  let from = 0;
  return sizes.map((size) => Float32Array.from(all.slice(from, (from += size))));
};

describe('Adam', () => {
  const random = new Random(1);
  const numbers = (n: number, scale: number) =>
    Array.from({ length: n }, () => Math.fround(random.normal() * scale));

  for (const [name, clipNorm, scale] of [
    ['gradients as they are', Infinity, 1],
    ['clipped gradients', 0.5, 1],
    ['a clip that nothing reaches', 1000, 1],
    ['tiny gradients', Infinity, 1e-3],
  ] as const) {
    it(`takes the paper's steps: ${name}`, () => {
      const start = numbers(11, 1);
      const steps = Array.from({ length: 8 }, () => numbers(11, scale));
      const given = { ...options, clipNorm };
      const adam = new Adam(11, given);
      const parameters = Float32Array.from(start);
      for (const step of steps) {
        const norm = adam.update(parameters, cut(step, 4, 1, 6), 0.01);
        assertClose([norm], [Math.hypot(...step)], 1e-6, 'the norm before clipping');
      }
      assertClose(parameters, reference(start, steps, 0.01, given), 2e-6);
      assert.equal(adam.steps, 8);
    });
  }

  it('moves each parameter by the learning rate at the first step, whatever the gradient', () => {
    const parameters = new Float32Array(3);
    new Adam(3, options).update(parameters, [Float32Array.of(1e-2, -5, 300)], 0.125);
    assertClose(parameters, [-0.125, 0.125, -0.125], 1e-5);
  });

  it('clips to the norm and keeps the direction', () => {
    const [free, clipped] = [new Adam(2, options), new Adam(2, { ...options, clipNorm: 1 })];
    free.update(new Float32Array(2), [Float32Array.of(0.6, 0.8)], 0.1);
    clipped.update(new Float32Array(2), [Float32Array.of(30, 40)], 0.1);
    assertClose(clipped.m, free.m, 1e-6);
    assertClose(clipped.v, free.v, 1e-6);
  });

  it('the norm is taken over all pieces, of any length', () => {
    for (const n of [1, 3, 4, 5, 8, 1023]) {
      const all = numbers(n, 2);
      assertClose(
        [globalNorm(cut(all, Math.floor(n / 3), n - Math.floor(n / 3)))],
        [Math.hypot(...all)],
        1e-6,
      );
    }
  });
});

describe('the learning rate', () => {
  const run = { learningRate: 0.002, warmupSteps: 100, steps: 1100 };

  it('rises in equal steps to its highest, then falls on half a cosine to 0', () => {
    const at = (step: number) => learningRateAt(step, run);
    assertClose([at(0), at(49), at(99)], [0.002 / 100, 0.001, 0.002], 1e-12);
    assertClose(
      [at(100), at(350), at(600), at(850)],
      [0.002, 0.001 + 0.001 * Math.SQRT1_2, 0.001, 0.001 - 0.001 * Math.SQRT1_2],
      1e-12,
    );
    assert.ok(at(1099) > 0 && at(1099) < 1e-8);
    assert.equal(at(1100), 0);
    assert.equal(at(5000), 0);
  });

  it('needs no warm-up, and may be all warm-up', () => {
    assert.equal(learningRateAt(0, { ...run, warmupSteps: 0 }), 0.002);
    assertClose([learningRateAt(9, { ...run, warmupSteps: 10, steps: 10 })], [0.002], 1e-12);
    assert.equal(learningRateAt(10, { ...run, warmupSteps: 10, steps: 10 }), 0.002);
  });
});
