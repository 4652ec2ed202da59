/**
 * Reverse-mode differentiation that emits ONNX: given gradients of some outputs, the gradients of any values they
 * were computed from (Griewank & Walther, Evaluating Derivatives, §3.2). The rules of the operators are in
 * gradients.ts, that of the loop in scan-gradient.ts.
 */
import { GraphError } from './errors';
import type { CustomGradient, Graph, Node, Value } from './graph';
import { gradientRules } from './gradients';
import { add } from './operators';
import { scanGradient } from './scan-gradient';

/** Gradients collected so far, by forward value. */
export type GradientMap = Map<Value, Value>;

export function accumulate(map: GradientMap, value: Value, gradient: Value): void {
  const known = map.get(value);
  map.set(value, known ? add(known, gradient) : gradient);
}

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

/** The float values of a graph that depend on any of `sources`, sources included. */
export function activeValues(graph: Graph, sources: Set<Value>): Set<Value> {
  const active = new Set(sources);
  for (const node of graph.nodes) {
    if (!usedValues(node).some((v) => active.has(v))) continue;
    for (const output of node.outputs) if (output.dtype === 'float32') active.add(output);
  }
  return active;
}

/** What a node reads: its operands, and what the body of a loop takes from around it. */
export function usedValues(node: Node): Value[] {
  const own = node.inputs.filter((v) => v !== undefined);
  const body = node.attributes.body;
  return typeof body === 'object' && 'nodes' in body ? [...own, ...capturedValues(body)] : own;
}

/** Values of enclosing graphs that the body of a loop uses, once each. */
export function capturedValues(body: Graph): Value[] {
  const captured = new Set<Value>();
  for (const node of body.nodes) {
    for (const value of usedValues(node)) if (value.graph !== body) captured.add(value);
  }
  return [...captured];
}
