/**
 * Weights out of the two ONNX files again, as float32 and by parameter name: to go on training from them, and for
 * engines that run no ONNX.
 */
import type { OnnxGraph, OnnxTensor } from '../graph';
import { onnxType } from '../graph';
import type { ParameterSpec, StoredWeight } from '../rnn';
import { ModelError, shown } from './errors';
import { expectedHalf, fileOf, HALVES } from './halves';
import { parseOnnx } from './interface';
import type { Weight } from './quantize';
import { dequantized } from './quantize';
import type { ModelFolder } from './read';

/**
 * @returns every parameter of the architecture; int8 ones multiplied out, bit for bit as onnxruntime does it
 * @throws ModelError('weights') when one is missing or of another shape than the architecture says
 */
export function readWeights(folder: Pick<ModelFolder, 'card' | 'encoder' | 'decoder'>): Map<string, Weight> {
  const weights = new Map<string, Weight>();
  for (const half of HALVES) {
    const file = fileOf(half);
    const graph = parseOnnx(folder[half], file).graph as OnnxGraph;
    const tensors = new Map(graph.initializer.map((tensor) => [tensor.name, tensor]));
    for (const spec of expectedHalf(half, folder.card.architecture).parameters) {
      const data = dequantized(storedWeight(tensors, spec, file));
      weights.set(spec.name, { dims: spec.shape, data });
    }
  }
  return weights;
}

/** As `StoredParameters` of src/rnn stores it: float32, or int8 and its scales in a tensor of their own. */
function storedWeight(
  tensors: ReadonlyMap<string, OnnxTensor>,
  spec: ParameterSpec,
  file: string,
): StoredWeight {
  const { name, shape } = spec;
  const tensor = tensors.get(name);
  if (tensor?.dataType !== onnxType('int8')) {
    return { tensor: { dtype: 'float32', dims: shape, data: float32(tensor, spec, file) } };
  }
  const data = new Int8Array(content(tensor, spec, file));
  const scales = tensors.get(`${name}.scale`);
  const shapes = shape.map((_, axis) => shape.map((size, i) => (i === axis ? size : 1)));
  const axis = shapes.findIndex((s) => s.join() === scales?.dims.join());
  if (axis < 0) throw unusable(`${name}.scale`, scales, shapes, file);
  const scale = float32(scales, { name: `${name}.scale`, shape: shapes[axis] }, file);
  return { tensor: { dtype: 'int8', dims: shape, data }, quantization: { scale, axis } };
}

type Expected = Pick<ParameterSpec, 'name' | 'shape'>;

function float32(tensor: OnnxTensor | undefined, expected: Expected, file: string): Float32Array {
  const bytes = content(tensor, expected, file);
  if (tensor?.dataType !== onnxType('float32')) throw unusable(expected.name, tensor, [expected.shape], file);
  return new Float32Array(bytes);
}

/** The tensor's bytes in memory of their own: inside the file they may begin at any address. */
function content(tensor: OnnxTensor | undefined, { name, shape }: Expected, file: string): ArrayBuffer {
  if (!tensor?.rawData || tensor.dims.join() !== shape.join()) throw unusable(name, tensor, [shape], file);
  return Uint8Array.from(tensor.rawData).buffer;
}

function unusable(
  name: string,
  tensor: OnnxTensor | undefined,
  shapes: number[][],
  file: string,
): ModelError {
  const wanted = shapes.map((shape) => `[${shape.join(', ')}]`).join(' or ');
  const found = tensor
    ? `data type ${tensor.dataType} of shape [${shown(tensor.dims.join(', '))}]`
    : 'missing';
  const what = `the weight "${name}" should be float32 or int8 of shape ${wanted} and is ${found}`;
  return new ModelError('weights', file, `${file}: ${what}; use a model made by Interlinear`);
}
