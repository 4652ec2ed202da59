/**
 * The gradient of a loop: a second Scan that runs over the steps in the opposite direction and carries the gradient
 * of the state (back-propagation through time, Werbos 1990).
 *
 * Forward values that the backward steps need are added to the forward loop's outputs, so nothing is computed twice.
 * A weight matrix used in the body gets its gradient from one product over all steps, after the loop: with X the
 * stacked left operands and G the stacked gradients of the products, dW = Σ_t X_tᵀ G_t = Xᵀ G.
 */
import type { GradientMap } from './backward';
import { accumulate, applyRule } from './backward';
import { GraphError } from './errors';
import type { Node, Value } from './graph';
import type { Shape } from './graph';
import { Graph } from './graph';
import { flattenRows } from './gradients';
import { activeValues, capturedValues } from './influence';
import { add, concat, matmul, reshape, reshapeTo, shapeOf, slice, transpose, zerosLike } from './operators';
import { addBodyOutput, scanAttributes } from './scan';

/** A product with an outer weight inside the body: its gradient is taken after the loop. */
interface DeferredProduct {
  weight: Value;
  /** forward left operand, a value of the forward body */
  left: Value;
  /** gradient of the product, a value of the backward body */
  gradient: Value;
  transB: boolean;
}

interface StackedOutput {
  value: Value;
  use(stacked: Value): void;
}

/** Adds to `map` the gradients of what a Scan node read, given those of its outputs. */
export function scanGradient(
  node: Node,
  outputGradients: (Value | undefined)[],
  active: Set<Value>,
  map: GradientMap,
): void {
  new BackwardLoop(node, outputGradients, active, map).emit();
}

class BackwardLoop {
  private readonly forward: Graph;
  private readonly graph: Graph;
  private readonly stateCount: number;
  private readonly direction: number;
  private readonly active: Set<Value>;
  private readonly gradients: GradientMap = new Map();
  private readonly deferred: DeferredProduct[] = [];
  /** Carried: value before the loop, value entering a step, value leaving it, and what its final value is for. */
  private readonly carries: { initial: Value; entering: Value; leaving: Value; done(final: Value): void }[] =
    [];
  private readonly sequences: { outer: Value; step: Value }[] = [];
  private readonly stacked: StackedOutput[] = [];

  constructor(
    private readonly node: Node,
    private readonly outputGradients: (Value | undefined)[],
    outerActive: Set<Value>,
    private readonly outerGradients: GradientMap,
  ) {
    this.forward = node.attributes.body as Graph;
    this.graph = new Graph(`${this.forward.name}.backward`, node.outputs[0].graph);
    const scanInputs = node.attributes.num_scan_inputs as number;
    this.stateCount = node.inputs.length - scanInputs;
    this.direction = 1 - (node.attributes.scan_input_directions as number[])[0];
    this.active = this.activeInBody(outerActive);
  }

  emit(): void {
    const entering = this.seedStates();
    this.seedOutputs();
    for (const inner of [...this.forward.nodes].reverse()) this.backThrough(inner);
    this.finishStates(entering);
    this.finishSequences();
    this.finishCaptured();
    for (const product of this.deferred) this.deferProduct(product);
    this.emitScan();
  }

  /** Every state may carry gradients between steps, so all float states count as active. */
  private activeInBody(outer: Set<Value>): Set<Value> {
    const sources = this.forward.inputs.filter(
      (input, i) =>
        input.dtype === 'float32' && (i < this.stateCount || outer.has(this.node.inputs[i] as Value)),
    );
    const captured = capturedValues(this.forward).filter((v) => outer.has(v));
    return activeValues(this.forward, new Set([...sources, ...captured]));
  }

  private seedStates(): (Value | undefined)[] {
    return this.forward.inputs.slice(0, this.stateCount).map((state, i) => {
      if (state.dtype !== 'float32') return undefined;
      const entering = this.graph.value(this.graph.uniqueName('carry'), state.dtype, state.shape);
      accumulate(this.gradients, this.forward.outputs[i], entering);
      return entering;
    });
  }

  private seedOutputs(): void {
    const count = this.forward.outputs.length;
    for (let i = this.stateCount; i < count; i++) {
      const gradient = this.outputGradients[i];
      if (gradient) accumulate(this.gradients, this.forward.outputs[i], this.stepOf(gradient));
    }
  }

  private backThrough(inner: Node): void {
    const gradients = inner.outputs.map((o) => this.gradients.get(o));
    if (!gradients.some(Boolean)) return;
    if (inner.op === 'Scan') throw new GraphError('gradient', 'a loop inside a loop has no gradient here');
    const [left, right] = inner.inputs as [Value, Value];
    const isProduct = inner.op === 'MatMul' || inner.op === 'FusedMatMul';
    const deferrable = isProduct && right.graph !== this.forward && this.active.has(right);
    if (deferrable && inner.attributes.transA !== 1) {
      const transB = inner.attributes.transB === 1;
      this.deferred.push({ weight: right, left, gradient: gradients[0] as Value, transB });
      const withoutWeight = new Set(this.active);
      withoutWeight.delete(right);
      applyRule(inner, gradients, withoutWeight, this.gradients, (v) => this.saved(v));
    } else {
      applyRule(inner, gradients, this.active, this.gradients, (v) => this.saved(v));
    }
  }

  /** A forward value as one step of the backward loop sees it. */
  private saved(value: Value): Value {
    return value.graph === this.forward ? this.stepOf(this.stackedForward(value)) : value;
  }

