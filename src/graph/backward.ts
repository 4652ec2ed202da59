/** One step back: gradients by forward value, and the rule of one node applied to them. Which nodes, and in which order: differentiate.ts. */
import { GraphError } from './errors';
import type { Node, Value } from './graph';
import { gradientRules } from './gradients';
import { add } from './operators';

/** Gradients collected so far, by forward value. */
export type GradientMap = Map<Value, Value>;

export function accumulate(map: GradientMap, value: Value, gradient: Value): void {
  const known = map.get(value);
  map.set(value, known ? add(known, gradient) : gradient);
}

/**
 * Sends gradients back through one node.
 * @param resolve a forward value as it is seen where the gradient is computed (inside a backward loop: what was saved)
 */
export function applyRule(
  node: Node,
  outputGradients: (Value | undefined)[],
  active: Set<Value>,
  map: GradientMap,
  resolve: (forward: Value) => Value,
): void {
  const rule = gradientRules[node.op];
  if (!rule) throw new GraphError('gradient', `no gradient is defined for ${node.op}`);
  const wanted = node.inputs.map((input) => input !== undefined && active.has(input));
  const results = rule({
    node,
    gradients: outputGradients,
    wanted,
    input: (i) => resolve(node.inputs[i] as Value),
    output: (i) => resolve(node.outputs[i]),
  });
  results.forEach((gradient, i) => {
    if (gradient && wanted[i]) accumulate(map, node.inputs[i] as Value, gradient);
  });
}
