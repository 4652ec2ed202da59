/**
 * Recurrence: ONNX Scan. One body graph is run for every step of the first axis; states are carried from step to
 * step, outputs are stacked along a new first axis. One session serves every length.
 * Source: https://onnx.ai/onnx/operators/onnx__Scan.html
 *
 * Not here: the gradient of a Scan (scan-gradient.ts).
 */
import { GraphError } from './errors';
import type { Node, Value } from './graph';
import { Graph, scopeOf } from './graph';
import { identity } from './operators';

export interface ScanOptions {
  name: string;
  /** Carried values before the first step. */
  initialStates: Value[];
  /** [T, ...] each; the body sees one step of each. */
  sequences: Value[];
  /** From the last step to the first; outputs keep the order of the sequence. */
  reverse?: boolean;
}

export interface StepOutput {
  /** The carried values after the step: as many as went in, of the same shapes. */
  states: Value[];
  outputs: Value[];
}

/** @returns the states after the last step, and each output as [T, ...] */
export function scan(
  options: ScanOptions,
  body: (states: Value[], steps: Value[]) => StepOutput,
): { finalStates: Value[]; outputs: Value[] } {
  const { initialStates, sequences } = options;
  const outer = scopeOf([...initialStates, ...sequences]);
  const graph = new Graph(options.name, outer);
  const states = initialStates.map((s) => graph.input(graph.uniqueName('state'), s.dtype, s.shape));
  const steps = sequences.map((s) => graph.input(graph.uniqueName('step'), s.dtype, s.shape.slice(1)));
  const result = body(states, steps);
  if (result.states.length !== states.length) {
    throw new GraphError(
      'shape',
      `${options.name}: ${states.length} states go in, ${result.states.length} come out`,
    );
  }
  for (const value of [...result.states, ...result.outputs]) addBodyOutput(graph, value);

  const length = sequences[0].shape[0];
  const finals = initialStates.map((s) => ({ dtype: s.dtype, shape: s.shape }));
  const stacked = result.outputs.map((o) => ({ dtype: o.dtype, shape: [length, ...o.shape] }));
  const values = outer.emit(
    'Scan',
    [...initialStates, ...sequences],
    scanAttributes(graph, sequences.length, result.outputs.length, options.reverse ? 1 : 0),
    [...finals, ...stacked],
  );
  return { finalStates: values.slice(0, states.length), outputs: values.slice(states.length) };
}

export function scanAttributes(
  body: Graph,
  inputs: number,
  outputs: number,
  direction: number,
): Node['attributes'] {
  return {
    body,
    num_scan_inputs: inputs,
    scan_input_directions: new Array<number>(inputs).fill(direction),
    scan_output_directions: new Array<number>(outputs).fill(direction),
  };
}

/** A body output must be made by a node of the body, and each only once. */
export function addBodyOutput(body: Graph, value: Value): Value {
  const fresh = value.graph === body && !body.inputs.includes(value) && !body.outputs.includes(value);
  const output = fresh ? value : inBody(body, value);
  body.outputs.push(output);
  return output;
}

function inBody(body: Graph, value: Value): Value {
  if (value.graph === body) return identity(value);
  return body.emit('Identity', [value], {}, [{ dtype: value.dtype, shape: value.shape }])[0];
}
