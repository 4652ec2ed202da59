/**
 * Opens a model folder and trusts nothing in it: every file must be there, of the announced size and checksum, readable,
 * and what the architecture in model.json says.
 *
 * Not here: the ONNX files' insides (interface.ts), getting weights out of them (weights.ts).
 */
import * as v from 'valibot';
import type { OnnxModel } from '../graph';
import type { Tokenizer } from '../text';
import { loadTokenizer } from '../text';
import type { ModelCard } from './card';
import { cardSchema } from './card';
import { ModelError, shown } from './errors';
import { fileOf, HALVES } from './halves';
import { checkedHalf } from './interface';
import { sha256 } from './sha256';

export interface ModelFolder {
  card: ModelCard;
  /** The network of encoder.onnx, nothing in it but what was checked; its weights are views of the file's bytes. */
  encoder: OnnxModel;
  decoder: OnnxModel;
  tokenizers: { source: Tokenizer; target: Tokenizer };
}

export type FolderFiles = Readonly<Record<string, Uint8Array>>;

const CARD = 'model.json';
const MAX_CARD_BYTES = 1 << 20;
const MAX_FOLDER_BYTES = 256 << 20;
/** A vocabulary of 65,536 entries, the most there is, has about five; parsed JSON takes many times its size. */
const MAX_TOKENIZER_BYTES = 8 << 20;

/**
 * @param files the folder's files by name; ones that model.json does not name are ignored
 * @throws ModelError that names the file, what is wrong with it and what to do; nothing else
 */
export async function readModelFolder(files: FolderFiles): Promise<ModelFolder> {
  const card = readCard(files);
  checkSizes(card);
  await checkContents(card, files);
  const { architecture } = card;
  const [encoder, decoder] = HALVES.map((half) => checkedHalf(files[fileOf(half)], half, architecture));
  const { source, target } = card.tokenizers;
  return {
    card,
    encoder,
    decoder,
    tokenizers: {
      source: readTokenizer(files, source, architecture.sourceVocabulary),
      target: readTokenizer(files, target, architecture.targetVocabulary),
    },
  };
}

/** Only model.json: for lists of models, before their files are read. @throws ModelError */
export function readCard(files: FolderFiles): ModelCard {
  if (!Object.hasOwn(files, CARD)) {
    throw new ModelError('missing', CARD, 'the folder has no model.json: it is not a model of Interlinear');
  }
  const { length } = files[CARD];
  if (length > MAX_CARD_BYTES) {
    const limit = `at most ${MAX_CARD_BYTES} are read`;
    throw new ModelError('too-big', CARD, `model.json has ${length} bytes; ${limit}: fetch the model again`);
  }
  const result = v.safeParse(cardSchema, parseJson(files[CARD], CARD, 'card'));
  if (result.success) return result.output;
  const issue = result.issues[0];
  const where = shown(v.getDotPath(issue) ?? 'the content');
  throw new ModelError(
    'card',
    CARD,
    `model.json: ${where}: ${problemOf(issue)}; correct it or fetch the model again`,
  );
}

/** A key that is missing or too many is told so, not in the words of JavaScript. */
function problemOf({ expected, received, message }: v.BaseIssue<unknown>): string {
  if (expected === 'never') return 'there is no such key';
  if (received === 'undefined') return 'it is missing';
  return message.length > 300 ? `${message.slice(0, 300)}…` : message;
}

function parseJson(bytes: Uint8Array, file: string, code: 'card' | 'tokenizer'): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new ModelError(code, file, `${file} is not JSON in UTF-8; fetch the model again`);
  }
}

function checkSizes(card: ModelCard): void {
  const { source, target } = card.tokenizers;
  for (const name of [...HALVES.map(fileOf), source, target]) {
    if (Object.hasOwn(card.files, name)) continue;
    throw new ModelError(
      'card',
      CARD,
      `model.json: files: there is no entry for ${name}; fetch the model again`,
    );
  }
  for (const name of [source, target]) {
    const { bytes } = card.files[name];
    if (bytes > MAX_TOKENIZER_BYTES) throw tooBig(name, name, bytes, MAX_TOKENIZER_BYTES);
  }
  const total = Object.values(card.files).reduce((sum, file) => sum + file.bytes, 0);
  if (total > MAX_FOLDER_BYTES) throw tooBig(CARD, 'the model', total, MAX_FOLDER_BYTES);
}

function tooBig(file: string, what: string, bytes: number, limit: number): ModelError {
  const megabytes = (n: number) => `${(n / 1e6).toFixed(0)} MB`;
  return new ModelError(
    'too-big',
    file,
    `${what} has ${megabytes(bytes)}; at most ${megabytes(limit)} are loaded: use a smaller model`,
  );
}

/** Checksums are computed beside each other; of several faults the first in the card's order is told. */
async function checkContents(card: ModelCard, files: FolderFiles): Promise<void> {
  const checks = Object.keys(card.files).map((name) => checkContent(card, name, files));
  for (const result of await Promise.allSettled(checks))
    if (result.status === 'rejected') throw result.reason;
}

async function checkContent(card: ModelCard, name: string, files: FolderFiles): Promise<void> {
  if (!Object.hasOwn(files, name)) {
    throw new ModelError(
      'missing',
      name,
      `${name} is missing from the model's folder; fetch the model again`,
    );
  }
  const { length } = files[name];
  const expected = card.files[name];
  const changed = (what: string) =>
    new ModelError('changed', name, `${name} was changed or cut short: ${what}; fetch the model again`);
  if (length !== expected.bytes) {
    throw changed(`it has ${length} bytes, not ${expected.bytes} as model.json says`);
  }
  if ((await sha256(files[name])) !== expected.sha256) {
    throw changed('its sha256 is not the one in model.json');
  }
}

function readTokenizer(files: FolderFiles, name: string, size: number): Tokenizer {
  const tokenizer = parseTokenizer(parseJson(files[name], name, 'tokenizer'), name);
  if (tokenizer.size === size) return tokenizer;
  const what = `has ${tokenizer.size} entries, the architecture in model.json ${size}`;
  throw new ModelError(
    'tokenizer',
    name,
    `${name} ${what}: they do not belong together; fetch the model again`,
  );
}

function parseTokenizer(json: unknown, name: string): Tokenizer {
  try {
    return loadTokenizer(json);
  } catch (error) {
    // Not only TokenizerError: whatever a strange file makes a tokenizer stumble over, the file is at fault.
    const what = shown((error as Error).message);
    throw new ModelError('tokenizer', name, `${name} cannot be used: ${what}; fetch the model again`);
  }
}
