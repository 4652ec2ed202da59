/** Makes a model folder: graphs, tokenizers and a card with the checksum of each file. */
import { exportModel } from '../graph';
import type { Architecture } from '../rnn';
import { decoderGraph, encoderGraph } from '../rnn';
import type { TokenizerJson } from '../text';
import type { ModelCard } from './card';
import type { Weights } from './quantize';
import { ModelError } from './errors';
import { expectedHalf, fileOf, HALVES } from './halves';
import { keepFloat32, quantize } from './quantize';
import { sha256 } from './sha256';

/** What the caller knows of a model; the rest of the card follows from the files. */
export type CardDetails = Omit<ModelCard, 'format' | 'architecture' | 'tokenizers' | 'files'>;

export interface ModelParts {
  details: CardDetails;
  architecture: Architecture;
  weights: Weights;
  tokenizers: { source: TokenizerJson; target: TokenizerJson };
  /** What else lies in the folder, by name: a list of words. */
  others?: ReadonlyMap<string, Uint8Array>;
}

const CARD = 'model.json';
const SOURCE_TOKENIZER = 'tokenizer.source.json';
const TARGET_TOKENIZER = 'tokenizer.target.json';
const SHARED_TOKENIZER = 'tokenizer.json';

/**
 * @returns the files of the folder by name, model.json among them
 * @throws MissingWeightError when the weights do not fit the architecture
 * @throws ModelError('weights') when some are not numbers, as after a training run that diverged
 */
export async function makeModelFolder(parts: ModelParts): Promise<Map<string, Uint8Array>> {
  const { architecture, details } = parts;
  checkFinite(parts);
  const stored =
    details.quantization === 'int8' ? quantize(parts.weights).weights : keepFloat32(parts.weights);
  const files = new Map<string, Uint8Array>();
  files.set(fileOf('encoder'), exportModel(encoderGraph(architecture, stored), { model: details.id }));
  files.set(fileOf('decoder'), exportModel(decoderGraph(architecture, stored), { model: details.id }));
  const tokenizers = addTokenizers(files, parts.tokenizers);
  for (const [name, bytes] of parts.others ?? []) files.set(name, bytes);
  const checksums: ModelCard['files'] = {};
  for (const [name, bytes] of files) checksums[name] = { bytes: bytes.length, sha256: await sha256(bytes) };
  const card: ModelCard = { format: 1, ...details, architecture, tokenizers, files: checksums };
  return new Map([[CARD, encode(`${JSON.stringify(card, null, 2)}\n`)], ...files]);
}

/** The same folder with other scores in its card, which no other file knows of. */
export function withScores(
  files: ReadonlyMap<string, Uint8Array>,
  scores: ModelCard['scores'],
): Map<string, Uint8Array> {
  const card = JSON.parse(new TextDecoder().decode(files.get(CARD))) as ModelCard;
  return new Map([...files, [CARD, encode(`${JSON.stringify({ ...card, scores }, null, 2)}\n`)]]);
}

function checkFinite({ architecture, weights }: ModelParts): void {
  for (const half of HALVES) {
    for (const { name } of expectedHalf(half, architecture).parameters) {
      if (weights.get(name)?.data.every(Number.isFinite) ?? true) continue;
      const what = `the weight "${name}" has entries that are not finite numbers`;
      throw new ModelError('weights', fileOf(half), `${what}; train again with a lower learning rate`);
    }
  }
}

function addTokenizers(
  files: Map<string, Uint8Array>,
  { source, target }: ModelParts['tokenizers'],
): ModelCard['tokenizers'] {
  if (JSON.stringify(source) === JSON.stringify(target)) {
    files.set(SHARED_TOKENIZER, encode(JSON.stringify(source)));
    return { source: SHARED_TOKENIZER, target: SHARED_TOKENIZER };
  }
  files.set(SOURCE_TOKENIZER, encode(JSON.stringify(source)));
  files.set(TARGET_TOKENIZER, encode(JSON.stringify(target)));
  return { source: SOURCE_TOKENIZER, target: TARGET_TOKENIZER };
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
