/**
 * A small seeded generator, so that sampling can be repeated: Marsaglia 2003, "Xorshift RNGs", 32 bits with the shifts
 * 13, 17, 5. Not for secrets.
 */

/**
 * @param seed any whole number; only its low 32 bits count
 * @returns numbers in [0, 1), the same for the same seed
 */
export function seededRandom(seed: number): () => number {
  // Neighbouring seeds are spread by the golden ratio; 0 would be a fixed point.
  let state = Math.imul(seed + 1, 0x9e3779b1) | 0 || 1;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  // The first outputs of small seeds are still alike.
  for (let i = 0; i < 8; i++) {
    next();
  }
  return next;
}
