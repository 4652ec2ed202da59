/** A model of another program as a model folder of this one: its weights, its vocabularies, and a card that says where it is from. */
import type { CardDetails } from '../models';
import { makeModelFolder } from '../models';
import { InterchangeError } from './errors';
import { readForeign } from './kinds';
import type { Mapping } from './mapping';
import { parseMapping } from './mapping';
import { readNpz } from './npz';
import { readMetadata, readSafetensors } from './safetensors';
import type { FileTensor } from './tensor';
import { readTorchArchive } from './torch-archive';
import { readVocabulary } from './vocabulary';

export interface ImportOptions {
  quantization: CardDetails['quantization'];
  /** Of the card: year, month, day. */
  today: string;
}

type ReadTensors = (bytes: Uint8Array, file: string) => Map<string, FileTensor>;

const READERS: readonly (readonly [RegExp, ReadTensors])[] = [
  [/\.safetensors$/i, readSafetensors],
  [/\.npz$/i, readNpz],
  [/\.(?:pt|pth|ckpt|bin)$/i, readTorchArchive],
];

/** Formats that are known, and not read. */
const REFUSED: readonly (readonly [RegExp, string])[] = [
  [/\.(?:h5|hdf5|keras)$/i, 'HDF5 and .keras are not read: save the weights with numpy.savez'],
  [
    /\.(?:pb|index|data-\d+-of-\d+)$/i,
    'TensorFlow checkpoints are not read: save the weights with numpy.savez',
  ],
  [/\.(?:pkl|pickle|joblib)$/i, 'pickles are not read: save the weights as safetensors'],
  [/\.onnx$/i, 'ONNX graphs are not taken apart: save the weights as safetensors'],
];

/** @throws InterchangeError('unsupported' | 'format') */
export function readTensors(bytes: Uint8Array, file: string): Map<string, FileTensor> {
  const reader = READERS.find(([pattern]) => pattern.test(file))?.[1];
  if (reader) return reader(bytes, file);
  const why = REFUSED.find(([pattern]) => pattern.test(file))?.[1];
  throw new InterchangeError(
    'unsupported',
    `${file}: ${why ?? 'weights are read from .safetensors, .npz, .pt and .pth files'}`,
  );
}

/**
 * @param mapping the parsed mapping file
 * @param read gives the bytes of a file that the mapping names
 * @returns the files of the folder by name
 * @throws InterchangeError that names the file, the tensor or the key
 */
export async function importModel(
  mapping: unknown,
  name: string,
  read: (file: string) => Uint8Array,
  { quantization, today }: ImportOptions,
): Promise<Map<string, Uint8Array>> {
  const checked = parseMapping(mapping, name);
  const bytes = read(checked.weights);
  const metadata = checked.weights.endsWith('.safetensors') ? readMetadata(bytes, checked.weights) : {};
  const { weights, architecture: found } = readForeign(
    readTensors(bytes, checked.weights),
    checked,
    metadata,
  );
  const architecture = { ...found, ...(checked.sourceEnd === false && { sourceEnd: false }) };
  const { source, target } = checked.vocabulary;
  const tokenizers = {
    source: readVocabulary(read(source.file), source, architecture.sourceVocabulary).json,
    target: readVocabulary(read(target.file), target, architecture.targetVocabulary).json,
  };
  return makeModelFolder({
    details: detailsOf(checked, quantization, today),
    architecture,
    weights,
    tokenizers,
  });
}

const PROGRAMS: Readonly<Record<Mapping['kind'], string>> = {
  interlinear: 'train/torch',
  d2l: 'Dive into Deep Learning',
  joeynmt: 'JoeyNMT',
  opennmt: 'OpenNMT-py',
  keras: 'Keras',
};

function detailsOf(
  { id, kind, source, target, licence, description, weights, beamSize = 5 }: Mapping,
  quantization: CardDetails['quantization'],
  today: string,
): CardDetails {
  const names = new Intl.DisplayNames('en', { type: 'language' });
  return {
    id,
    task: 'translate',
    source,
    target,
    description: description ?? `Translates ${names.of(source)} into ${names.of(target)}.`,
    licence,
    quantization,
    data: [],
    training: {
      steps: 0,
      targetTokens: 0,
      minutes: 0,
      method: `trained elsewhere, imported from ${weights} of ${PROGRAMS[kind]}`,
      finished: today,
    },
    scores: [],
    decoding: { beamSize, lengthPenalty: 0.75, maxLengthFactor: 2, maxLengthExtra: 10 },
  };
}
