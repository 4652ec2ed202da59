/**
 * Seeded random numbers whose state can be saved: a resumed run draws what the uninterrupted one would have drawn.
 * xoshiro128** 1.1 (Blackman & Vigna 2018, https://prng.di.unimi.it/xoshiro128starstar.c), seeded by splitmix32.
 * Not numpy's (PCG64), so resampled figures differ from sacreBLEU's by sampling error. Not for secrets.
 */
export class Random {
  private readonly s: Uint32Array;

  constructor(seed: number | Uint32Array) {
    this.s = typeof seed === 'number' ? expand(seed) : Uint32Array.from(seed);
  }

  get state(): Uint32Array {
    return Uint32Array.from(this.s);
  }

  /** Uniform in 0 … 2³² − 1. */
  uint32(): number {
    const s = this.s;
    const result = Math.imul(rotate(Math.imul(s[1], 5), 7), 9) >>> 0;
    const t = s[1] << 9;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate(s[3], 11);
    return result;
  }

  /** Uniform in [0, 1). */
  uniform(): number {
    return this.uint32() / 4294967296;
  }

  /** A whole number from 0 to n − 1. */
  below(n: number): number {
    return Math.floor(this.uniform() * n);
  }

  /** Standard normal (Box & Muller 1958). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.uniform())) * Math.cos(2 * Math.PI * this.uniform());
  }

  /** Fisher–Yates, in place. */
  shuffle<T>(items: T[]): T[] {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      [items[i], items[j]] = [items[j], items[i]];
    }
    return items;
  }
}

function rotate(x: number, k: number): number {
  return (x << k) | (x >>> (32 - k));
}

function expand(seed: number): Uint32Array {
  let a = seed >>> 0;
  return Uint32Array.from({ length: 4 }, () => {
    a = (a + 0x9e3779b9) >>> 0;
    let t = Math.imul(a ^ (a >>> 16), 0x21f0aaad);
    t = Math.imul(t ^ (t >>> 15), 0x735a2d97);
    return (t ^ (t >>> 15)) >>> 0;
  });
}