  /** One step of an outer [T, ...] value, as an input of the backward body. */
  private stepOf(outer: Value): Value {
    const known = this.sequences.find((s) => s.outer === outer);
    if (known) return known.step;
    const step = this.graph.value(this.graph.uniqueName('saved'), outer.dtype, outer.shape.slice(1));
    this.sequences.push({ outer, step });
    return step;
  }

  /** All steps of a forward value as [T, ...]: a sequence that went in, an output that came out, or a new output. */
  private stackedForward(value: Value): Value {
    const input = this.forward.inputs.indexOf(value);
    if (input >= this.stateCount) return this.node.inputs[input] as Value;
    const output = this.forward.outputs.indexOf(value, this.stateCount);
    if (output >= 0) return this.node.outputs[output];
    const saved = this.savedAs.get(value);
    if (saved) return saved;
    const stacked = this.addForwardOutput(value);
    this.savedAs.set(value, stacked);
    return stacked;
  }
  private readonly savedAs = new Map<Value, Value>();

  private addForwardOutput(value: Value): Value {
    addBodyOutput(this.forward, value);
    const outer = this.node.outputs[0].graph;
    const length = (this.node.inputs[this.stateCount] as Value).shape[0];
    const stacked = outer.value(outer.uniqueName('stacked'), value.dtype, [length, ...value.shape]);
    this.node.outputs.push(stacked);
    (this.node.attributes.scan_output_directions as number[]).push(1 - this.direction);
    return stacked;
  }

  private finishStates(entering: (Value | undefined)[]): void {
    entering.forEach((carry, i) => {
      if (!carry) return;
      const initialState = this.node.inputs[i] as Value;
      const leaving = this.gradients.get(this.forward.inputs[i]) ?? zerosLike(carry);
      this.carries.push({
        initial: this.outputGradients[i] ?? zerosLike(initialState),
        entering: carry,
        leaving,
        done: (final) => accumulate(this.outerGradients, initialState, final),
      });
    });
  }

  private finishSequences(): void {
    this.forward.inputs.slice(this.stateCount).forEach((step, j) => {
      const gradient = this.gradients.get(step);
      const outer = this.node.inputs[this.stateCount + j] as Value;
      if (gradient && this.active.has(step)) {
        this.stacked.push({ value: gradient, use: (all) => accumulate(this.outerGradients, outer, all) });
      }
    });
  }

  /** Outer values used otherwise than as weights: their gradients are summed in a carried value. */
  private finishCaptured(): void {
    for (const value of capturedValues(this.forward)) {
      const gradient = this.gradients.get(value);
      if (!gradient || !this.active.has(value)) continue;
      const entering = this.graph.value(this.graph.uniqueName('sum'), value.dtype, value.shape);
      this.carries.push({
        initial: zerosLike(value),
        entering,
        leaving: add(entering, gradient),
        done: (final) => accumulate(this.outerGradients, value, final),
      });
    }
  }

  private deferProduct(product: DeferredProduct): void {
    const left = product.left.graph === this.forward ? this.stackedForward(product.left) : undefined;
    if (!left) throw new GraphError('gradient', 'a product of two outer values belongs outside the loop');
    this.stacked.push({
      value: product.gradient,
      use: (all) => {
        const shared = product.weight.shape.length === 2;
        const x = shared ? flattenRows(left) : stepsBesideRows(left);
        const g = shared ? flattenRows(all) : stepsBesideRows(all);
        const d = product.transB ? matmul(g, x, { transA: true }) : matmul(x, g, { transA: true });
        accumulate(this.outerGradients, product.weight, d);
      },
    });
  }

  private emitScan(): void {
    const { graph, carries, sequences, stacked } = this;
    for (const carry of carries) graph.inputs.push(carry.entering);
    for (const sequence of sequences) graph.inputs.push(sequence.step);
    for (const carry of carries) addBodyOutput(graph, carry.leaving);
    for (const output of stacked) addBodyOutput(graph, output.value);
    const length = sequences[0].outer.shape[0];
    const values = this.node.outputs[0].graph.emit(
      'Scan',
      [...carries.map((c) => c.initial), ...sequences.map((s) => s.outer)],
      scanAttributes(graph, sequences.length, stacked.length, this.direction),
      [
        ...carries.map((c) => ({ dtype: c.entering.dtype, shape: c.entering.shape })),
        ...stacked.map((s) => ({ dtype: s.value.dtype, shape: [length, ...s.value.shape] })),
      ],
    );
    carries.forEach((carry, i) => carry.done(values[i]));
    stacked.forEach((output, i) => output.use(values[carries.length + i]));
  }
}

/**
 * [T, ...batch, m, k] → [...batch, T·m, k], so that one product sums over steps and rows alike.
 */
function stepsBesideRows(x: Value): Value {
  const batch = x.shape.length - 3;
  const k = x.shape[x.shape.length - 1];
  const rows = `${x.shape[0]}*${x.shape[x.shape.length - 2]}`;
  const perm = [...Array(batch).keys()].map((i) => i + 1).concat(0, batch + 1, batch + 2);
  const moved = transpose(x, perm);
  const keep = new Array<number>(batch).fill(0);
  if (typeof k === 'number')
    return reshape(moved, [...keep, -1, k], [...moved.shape.slice(0, batch), rows, k]);
  return mergeAxes(moved, batch, [...moved.shape.slice(0, batch), rows, k]);
}

/** Joins axes `axis` and `axis + 1` where the sizes after them are known only at run time. */
function mergeAxes(x: Value, axis: number, result: Shape): Value {
  const sizes = shapeOf(x);
  const parts = [
    slice(sizes, 0, axis),
    x.graph.constant('int64', [1], [-1]),
    slice(sizes, axis + 2, x.shape.length),
  ];
  return reshapeTo(x, concat(parts, 0), result);
}
