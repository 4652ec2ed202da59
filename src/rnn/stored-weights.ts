/**
 * Weights out of ONNX files again, as `StoredParameters` (parameters.ts) puts them there: float32, or int8 with one scale an
 * output. Not here: whether a file is one of ours (src/models), what a weight is for (src/runtime/plan).
 */
import type { OnnxGraph, OnnxTensor } from '../graph';
import { onnxType } from '../graph';
import type { ParameterSpec, StoredWeight } from './parameters';
import { MissingWeightError } from './parameters';

type Shape = readonly number[];
type Expected = Pick<ParameterSpec, 'name' | 'shape'>;

/** Characters of a shape in a message: a hostile file may have any. */
const SHOWN = 60;

/**
 * Views of the files' bytes where those lie well: nothing that is large is copied.
 * @param expected which there must be, of which shapes
 * @returns by parameter name, what `StoredParameters` takes
 * @throws MissingWeightError when one is not there, of another shape, or neither float32 nor int8 with scales
 */
export function storedWeights(
  graphs: readonly OnnxGraph[],
  expected: readonly Expected[],
): Map<string, StoredWeight> {
  const tensors = new Map(graphs.flatMap((graph) => graph.initializer.map((t) => [t.name, t] as const)));
  return new Map(expected.map((spec) => [spec.name, storedWeight(tensors, spec)]));
}

function storedWeight(
  tensors: ReadonlyMap<string, OnnxTensor>,
  { name, shape: dims }: Expected,
): StoredWeight {
  const { dataType, bytes } = content(tensors, name, [dims]);
  if (dataType !== onnxType('int8'))
    return { tensor: { dtype: 'float32', dims, data: floats(tensors, name, [dims]) } };
  const data = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  const scaleName = `${name}.scale`;
  const shapes = dims.map((_, axis) => dims.map((size, i) => (i === axis ? size : 1)));
  const scale = floats(tensors, scaleName, shapes);
  const axis = shapes.findIndex((shape) => shape.join() === tensors.get(scaleName)!.dims.join());
  return { tensor: { dtype: 'int8', dims, data }, quantization: { scale, axis } };
}

function content(
  tensors: ReadonlyMap<string, OnnxTensor>,
  name: string,
  shapes: readonly Shape[],
): { dataType: number; bytes: Uint8Array } {
  const tensor = tensors.get(name);
  const fits = shapes.some((shape) => shape.join() === tensor?.dims.join());
  if (!tensor?.rawData || !fits) throw unusable(tensors, name, shapes);
  return { dataType: tensor.dataType, bytes: tensor.rawData };
}

/** Inside the file they may begin at any address: then they get memory of their own. */
function floats(
  tensors: ReadonlyMap<string, OnnxTensor>,
  name: string,
  shapes: readonly Shape[],
): Float32Array {
  const { dataType, bytes } = content(tensors, name, shapes);
  if (dataType !== onnxType('float32')) throw unusable(tensors, name, shapes);
  const { buffer, byteOffset, length } = bytes;
  return byteOffset % 4 === 0
    ? new Float32Array(buffer, byteOffset, length / 4)
    : new Float32Array(bytes.slice().buffer);
}

function unusable(
  tensors: ReadonlyMap<string, OnnxTensor>,
  name: string,
  shapes: readonly Shape[],
): MissingWeightError {
  const wanted = shapes.map((shape) => `[${shape.join(', ')}]`).join(' or ');
  const tensor = tensors.get(name);
  const found = tensor
    ? `data type ${tensor.dataType} of shape [${tensor.dims.join(', ').slice(0, SHOWN)}]`
    : 'missing';
  return new MissingWeightError(
    `the weight "${name}" should be float32 or int8 of shape ${wanted} and is ${found}`,
  );
}

/** @returns the weight as float32, the same numbers that a graph computes: one product, rounded once */
export function toFloat32({ tensor: { dims, data }, quantization }: StoredWeight): Float32Array {
  if (!quantization) return data as Float32Array;
  const { scale, axis } = quantization;
  const values = new Float32Array(data.length);
  const columns = dims[1] ?? 1;
  // A loop, since callbacks for every weight take seconds.
  for (let i = 0; i < values.length; i++)
    values[i] = (data[i] as number) * scale[axis === 0 ? Math.floor(i / columns) : i % columns];
  return values;
}
