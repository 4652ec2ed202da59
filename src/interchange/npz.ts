/** numpy's .npz: a zip of .npy arrays (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html). */
import { InterchangeError, shown } from './errors';
import type { FileTensor, NumberType } from './tensor';
import { bytesOf, checkedDims, countOf, lazyTensor } from './tensor';
import { readZip } from './zip';

const TYPES: Readonly<Record<string, NumberType>> = { '<f2': 'f16', '<f4': 'f32', '<f8': 'f64' };

/** @throws InterchangeError('format') */
export function readNpz(bytes: Uint8Array, file: string): Map<string, FileTensor> {
  const entries = Object.entries(readZip(bytes, file)).filter(([name]) => name.endsWith('.npy'));
  if (entries.length === 0) throw new InterchangeError('format', `${file} holds no .npy arrays`);
  return new Map(
    entries.map(([name, content]) => {
      const key = name.slice(0, -'.npy'.length);
      return [key, readNpy(content, `${file}: ${shown(key)}`)] as const;
    }),
  );
}

function readNpy(bytes: Uint8Array, what: string): FileTensor {
  const fail = (why: string): never => {
    throw new InterchangeError('format', `${what} is no .npy array: ${why}`);
  };
  const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
  if (bytes.length < 12 || magic.some((byte, i) => bytes[i] !== byte))
    return fail('it does not begin as one');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isLong = bytes[6] >= 2;
  const start = isLong ? 12 : 10;
  const end = start + (isLong ? view.getUint32(8, true) : view.getUint16(8, true));
  if (end > bytes.length) return fail('it is cut short');
  const header = new TextDecoder('latin1').decode(bytes.subarray(start, end));
  const dtype = /'descr': *'([^']*)'/.exec(header)?.[1] ?? 'a structure';
  const shape = /'shape': *\(([\d, ]*)\)/.exec(header)?.[1] ?? fail('its header says no shape');
  const dims = checkedDims(
    shape
      .split(',')
      .filter((d) => d.trim() !== '')
      .map(Number),
    what,
  );
  const type = Object.hasOwn(TYPES, dtype) ? TYPES[dtype] : undefined;
  if (type && bytes.length - end !== countOf(dims) * bytesOf(type))
    return fail(`${bytes.length - end} bytes for [${dims.join(', ')}]`);
  const byColumns = /'fortran_order': *True/.test(header);
  const tensor = lazyTensor(bytes.subarray(end), { dims, dtype, type, what });
  return byColumns ? { ...tensor, float32: () => fromColumns(tensor.float32(), dims) } : tensor;
}

/** Fortran's order is that of the transposed array. */
function fromColumns(data: Float32Array, dims: readonly number[]): Float32Array {
  const rows = new Float32Array(data.length);
  const index = dims.map(() => 0);
  for (let i = 0; i < data.length; i++) {
    let at = 0;
    for (let axis = 0; axis < dims.length; axis++) at = at * dims[axis] + index[axis];
    rows[at] = data[i];
    for (let axis = 0; axis < dims.length && ++index[axis] === dims[axis]; axis++) index[axis] = 0;
  }
  return rows;
}
