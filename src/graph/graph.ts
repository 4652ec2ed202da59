/**
 * A graph under construction: values with names, types and shapes, and the nodes that make them. Graphs nest: the
 * body of a Scan is a graph that sees the values of the graphs around it, as ONNX allows.
 *
 * Not here: which operators there are (operators.ts), their gradients (gradients.ts), the file format (onnx/).
 */
import { GraphError } from './errors';

export type DType = 'float32' | 'int32' | 'int64' | 'int8' | 'bool';

/** A known size, or the name of one that is known only at run time ("T", "B"). */
export type Dim = number | string;
export type Shape = readonly Dim[];

export interface Value {
  readonly name: string;
  readonly dtype: DType;
  readonly shape: Shape;
  /** The scope the value lives in. */
  readonly graph: Graph;
}

/** An array in memory, row-major. */
export interface TensorData {
  dtype: DType;
  dims: number[];
  data: Float32Array | Int32Array | BigInt64Array | Int8Array | Uint8Array;
}

export type Attribute = number | { float: number } | string | number[] | Graph;

export interface Node {
  op: string;
  /** '' for ONNX's own operators, 'com.microsoft' for onnxruntime's. */
  domain: string;
  /** undefined: an optional input left out. */
  inputs: (Value | undefined)[];
  outputs: Value[];
  attributes: Record<string, Attribute>;
}

/** How to send gradients back through a group of nodes as a whole, where the generic rules would be wasteful. */
export interface CustomGradient {
  inputs: Value[];
  output: Value;
  nodes: Set<Node>;
  /** @returns the gradient of each input, undefined where it has none */
  backward(outputGradient: Value): (Value | undefined)[];
}

export class Graph {
  readonly nodes: Node[] = [];
  readonly inputs: Value[] = [];
  readonly outputs: Value[] = [];
  readonly initializers = new Map<Value, TensorData>();
  readonly customGradients: CustomGradient[] = [];
  readonly depth: number;
  private readonly constants = new Map<string, Value>();

  constructor(
    readonly name: string,
    readonly parent?: Graph,
  ) {
    this.depth = parent ? parent.depth + 1 : 0;
  }

  /** The outermost graph, which owns the names and the constants. */
  get root(): Graph {
    return this.parent ? this.parent.root : this;
  }

  private counter = 0;
  uniqueName(prefix: string): string {
    return `${prefix}_${this.root.counter++}`;
  }

  value(name: string, dtype: DType, shape: Shape): Value {
    return { name, dtype, shape, graph: this };
  }

  /** Declares an input of the graph. */
  input(name: string, dtype: DType, shape: Shape): Value {
    const value = this.value(name, dtype, shape);
    this.inputs.push(value);
    return value;
  }

  /** Declares `value` an output of the graph under `name`. */
  output(name: string, value: Value): Value {
    const output = this.emit('Identity', [value], {}, [{ dtype: value.dtype, shape: value.shape, name }])[0];
    this.outputs.push(output);
    return output;
  }

  /** A tensor stored in the model: weights, or constants such as axes. */
  initializer(name: string, tensor: TensorData): Value {
    const value = this.root.value(name, tensor.dtype, tensor.dims);
    this.root.initializers.set(value, tensor);
    return value;
  }

  /** A small constant; equal ones are stored once. */
  constant(dtype: DType, dims: number[], numbers: number[]): Value {
    const key = `${dtype}:${dims}:${numbers}`;
    const known = this.root.constants.get(key);
    if (known) return known;
    const data =
      dtype === 'float32'
        ? Float32Array.from(numbers)
        : dtype === 'int64'
          ? BigInt64Array.from(numbers, BigInt)
          : Int32Array.from(numbers);
    const value = this.root.initializer(this.uniqueName('constant'), { dtype, dims, data });
    this.root.constants.set(key, value);
    return value;
  }

  /** Appends a node to this graph. */
  emit(
    op: string,
    inputs: (Value | undefined)[],
    attributes: Record<string, Attribute>,
    outputs: { dtype: DType; shape: Shape; name?: string }[],
    domain = '',
  ): Value[] {
    for (const input of inputs) if (input) this.assertSees(input, op);
    const values = outputs.map((o) => this.value(o.name ?? this.uniqueName(op), o.dtype, o.shape));
    this.nodes.push({ op, domain, inputs, outputs: values, attributes });
    return values;
  }

  /** Is `inner` this graph or one inside it? Then values of this graph are visible there. */
  encloses(inner: Graph): boolean {
    for (let g: Graph | undefined = inner; g; g = g.parent) if (g === this) return true;
    return false;
  }

  private assertSees(value: Value, op: string): void {
    if (!value.graph.encloses(this)) {
      throw new GraphError(
        'scope',
        `${op} in graph "${this.name}" cannot see "${value.name}" of graph "${value.graph.name}"; make it an output first`,
      );
    }
  }

  /**
   * Groups the nodes that `forward` emits into this graph and gives them one gradient rule.
   * @param inputs the values the rule returns gradients for, in this order
   */
  withGradient(
    inputs: Value[],
    forward: () => Value,
    backward: (outputGradient: Value) => (Value | undefined)[],
  ): Value {
    const before = this.nodes.length;
    const output = forward();
    this.customGradients.push({ inputs, output, nodes: new Set(this.nodes.slice(before)), backward });
    return output;
  }
}

/** The innermost scope among the operands: where a node over them belongs. */
export function scopeOf(values: (Value | undefined)[]): Graph {
  let deepest: Graph | undefined;
  for (const value of values) {
    if (value && (!deepest || value.graph.depth > deepest.depth)) deepest = value.graph;
  }
  if (!deepest) throw new GraphError('scope', 'a node needs at least one operand');
  return deepest;
}
