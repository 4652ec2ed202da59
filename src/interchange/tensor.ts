/** Tensors as they lie in a file: their shape is known at once, their numbers are read when they are wanted. */
import { InterchangeError, shown } from './errors';

export interface FileTensor {
  dims: readonly number[];
  /** As the file calls it. */
  dtype: string;
  /** Row-major. @throws InterchangeError('unsupported') for what are no real numbers */
  float32(): Float32Array;
}

export type FileTensors = ReadonlyMap<string, FileTensor>;

export type NumberType = keyof typeof WIDTHS;

const WIDTHS = { f16: 2, bf16: 2, f32: 4, f64: 8 } as const;

export const bytesOf = (type: NumberType): number => WIDTHS[type];

export const countOf = (dims: readonly number[]): number => dims.reduce((product, d) => product * d, 1);

/**
 * A tensor whose numbers are read when they are wanted.
 * @param type undefined where the file calls it something that is no real number
 * @param what says which it is in an error
 */
export function lazyTensor(
  bytes: Uint8Array,
  { dims, dtype, type, what }: { dims: readonly number[]; dtype: string; type?: NumberType; what: string },
): FileTensor {
  return {
    dims,
    dtype,
    float32() {
      if (type) return toFloat32(bytes, type);
      throw new InterchangeError('unsupported', `${what} has the type ${shown(dtype)}; float32 is wanted`);
    },
  };
}

/** @param bytes little-endian, at any address */
export function toFloat32(bytes: Uint8Array, type: NumberType): Float32Array {
  const { buffer } = Uint8Array.from(bytes);
  if (type === 'f32') return new Float32Array(buffer);
  if (type === 'f64') return Float32Array.from(new Float64Array(buffer));
  const bits = new Uint16Array(buffer);
  if (type === 'f16') return Float32Array.from(bits, halfToNumber);
  const words = Uint32Array.from(bits, (b) => b << 16);
  return new Float32Array(words.buffer);
}

/** IEEE 754 binary16. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** A file never needs more dimensions, nor more numbers. */
const MOST_DIMS = 8;
const MOST_ENTRIES = 2 ** 30;

/** @throws InterchangeError('format') */
export function checkedDims(dims: readonly unknown[], what: string): number[] {
  const sound = dims.every((d) => Number.isSafeInteger(d) && (d as number) >= 0);
  if (!sound || dims.length > MOST_DIMS || countOf(dims as number[]) > MOST_ENTRIES)
    throw new InterchangeError(
      'format',
      `${what} has the shape [${dims.slice(0, MOST_DIMS).join(', ')}], which is none`,
    );
  return dims as number[];
}
