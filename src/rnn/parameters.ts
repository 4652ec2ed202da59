/**
 * Where a network's weights come from. The equations ask for parameters by name; a training graph hands out inputs
 * (the optimiser owns the arrays), an inference graph hands out tensors stored in the model.
 */
import type { Graph, TensorData, Value } from '../graph';
import { cast, mul } from '../graph';

/** How a parameter starts. */
export type Initializer =
  /** Glorot & Bengio 2010: uniform in ±√(6 / (rows + columns)) */
  { kind: 'glorot' } | { kind: 'normal'; deviation: number } | { kind: 'constant'; value: number };

export interface ParameterSpec {
  name: string;
  shape: number[];
  initializer: Initializer;
}

/** Numbers in a parameter. */
export const sizeOf = ({ shape }: ParameterSpec): number =>
  shape.reduce((product, size) => product * size, 1);

export interface Parameters {
  /** The parameter of that name; the same value each time it is asked for. */
  get(name: string, shape: number[], initializer?: Initializer): Value;
}

/** Parameters as inputs of a training graph, listed as they are asked for. */
export class TrainableParameters implements Parameters {
  readonly specs: ParameterSpec[] = [];
  readonly values = new Map<string, Value>();

  constructor(private readonly graph: Graph) {}

  get(name: string, shape: number[], initializer: Initializer = { kind: 'glorot' }): Value {
    const known = this.values.get(name);
    if (known) return known;
    const value = this.graph.input(name, 'float32', shape);
    this.specs.push({ name, shape, initializer });
    this.values.set(name, value);
    return value;
  }
}

/** A weight as it is stored: float32, or int8 with one float32 scale for each index of `axis`. */
export interface StoredWeight {
  tensor: TensorData;
  quantization?: { scale: Float32Array; axis: number };
}

export class MissingWeightError extends Error {
  override readonly name = 'MissingWeightError';
}

/** Parameters as tensors inside an inference graph. */
export class StoredParameters implements Parameters {
  private readonly values = new Map<string, Value>();

  constructor(
    private readonly graph: Graph,
    private readonly weights: ReadonlyMap<string, StoredWeight>,
  ) {}

  /** @throws MissingWeightError when the weights do not fit the architecture */
  get(name: string, shape: number[]): Value {
    const known = this.values.get(name);
    if (known) return known;
    const weight = this.weights.get(name);
    if (!weight || weight.tensor.dims.join() !== shape.join()) {
      const found = weight ? `[${weight.tensor.dims}]` : 'nothing';
      throw new MissingWeightError(
        `the architecture needs "${name}" of shape [${shape}]; the weights have ${found}`,
      );
    }
    const value = this.store(name, weight);
    this.values.set(name, value);
    return value;
  }

  /**
   * int8 · scale in two operators that onnxruntime computes once, when the session loads. DequantizeLinear says the same
   * in one, but onnxruntime keeps it as a node of every step unless a session option says otherwise.
   */
  private store(name: string, { tensor, quantization }: StoredWeight): Value {
    if (!quantization) return this.graph.initializer(name, tensor);
    const { scale, axis } = quantization;
    // One size for each axis, all 1 but the scales' own, so that they are broadcast along the others.
    const dims = tensor.dims.map((size, i) => (i === axis ? size : 1));
    const scales = this.graph.initializer(`${name}.scale`, { dtype: 'float32', dims, data: scale });
    return mul(cast(this.graph.initializer(name, tensor), 'float32'), scales);
  }
}
