/**
 * Dropout masks at the price of a view: one long array of zeros and 1/(1 − rate) is drawn once, and each mask is a
 * piece of it that starts at a random place.
 */
import { Random } from '../random';

export class DropoutMasks {
  private readonly pool: Float32Array;

  /** @param largest the longest mask that will be asked for */
  constructor(rate: number, largest: number, seed: number) {
    const random = new Random(seed);
    this.pool = new Float32Array(2 * largest);
    for (let i = 0; i < this.pool.length; i++) this.pool[i] = random.uniform() < rate ? 0 : 1 / (1 - rate);
  }

  draw(length: number, random: Random): Float32Array {
    const start = random.below(this.pool.length - length + 1);
    return this.pool.subarray(start, start + length);
  }
}
