/**
 * Weights as textures: 4 × 4 blocks, those of one block of outputs side by side along the inputs, so that a fragment
 * reads them one after the other. int8 weights stay int8 (a block is one texel), with one scale an output.
 *
 * Not here: getting weights out of ONNX (src/runtime/plan).
 */
import type { StoredWeight } from '../../rnn';
import { toFloat32 } from '../../rnn';
import type { Device } from './device';
import { WebglError } from './errors';
import { INTEGER_ONE, LINE } from './kernels/glsl';
import type { Layout } from './layout';
import { unitsOf } from './layout';
import type { WeightFormat } from './weight-format';

/** Texels of a 4 × 4 block. */
const TEXELS: Record<WeightFormat, number> = { int8: 1, int16: 2, float32: 4 };
const INT16_MOST = 32767;

export interface Matrix {
  readonly format: WeightFormat;
  readonly texture: WebGLTexture;
  /** Texture rows, and texels of one line along the inputs: wide outputs are folded into several columns. */
  readonly fold: readonly [number, number];
  /** Blocks of outputs, padding included. */
  readonly blocks: number;
  /** One scale an output, in the places of the outputs. */
  readonly scales: Float32Array;
}

export interface MatrixShape {
  /** The vectors whose concatenation is multiplied. */
  inputs: readonly Layout[];
  /** One vector, or one a gate. */
  outputs: readonly Layout[];
  /** The weight is stored [out, in], as embeddings are. */
  transposed?: boolean;
  /** Outputs padded up to a multiple of so many blocks. */
  multiple?: number;
}

/** @throws WebglError('too-large' | 'context-lost') */
export function uploadMatrix(
  device: Device,
  format: WeightFormat,
  weight: StoredWeight,
  shape: MatrixShape,
): Matrix {
  const ins = unitsOf(shape.inputs);
  const outs = padded(unitsOf(shape.outputs), 4 * (shape.multiple ?? 1));
  const blocks = outs.length / 4;
  const texels = TEXELS[format];
  const stride = (ins.length / 4) * texels;
  const rows = Math.min(blocks, device.limits.textureSize);
  const width = stride * Math.ceil(blocks / rows);
  if (width > device.limits.textureSize) {
    const size = `${ins.length} × ${outs.length}`;
    throw new WebglError(
      'too-large',
      `a matrix of ${size} is too large for the textures of this graphics driver`,
    );
  }
  const { values, scales } = stored(weight, format, shape.transposed ?? false);
  const data = new ARRAYS[format](width * rows * (16 / texels));
  pack(data, values, {
    ins,
    outs,
    rows,
    width: (width / texels) * 16,
    steps: shape.transposed ? [1, weight.tensor.dims[1]] : [weight.tensor.dims[1], 1],
  });
  return {
    format,
    texture:
      data instanceof Float32Array
        ? uploadFloats(device, data, width, rows)
        : uploadIntegers(device, data, width, rows),
    fold: [rows, stride],
    blocks,
    scales: Float32Array.from(outs, (unit) => (scales && unit >= 0 ? scales[unit] / INTEGER_ONE[format] : 1)),
  };
}

const ARRAYS = { int8: Int8Array, int16: Int16Array, float32: Float32Array };

type Values = Int8Array | Int16Array | Float32Array;

/** The numbers of the textures in the order of the weight, and what they are multiplied by. */
function stored(
  weight: StoredWeight,
  format: WeightFormat,
  transposed: boolean,
): { values: Values; scales?: Float32Array } {
  const { tensor, quantization } = weight;
  if (format === 'float32') return { values: toFloat32(weight) };
  if (!quantization) return toInt16(tensor, transposed);
  const data = tensor.data as Int8Array;
  // int8 weights are the same numbers in 16 bits.
  return { values: format === 'int16' ? Int16Array.from(data) : data, scales: quantization.scale };
}

/** Symmetric, each output with a scale of its own. */
function toInt16(
  { data: floats, dims }: StoredWeight['tensor'],
  transposed: boolean,
): { values: Int16Array; scales: Float32Array } {
  const data = floats as Float32Array;
  const [rows, columns] = dims;
  const scales = new Float32Array(transposed ? rows : columns);
  const values = new Int16Array(data.length);
  const each = (visit: (i: number, output: number) => void): void => {
    for (let row = 0, i = 0; row < rows; row++)
      for (let column = 0; column < columns; column++, i++) visit(i, transposed ? row : column);
  };
  each((i, output) => (scales[output] = Math.max(scales[output], Math.abs(data[i]))));
  each((i, output) => (values[i] = Math.round((data[i] / (scales[output] || 1)) * INT16_MOST)));
  return { values, scales: scales.map((most) => most / INT16_MOST) };
}

function padded(places: Int32Array, multiple: number): Int32Array {
  const all = new Int32Array(Math.ceil(places.length / multiple) * multiple).fill(-1);
  all.set(places);
  return all;
}

function pack(
  data: Values,
  source: Values,
  to: { ins: Int32Array; outs: Int32Array; rows: number; width: number; steps: number[] },
): void {
  const { ins, outs, rows, width } = to;
  const [inStep, outStep] = to.steps;
  for (let n = 0; n < outs.length; n++) {
    if (outs[n] < 0) continue;
    const block = n >> 2;
    const start = (block % rows) * width + Math.floor(block / rows) * ins.length * 4 + (n & 3);
    const column = outs[n] * outStep;
    for (let k = 0; k < ins.length; k++) {
      if (ins[k] >= 0) data[start + k * 4] = source[ins[k] * inStep + column];
    }
  }
}

function uploadIntegers(device: Device, data: ArrayBufferView, width: number, height: number): WebGLTexture {
  const { gl } = device;
  const texture = device.texture();
  const words = new Uint32Array(data.buffer as ArrayBuffer);
  gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA32UI, width, height);
  gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, width, height, gl.RGBA_INTEGER, gl.UNSIGNED_INT, words);
  return texture;
}

function uploadFloats(device: Device, data: Float32Array, width: number, height: number): WebGLTexture {
  const { gl } = device;
  const texture = device.texture();
  gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA32F, width, height);
  gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, width, height, gl.RGBA, gl.FLOAT, data);
  return texture;
}

/** A vector of numbers in the places of `outputs`; padding is `empty`. */
export function placed(outputs: readonly Layout[], vector: ArrayLike<number>, empty = 0): Float32Array {
  return Float32Array.from(unitsOf(outputs), (unit) => (unit < 0 ? empty : vector[unit]));
}

/** Lists one after the other in a texture that `column` reads. */
export function uploadColumns(device: Device, lists: readonly Float32Array[]): WebGLTexture {
  const size = lists.reduce((sum, { length }) => sum + length, 0);
  const height = Math.ceil(size / 4 / LINE);
  const data = new Float32Array(height * LINE * 4);
  let offset = 0;
  for (const list of lists) {
    data.set(list, offset);
    offset += list.length;
  }
  return uploadFloats(device, data, LINE, height);
}
