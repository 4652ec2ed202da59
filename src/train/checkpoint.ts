/**
 * A training run on disk: all of TrainerState in one file.
 * Format: magic "ILCK1\n", length of the header (uint32, little-endian), header (JSON), the arrays one after the other.
 */
import * as v from 'valibot';
import { TrainError } from './errors';
import type { TrainerState } from './trainer';

const MAGIC = 'ILCK1\n';
const ARRAYS = ['parameters', 'm', 'v', 'averageSum'] as const;

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const generator = v.pipe(v.array(v.number()), v.length(4));

const headerSchema = v.object({
  /** Hash of the recipe: a checkpoint belongs to one. */
  recipe: v.string(),
  step: count,
  epoch: count,
  position: count,
  averageCount: count,
  planState: generator,
  randomState: generator,
  /** Entries of each array. */
  size: count,
  /** What the run loop keeps beside the trainer. */
  extra: v.optional(v.unknown()),
});

type Header = v.InferOutput<typeof headerSchema>;

export function writeCheckpoint(state: TrainerState, recipe: string, extra: unknown): Uint8Array {
  const header: Header = {
    recipe,
    step: state.step,
    epoch: state.epoch,
    position: state.position,
    averageCount: state.averageCount,
    planState: [...state.planState],
    randomState: [...state.randomState],
    size: state.parameters.length,
    extra,
  };
  const json = new TextEncoder().encode(JSON.stringify(header));
  const start = MAGIC.length + 4 + json.length;
  const bytes = new Uint8Array(start + ARRAYS.length * 4 * header.size);
  bytes.set(new TextEncoder().encode(MAGIC));
  new DataView(bytes.buffer).setUint32(MAGIC.length, json.length, true);
  bytes.set(json, MAGIC.length + 4);
  ARRAYS.forEach((name, i) => {
    const { buffer, byteOffset, byteLength } = state[name];
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), start + i * 4 * header.size);
  });
  return bytes;
}

/**
 * @param recipe the hash the checkpoint should carry
 * @throws TrainError('checkpoint') when the bytes are no checkpoint, cut short, or of another recipe
 */
export function readCheckpoint(bytes: Uint8Array, recipe: string): { state: TrainerState; extra: unknown } {
  const { header, start } = readHeader(bytes);
  if (header.recipe !== recipe) fail('this checkpoint belongs to another version of the recipe');
  if (bytes.length !== start + ARRAYS.length * 4 * header.size) fail('this checkpoint is cut short');
  const arrays = ARRAYS.map((_, i) => {
    const from = start + i * 4 * header.size;
    // A copy at the start of a buffer of its own: Node's Buffer.slice would share the file's, misaligned.
    return new Float32Array(Uint8Array.from(bytes.subarray(from, from + 4 * header.size)).buffer);
  });
  const [parameters, m, v, averageSum] = arrays;
  const { step, epoch, position, averageCount } = header;
  const randomState = Uint32Array.from(header.randomState);
  const planState = Uint32Array.from(header.planState);
  return {
    state: { step, epoch, position, planState, randomState, parameters, m, v, averageSum, averageCount },
    extra: header.extra,
  };
}

/** @returns the header and where the arrays start */
function readHeader(bytes: Uint8Array): { header: Header; start: number } {
  const from = MAGIC.length + 4;
  if (new TextDecoder().decode(bytes.subarray(0, MAGIC.length)) !== MAGIC)
    fail('this file is not a checkpoint');
  if (bytes.length < from) fail('this checkpoint is cut short');
  const start = from + new DataView(bytes.buffer, bytes.byteOffset).getUint32(MAGIC.length, true);
  if (bytes.length < start) fail('this checkpoint is cut short');
  const header = v.safeParse(headerSchema, parseJson(new TextDecoder().decode(bytes.subarray(from, start))));
  return header.success ? { header: header.output, start } : fail('the header of this checkpoint is damaged');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function fail(what: string): never {
  throw new TrainError('checkpoint', `${what}; remove it to start anew`);
}
