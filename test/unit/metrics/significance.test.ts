/**
 * Resampling against sacreBLEU 2.6.0. The expected figures are means over the seeds 1 to 8 of what
 * `sacrebleu.significance.PairedTest` gave for the same lines (SACREBLEU_SEED=1…8; 1,000 resamples, 2,000 trials); our
 * generator is another one, so they are compared within four standard errors. The seed is fixed, so nothing is left to chance.
 */
import assert from 'node:assert/strict';
import { bleu, bootstrap, chrf, pairedApproximateRandomization, pairedBootstrap } from '../../../src/metrics';
import { golden } from './golden';

const { hyp: system, refs } = golden.sets[0];

/** Every `step`-th line without its last word. */
const shortened = (step: number): string[] =>
  system.map((line, i) => (i % step === 0 ? line.split(' ').slice(0, -1).join(' ') : line));

/** Every `step`-th line of three words or more with its first two words swapped. */
const swapped = (step: number): string[] =>
  system.map((line, i) => {
    const [first, second, ...rest] = line.split(' ');
    return i % step === 0 && rest.length > 0 ? [second, first, ...rest].join(' ') : line;
  });

/** Odd lines of one system, even lines of the other. */
const mixed = system.map((_, i) => (i % 2 === 1 ? swapped(4)[i] : shortened(12)[i]));

/** Each line's neighbour: far worse than the line itself. */
const rotated = [...system.slice(1), system[0]];

function assertNear(actual: number, expected: number, tolerance: number): void {
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} instead of ${expected} ± ${tolerance}`);
}

/** Four standard errors of a share p: ours from 10,000 samples, sacreBLEU's mean from `theirs` samples. */
const fourErrors = (p: number, theirs: number): number =>
  4 * Math.sqrt(p * (1 - p) * (1 / 10_000 + 1 / theirs));

describe('metrics: bootstrap interval', () => {
  const cases = [
    { metric: bleu(), mean: 56.684, ci: 5.5973, fields: 'case:mixed|eff:no|tok:13a|smooth:exp' },
    { metric: chrf(), mean: 77.0419, ci: 3.4216, fields: 'case:mixed|eff:yes|nc:6|nw:0|space:no' },
  ];
  for (const { metric, mean, ci, fields } of cases) {
    it(`${metric.name}: mean and half width as sacreBLEU's`, () => {
      const result = bootstrap(metric, system, refs, { samples: 4000 });
      assertNear(result.mean, mean, 0.25);
      assertNear(result.ci, ci, 0.35);
      assert.ok(result.lower <= result.score && result.score <= result.upper);
      assert.equal(result.ci, (result.upper - result.lower) / 2);
      assert.equal(result.signature, `nrefs:1|bs:4000|seed:12345|${fields}|version:2.6.0`);
    });
  }

  it('is decided by its seed', () => {
    const run = (seed?: number) => bootstrap(bleu(), system, refs, { samples: 50, seed });
    assert.deepEqual(run(7), run(7));
    assert.deepEqual(run(), run(12345));
    assert.notEqual(run(7).mean, run(8).mean);
  });

  it('has no width for a single sentence', () => {
    const { score, mean, ci, lower, upper } = bootstrap(chrf(), system.slice(3, 4), [refs[0].slice(3, 4)], {
      samples: 9,
    });
    assert.deepEqual([lower, upper, ci], [score, score, 0]);
    assertNear(mean, score, 1e-9);
  });
});

describe('metrics: paired significance', () => {
  const cases = [
    { name: 'shortened(20)', baseline: shortened(20), metric: bleu(), bs: 0.0581, ar: 0.0958 },
    { name: 'shortened(20)', baseline: shortened(20), metric: chrf(), bs: 0.0582, ar: 0.1262 },
    { name: 'swapped(30)', baseline: swapped(30), metric: bleu(), bs: 0.1236, ar: 0.2449 },
    { name: 'mixed', baseline: mixed, metric: bleu(), bs: 0.0139, ar: 0.0162 },
    { name: 'mixed', baseline: mixed, metric: chrf(), bs: 0.0071, ar: 0.0061 },
  ];
  for (const { name, baseline, metric, bs, ar } of cases) {
    it(`${name} ${metric.name}: p as sacreBLEU's`, () => {
      const options = { samples: 10_000 };
      assertNear(pairedBootstrap(metric, baseline, system, refs, options).pValue, bs, fourErrors(bs, 8000));
      const randomized = pairedApproximateRandomization(metric, baseline, system, refs, options);
      assertNear(randomized.pValue, ar, fourErrors(ar, 16_000));
    });
  }

  it('gives scores, intervals and signature of the pair', () => {
    const result = pairedBootstrap(bleu(), shortened(5), system, refs);
    assertNear(result.baselineScore, 53.631464397035835, 1e-6);
    assertNear(result.systemScore, 56.74111715710256, 1e-6);
    assert.equal(result.difference, result.systemScore - result.baselineScore);
    assertNear(result.baselineInterval.mean, 53.546, 0.5);
    assertNear(result.baselineInterval.ci, 5.561, 0.6);
    assertNear(result.systemInterval.mean, 56.684, 0.5);
    const expected = 'nrefs:1|bs:1000|seed:12345|case:mixed|eff:no|tok:13a|smooth:exp|version:2.6.0';
    assert.equal(result.signature, expected);
  });

  it('says 1 for identical systems and 1 / (n + 1) for a far better one', () => {
    for (const metric of [bleu(), chrf()]) {
      const options = { samples: 200 };
      for (const test of [pairedBootstrap, pairedApproximateRandomization]) {
        assert.equal(test(metric, system, system, refs, options).pValue, 1);
        assert.equal(test(metric, rotated, system, refs, options).pValue, 1 / 201);
      }
    }
  });

  it('does not depend on which system is called the baseline', () => {
    const options = { samples: 300 };
    const forth = pairedBootstrap(bleu(), mixed, system, refs, options);
    const back = pairedBootstrap(bleu(), system, mixed, refs, options);
    assert.equal(back.pValue, forth.pValue);
    assert.deepEqual(back.baselineInterval, forth.systemInterval);
  });

  it('is decided by its seed and says so in the signature', () => {
    const run = (seed: number) =>
      pairedApproximateRandomization(chrf(), shortened(20), system, refs, { samples: 500, seed });
    assert.deepEqual(run(3), run(3));
    assert.notEqual(run(3).pValue, run(4).pValue);
    assert.equal(
      run(3).signature,
      'nrefs:1|ar:500|seed:3|case:mixed|eff:yes|nc:6|nw:0|space:no|version:2.6.0',
    );
  });

  it('refuses numbers of samples and seeds that mean nothing, and systems of different lengths', () => {
    for (const options of [
      { samples: 0 },
      { samples: 2.5 },
      { samples: NaN },
      { seed: 0.5 },
      { seed: Infinity },
    ]) {
      assert.throws(() => bootstrap(bleu(), system, refs, options), { code: 'bad-option' });
      assert.throws(() => pairedBootstrap(bleu(), system, system, refs, options), { code: 'bad-option' });
      assert.throws(() => pairedApproximateRandomization(bleu(), system, system, refs, options), {
        code: 'bad-option',
      });
    }
    assert.throws(() => pairedBootstrap(bleu(), system.slice(1), system, refs), {
      code: 'line-count',
      message: /has 120 lines, the hypotheses have 119/,
    });
  });
});
