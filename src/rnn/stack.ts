/**
 * Deep recurrent network: H¹_t = f₁(H¹_{t−1}, X_t), Hʲ_t = f_j(Hʲ_{t−1}, Hʲ⁻¹_t). Any depth, any mix of cells.
 * Depth 1 is the layer itself.
 */
import type { Value } from '../graph';
import { add, concat } from '../graph';
import type { LayerSpec, StackSpec } from './architecture';
import type { Cell } from './cell';
import type { CellName } from './cells';
import { CELLS } from './cells';
import { Gru } from './gru';
import type { Loop, Observe } from './layer';
import { runBidirectional, runLayer } from './layer';
import { Lstm } from './lstm';
import type { Parameters } from './parameters';

type Build = (parameters: Parameters, name: string, spec: LayerSpec, inputSize: number) => Cell;

const BUILDERS: Readonly<Record<CellName, Build>> = {
  gru: (parameters, name, { hidden, linearBeforeReset = false }, inputSize) =>
    new Gru(parameters, name, { inputSize, hidden, linearBeforeReset }),
  lstm: (parameters, name, { hidden }, inputSize) => new Lstm(parameters, name, { inputSize, hidden }),
};

export const makeCell: Build = (parameters, name, spec, inputSize) =>
  BUILDERS[spec.cell](parameters, name, spec, inputSize);

export const outputSize = (spec: LayerSpec): number => spec.hidden * (spec.bidirectional ? 2 : 1);
export const stateCount = (spec: LayerSpec): number => CELLS[spec.cell].states;

export interface StackOptions {
  name: string;
  spec: StackSpec;
  inputSize: number;
  /** The state before the first step, for each layer: [B, hidden] for each of its state values, forward ones first. */
  initial(layer: number, size: number): Value;
  mask?: Value;
  /** Applied between layers. */
  dropout(x: Value): Value;
  loop?: Loop;
  observe?: Observe;
  /** Joined to the input of every layer from the second on: [T, B, contextSize]. Asked for once the first layer is done. */
  context?: { size: number; of(first: Value): Value };
}

export interface StackOutput {
  /** [T, B, size of the last layer] */
  outputs: Value;
  /** Final states, layer by layer. */
  final: Value[][];
  context?: Value;
}

/** @param X [T, B, inputSize] */
export function runStack(parameters: Parameters, X: Value, options: StackOptions): StackOutput {
  let input = X;
  let inputSize = options.inputSize;
  let context: Value | undefined;
  const final: Value[][] = [];
  options.spec.layers.forEach((spec, j) => {
    const joined = context && options.context ? concat([input, context], -1) : input;
    const joinedSize = inputSize + (context && options.context ? options.context.size : 0);
    const layer = runOne(parameters, joined, joinedSize, j, options);
    final.push(layer.final);
    const residual = options.spec.residual && j > 0 && inputSize === outputSize(spec);
    const outputs = residual ? add(layer.outputs, input) : layer.outputs;
    if (j === 0) context = options.context?.of(outputs);
    const last = j === options.spec.layers.length - 1;
    input = last ? outputs : options.dropout(outputs);
    inputSize = outputSize(spec);
  });
  return { outputs: input, final, context };
}

function runOne(parameters: Parameters, X: Value, inputSize: number, j: number, options: StackOptions) {
  const spec = options.spec.layers[j];
  const name = `${options.name}.${j}`;
  const common = { name, mask: options.mask, loop: options.loop, observe: options.observe };
  const states = () => Array.from({ length: stateCount(spec) }, () => options.initial(j, spec.hidden));
  if (!spec.bidirectional) {
    const cell = makeCell(parameters, name, spec, inputSize);
    return runLayer(cell, X, { ...common, initial: states() });
  }
  const cells = {
    forward: makeCell(parameters, `${name}.forward`, spec, inputSize),
    backward: makeCell(parameters, `${name}.backward`, spec, inputSize),
  };
  return runBidirectional(cells, X, { ...common, initial: { forward: states(), backward: states() } });
}
