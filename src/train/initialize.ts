/** The parameters a run starts from, drawn from its seed. */
import type { ParameterSpec } from '../rnn';
import { Random } from '../random';

/** @returns all parameters end to end, in the order of `specs` */
export function initialParameters(specs: ParameterSpec[], seed: number): Float32Array {
  const random = new Random(seed ^ 0x1217);
  return Float32Array.from(specs.flatMap((spec) => Array.from(draw(spec, random))));
}

function draw({ shape, initializer }: ParameterSpec, random: Random): Float32Array {
  const data = new Float32Array(shape.reduce((product, d) => product * d, 1));
  if (initializer.kind === 'constant') return data.fill(initializer.value);
  if (initializer.kind === 'normal') return data.map(() => random.normal() * initializer.deviation);
  const bound = Math.sqrt(6 / (shape[0] + shape[1]));
  return data.map(() => (random.uniform() * 2 - 1) * bound);
}
