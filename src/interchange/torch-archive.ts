/**
 * What `torch.save` writes since PyTorch 1.6: a zip with a pickle that says which tensors there are, and their bytes. The
 * pickle is read, never run (pickle.ts); what it names beside tensors and plain data is refused by name.
 */
import { InterchangeError, shown } from './errors';
import type { Pickled, PickleNames } from './pickle';
import { isNamed, readPickle } from './pickle';
import type { FileTensor, NumberType } from './tensor';
import { bytesOf, checkedDims, countOf, toFloat32 } from './tensor';
import { isZip, readZip } from './zip';

interface Storage {
  type: NumberType | undefined;
  /** As PyTorch calls it. */
  dtype: string;
  bytes: Uint8Array;
}

const STORAGES: Readonly<Record<string, NumberType>> = {
  FloatStorage: 'f32',
  HalfStorage: 'f16',
  BFloat16Storage: 'bf16',
  DoubleStorage: 'f64',
};

/** What a checkpoint of the programs whose models are read has beside tensors: its name is read, and nothing else of it. */
const INERT =
  /^(?:torch\.(?:\w+Storage|float\d+|bfloat16|int\d+|uint8|bool|device|Size)|torch\.storage\.\w+|collections\.(?:OrderedDict|defaultdict|Counter)|argparse\.Namespace|(?:torchtext|onmt|joeynmt|pyonmttok)\.[\w.]+|pathlib\.(?:Posix|Windows)?Path|_codecs\.encode|numpy(?:\.[\w.]+)?\.(?:dtype|scalar|_reconstruct|ndarray)|numpy\.(?:dtype|ndarray)|builtins\.(?:set|frozenset|int|list|dict)|__builtin__\.(?:set|int|list|dict))$/;
const TENSORS = new Set(['torch._utils._rebuild_tensor_v2', 'torch._utils._rebuild_parameter']);

/** Deeper than any checkpoint. */
const DEEPEST = 20;

/**
 * @returns every tensor by the keys of the dictionaries around it, joined by full stops
 * @throws InterchangeError('format' | 'unsupported')
 */
export function readTorchArchive(bytes: Uint8Array, file: string): Map<string, FileTensor> {
  if (!isZip(bytes))
    throw new InterchangeError(
      'unsupported',
      `${file} was saved by PyTorch before 1.6, or is none of its archives; load it there and save it as safetensors`,
    );
  const files = readZip(bytes, file);
  const pickle = Object.keys(files).find((name) => /^[^/]+\/data\.pkl$/.test(name));
  if (!pickle) throw new InterchangeError('format', `${file} is a zip without PyTorch's data.pkl`);
  const folder = pickle.slice(0, -'data.pkl'.length);
  if (Object.hasOwn(files, `${folder}constants.pkl`))
    throw new InterchangeError(
      'unsupported',
      `${file} is a TorchScript program; save the model's state_dict instead`,
    );
  const order = files[`${folder}byteorder`] as Uint8Array | undefined;
  if (order && new TextDecoder().decode(order) !== 'little')
    throw new InterchangeError('unsupported', `${file} has big-endian numbers`);
  const tensors = new Map<string, FileTensor>();
  collect(readPickle(files[pickle], namesOf(files, folder, file), file), '', tensors, 0);
  if (tensors.size === 0) throw new InterchangeError('format', `${file} holds no tensors`);
  return tensors;
}

function namesOf(files: Record<string, Uint8Array>, folder: string, file: string): PickleNames {
  return {
    check(global) {
      if (TENSORS.has(global) || INERT.test(global)) return;
      throw new InterchangeError(
        'unsupported',
        `${file}: its pickle names ${shown(global)}, which is no plain data; save the model's state_dict instead`,
      );
    },
    reduce: (global, args) => (TENSORS.has(global) ? tensorOf(args, file) : undefined),
    persistent: (id) => storageOf(id, files, folder, file),
  };
}

/** ('storage', class, key, where it was, how many) */
function storageOf(id: Pickled, files: Record<string, Uint8Array>, folder: string, file: string): Storage {
  const [kind, type, key] = Array.isArray(id) ? id : [];
  const dtype = type !== undefined && isNamed(type) ? type.global.split('.').at(-1)! : '';
  const bytes = typeof key === 'string' ? files[`${folder}data/${key}`] : undefined;
  if (kind !== 'storage' || !bytes)
    throw new InterchangeError('format', `${file} lacks the numbers of a tensor`);
  return { type: Object.hasOwn(STORAGES, dtype) ? STORAGES[dtype] : undefined, dtype, bytes };
}

/** (storage, offset, size, stride, …), or (tensor, …) of a parameter. */
function tensorOf(args: Pickled[], file: string): FileTensor {
  const [first, offset, size, stride] = args;
  const inner = isNamed(first) ? first.value : undefined;
  if (inner !== undefined && 'float32' in (inner as object)) return inner as FileTensor;
  const storage = inner as Storage | undefined;
  if (!storage || typeof offset !== 'number' || !Array.isArray(size) || !Array.isArray(stride))
    throw new InterchangeError('format', `${file} has a tensor that is not built as PyTorch builds them`);
  const dims = checkedDims(size, file);
  const strides = checkedDims(stride, file);
  return {
    dims,
    dtype: storage.dtype,
    float32: () => strided(storage, offset, dims, strides, file),
  };
}

function strided(
  { type, dtype, bytes }: Storage,
  offset: number,
  dims: readonly number[],
  strides: readonly number[],
  file: string,
): Float32Array {
  if (!type) throw new InterchangeError('unsupported', `${file} has a tensor of ${dtype}; float32 is wanted`);
  const count = countOf(dims);
  const last = dims.reduce((sum, d, axis) => sum + (d - 1) * strides[axis], offset);
  const whole = Math.floor(bytes.length / bytesOf(type));
  if (count > 0 && (offset < 0 || last >= whole))
    throw new InterchangeError('format', `${file} has a tensor that lies outside of its numbers`);
  const numbers = toFloat32(bytes.subarray(0, whole * bytesOf(type)), type);
  const data = new Float32Array(count);
  const index = dims.map(() => 0);
  for (let i = 0, at = offset; i < count; i++) {
    data[i] = numbers[at];
    for (let axis = dims.length - 1; axis >= 0; axis--) {
      at += strides[axis];
      if (++index[axis] < dims[axis]) break;
      at -= index[axis] * strides[axis];
      index[axis] = 0;
    }
  }
  return data;
}

function collect(value: Pickled, name: string, tensors: Map<string, FileTensor>, depth: number): void {
  if (depth > DEEPEST) return;
  if (isNamed(value)) {
    if (value.value && 'float32' in (value.value as object)) tensors.set(name, value.value as FileTensor);
  } else if (value instanceof Map) {
    for (const [key, inner] of value)
      collect(inner, name === '' ? String(key) : `${name}.${String(key)}`, tensors, depth + 1);
  }
}
