/**
 * Reverse-mode differentiation that emits ONNX: given gradients of some outputs, the gradients of any values they
 * were computed from (Griewank & Walther, Evaluating Derivatives, §3.2). The rules of the operators are in
 * gradients.ts, that of the loop in scan-gradient.ts.
 */
import type { GradientMap } from './backward';
import { accumulate, applyRule } from './backward';
import { GraphError } from './errors';
import type { CustomGradient, Node, Value } from './graph';
import { activeValues, usedValues } from './influence';
import { scanGradient } from './scan-gradient';

/**
 * @param seeds outputs and their gradients, of the outputs' shapes
 * @param wrt the values whose gradients are wanted
 * @returns one gradient each, in that order and of their shapes
 * @throws GraphError('gradient') where an operator on the way has no rule, or a value does not influence the outputs
 */
export function gradients(seeds: { value: Value; gradient: Value }[], wrt: Value[]): Value[] {
  const graph = seeds[0].value.graph;
  const map: GradientMap = new Map();
  for (const { value, gradient } of seeds) accumulate(map, value, gradient);
  const active = activeValues(graph, new Set(wrt));
  // The rules append nodes to the same graph: walk a copy.
  walkBack([...graph.nodes], graph.customGradients, active, map);
  return wrt.map((value) => {
    const gradient = map.get(value);
    if (!gradient) throw new GraphError('gradient', `"${value.name}" has no influence on the outputs`);
    return gradient;
  });
}

function walkBack(nodes: Node[], customs: CustomGradient[], active: Set<Value>, map: GradientMap): void {
  const customOf = new Map<Node, CustomGradient>();
  for (const custom of customs) for (const node of custom.nodes) customOf.set(node, custom);
  const done = new Set<CustomGradient>();
  for (const node of nodes.reverse()) {
    const custom = customOf.get(node);
    if (!custom) {
      backThroughNode(node, active, map);
    } else if (!done.has(custom)) {
      done.add(custom);
      backThroughCustom(custom, active, map);
    }
  }
}

function backThroughCustom(custom: CustomGradient, active: Set<Value>, map: GradientMap): void {
  const gradient = map.get(custom.output);
  if (!gradient) return;
  custom.backward(gradient).forEach((g, i) => {
    if (g && active.has(custom.inputs[i])) accumulate(map, custom.inputs[i], g);
  });
}

function backThroughNode(node: Node, active: Set<Value>, map: GradientMap): void {
  const outputGradients = node.outputs.map((o) => map.get(o));
  if (!outputGradients.some(Boolean) || !usedValues(node).some((v) => active.has(v))) return;
  if (node.op === 'Scan') scanGradient(node, outputGradients, active, map);
  else applyRule(node, outputGradients, active, map, (v) => v);
}
