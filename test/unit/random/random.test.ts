import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { Random } from '../../../src/random';
import { DropoutMasks } from '../../../src/train/dropout-masks';

describe('Random', () => {
  it('is xoshiro128** 1.1', () => {
    // The reference in its own terms, on 64-bit integers: https://prng.di.unimi.it/xoshiro128starstar.c
    const mask = 0xffffffffn;
    const rotl = (x: bigint, k: bigint) => ((x << k) | (x >> (32n - k))) & mask;
    const s = [1n, 2n, 3n, 0xdeadbeefn];
    const reference = (): bigint => {
      const result = (rotl((s[1] * 5n) & mask, 7n) * 9n) & mask;
      const t = (s[1] << 9n) & mask;
      s[2] ^= s[0];
      s[3] ^= s[1];
      s[1] ^= s[2];
      s[0] ^= s[3];
      s[2] ^= t;
      s[3] = rotl(s[3], 11n);
      return result;
    };
    const random = new Random(Uint32Array.of(1, 2, 3, 0xdeadbeef));
    for (let i = 0; i < 1000; i++) assert.equal(random.uint32(), Number(reference()));
  });

  it('is even over [0, 1) for neighbouring seeds', () => {
    const first = Array.from({ length: 2000 }, (_, seed) => new Random(seed).uniform());
    const random = new Random(0);
    const many = Array.from({ length: 2000 }, () => random.uniform());
    for (const numbers of [first, many]) {
      assert.ok(numbers.every((u) => u >= 0 && u < 1));
      // Ten bins of 200, standard deviation 13.4: four of them are 54.
      for (let bin = 0; bin < 10; bin++) {
        const count = numbers.filter((u) => Math.floor(u * 10) === bin).length;
        assert.ok(Math.abs(count - 200) < 54, `bin ${bin}: ${count}`);
      }
    }
  });

  it('goes on from a saved state as if it had never been away', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat({ max: 200 }), (seed, drawn) => {
        const random = new Random(seed);
        for (let i = 0; i < drawn; i++) random.uint32();
        const again = new Random(random.state);
        const draw = (r: Random) => [r.uniform(), r.normal(), r.below(7), ...r.shuffle([1, 2, 3, 4, 5])];
        assert.deepEqual(draw(again), draw(random));
      }),
    );
  });

  it('a saved state does not move with the generator', () => {
    const random = new Random(1);
    const { state } = random;
    const copy = Uint32Array.from(state);
    random.uint32();
    assert.deepEqual(state, copy);
  });

  it('gives other numbers for other seeds', () => {
    const first = new Set(Array.from({ length: 1000 }, (_, seed) => new Random(seed).uint32()));
    assert.ok(first.size > 998);
  });

  it('is uniform: χ² over 64 cells, and every bit is set half the time', () => {
    const random = new Random(5);
    const n = 64_000;
    const cells = new Array<number>(64).fill(0);
    const bits = new Array<number>(32).fill(0);
    for (let i = 0; i < n; i++) {
      cells[random.below(64)]++;
      const word = random.uint32();
      for (let bit = 0; bit < 32; bit++) bits[bit] += (word >>> bit) & 1;
    }
    const chiSquare = cells.reduce((sum, c) => sum + (c - n / 64) ** 2 / (n / 64), 0);
    assert.ok(chiSquare < 125, `χ² of 63 degrees: ${chiSquare}`); // 1 in 100,000
    for (const b of bits) assert.ok(Math.abs(b / n - 0.5) < 0.01);
  });

  it('normal numbers have mean 0, variance 1 and the right tails', () => {
    const random = new Random(6);
    const draws = Array.from({ length: 50_000 }, () => random.normal());
    const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length;
    const variance = draws.reduce((sum, x) => sum + x * x, 0) / draws.length;
    const beyond2 = draws.filter((x) => Math.abs(x) > 2).length / draws.length;
    assert.ok(Math.abs(mean) < 0.02 && Math.abs(variance - 1) < 0.03 && Math.abs(beyond2 - 0.0455) < 0.004);
  });

  it('shuffles into every order equally often', () => {
    const random = new Random(7);
    const orders = new Map<string, number>();
    for (let i = 0; i < 12_000; i++) {
      const order = random.shuffle(['a', 'b', 'c']).join('');
      orders.set(order, (orders.get(order) ?? 0) + 1);
    }
    assert.equal(orders.size, 6);
    for (const count of orders.values()) assert.ok(Math.abs(count - 2000) < 200);
  });
});

describe('dropout masks', () => {
  for (const rate of [0, 0.1, 0.5, 0.9]) {
    it(`of rate ${rate} leave that share out and keep the mean`, () => {
      const masks = new DropoutMasks(rate, 20_000, 3);
      const random = new Random(4);
      let [zeros, sum, n] = [0, 0, 0];
      for (let i = 0; i < 10; i++) {
        const mask = masks.draw(10_000, random);
        assert.equal(mask.length, 10_000);
        for (const m of mask) {
          assert.ok(m === 0 || m === Math.fround(1 / (1 - rate)));
          zeros += Number(m === 0);
          sum += m;
          n++;
        }
      }
      assert.ok(Math.abs(zeros / n - rate) < 0.01);
      // The share of zeros has a standard deviation of √(rate (1 − rate) / 40,000) in the pool drawn from.
      assert.ok(Math.abs(sum / n - 1) < (5 * Math.sqrt((rate * (1 - rate)) / 40_000)) / (1 - rate) + 1e-6);
    });
  }

  it('differ from draw to draw, follow from the generator, and may be as long as was said', () => {
    const masks = new DropoutMasks(0.5, 1000, 3);
    const [one, other] = [new Random(1), new Random(1)];
    const first = masks.draw(1000, one);
    assert.deepEqual(masks.draw(1000, other), first);
    assert.notDeepEqual(masks.draw(1000, one), first);
  });
});
