/** Hugging Face's safetensors (https://huggingface.co/docs/safetensors): a JSON header and the tensors' bytes, nothing else. */
import * as v from 'valibot';
import { InterchangeError, shown } from './errors';
import type { FileTensor, NumberType } from './tensor';
import { bytesOf, checkedDims, countOf, lazyTensor } from './tensor';

const TYPES: Readonly<Record<string, NumberType>> = { F16: 'f16', BF16: 'bf16', F32: 'f32', F64: 'f64' };
/** As the format's own reader has it. */
const MOST_HEADER = 100_000_000;

const entrySchema = v.object({
  dtype: v.string(),
  shape: v.array(v.number()),
  data_offsets: v.strictTuple([v.number(), v.number()]),
});

type Fail = (what: string) => never;

const failIn =
  (file: string): Fail =>
  (what) => {
    throw new InterchangeError('format', `${file} is no safetensors file: ${what}`);
  };

/** @returns the header, and the bytes behind it */
function opened(bytes: Uint8Array, fail: Fail): { header: object; data: Uint8Array } {
  if (bytes.length < 8) return fail('it is cut short');
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  if (length > MOST_HEADER || 8 + length > bytes.length) return fail('its header is longer than the file');
  const header = parsed(bytes.subarray(8, 8 + length)) ?? fail('its header is no JSON');
  return { header, data: bytes.subarray(8 + length) };
}

/** What its writer says beside the tensors. @throws InterchangeError('format') */
export function readMetadata(bytes: Uint8Array, file: string): Readonly<Record<string, string>> {
  const { header } = opened(bytes, failIn(file));
  const metadata = v.safeParse(
    v.record(v.string(), v.string()),
    (header as { __metadata__?: unknown }).__metadata__,
  );
  return metadata.success ? metadata.output : {};
}

/** @throws InterchangeError('format') */
export function readSafetensors(bytes: Uint8Array, file: string): Map<string, FileTensor> {
  const fail = failIn(file);
  const { header, data } = opened(bytes, fail);
  const tensors = new Map<string, FileTensor>();
  for (const [name, value] of Object.entries(header)) {
    if (name === '__metadata__') continue;
    const entry = v.safeParse(entrySchema, value);
    if (!entry.success) return fail(`the entry "${shown(name)}" is not what the format asks for`);
    const { dtype, shape, data_offsets: offsets } = entry.output;
    const dims = checkedDims(shape, `${file}: ${shown(name)}`);
    tensors.set(name, tensorOf(data, { name, dtype, dims, offsets }, fail));
  }
  return tensors;
}

function parsed(bytes: Uint8Array): object | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function tensorOf(
  data: Uint8Array,
  {
    name,
    dtype,
    dims,
    offsets: [start, end],
  }: { name: string; dtype: string; dims: number[]; offsets: number[] },
  fail: (what: string) => never,
): FileTensor {
  const type = Object.hasOwn(TYPES, dtype) ? TYPES[dtype] : undefined;
  const isRange = Number.isSafeInteger(start) && Number.isSafeInteger(end) && 0 <= start && start <= end;
  if (!isRange || end > data.length) fail(`"${shown(name)}" lies outside of the file`);
  if (type && end - start !== countOf(dims) * bytesOf(type))
    fail(`"${shown(name)}" has ${end - start} bytes for [${dims.join(', ')}] of ${dtype}`);
  return lazyTensor(data.subarray(start, end), { dims, dtype, type, what: name });
}

/** @param tensors in float32 */
export function writeSafetensors(
  tensors: ReadonlyMap<string, { dims: readonly number[]; data: Float32Array }>,
  metadata: Readonly<Record<string, string>>,
): Uint8Array {
  let at = 0;
  const entries = [...tensors].map(([name, { dims, data }]) => {
    const entry = { dtype: 'F32', shape: dims, data_offsets: [at, at + data.byteLength] };
    at += data.byteLength;
    return [name, entry] as const;
  });
  const json = JSON.stringify({ __metadata__: metadata, ...Object.fromEntries(entries) });
  // The tensors begin at a multiple of 8, so that they can be read where they lie.
  const header = new TextEncoder().encode(json.padEnd(Math.ceil(json.length / 8) * 8));
  const padded = new Uint8Array(Math.ceil(header.length / 8) * 8).fill(0x20);
  padded.set(header);
  const bytes = new Uint8Array(8 + padded.length + at);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(padded.length), true);
  bytes.set(padded, 8);
  let offset = 8 + padded.length;
  for (const { data } of tensors.values()) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), offset);
    offset += data.byteLength;
  }
  return bytes;
}
