/**
 * A small seeded random generator for resampling. Not numpy's (PCG64), so resampled figures differ from sacreBLEU's by
 * sampling error; not for secrets.
 */

/**
 * Numbers from 0 up to, but without, 1; the same seed gives the same sequence on every machine.
 *
 * Mulberry32 (Tommy Ettinger): 32 bits of state, period 2³².
 *
 * @param seed A whole number; its lowest 32 bits count.
 */
export function seededRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
