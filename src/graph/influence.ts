/** What of a graph depends on what, bodies of loops included. */
import type { Graph, Node, Value } from './graph';

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
