/** Tiny models with random weights, and folders broken on purpose. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { ModelCard, ModelParts, Weight } from '../../../src/models';
import { makeModelFolder, ModelError } from '../../../src/models';
import { sha256 } from '../../../src/models/sha256';
import type { Architecture } from '../../../src/rnn';
import { trainingGraph } from '../../../src/rnn';
import { loadTokenizer, SPECIAL_TOKENS, trainBpe, trainWords } from '../../../src/text';
import { random } from '../support/ort';

export type Files = Record<string, Uint8Array>;

export const SOURCE_LINES = ['the cat sat on the mat .', 'a dog ran home', 'who is there ?'];
export const TARGET_LINES = ['le chat est assis', 'un chien court chez lui', 'qui est là ?'];

export const tokenizers = {
  source: trainWords(SOURCE_LINES, { minFrequency: 1 }),
  target: trainBpe(TARGET_LINES, {
    vocabularySize: 264,
    specialTokens: [...SPECIAL_TOKENS],
    minFrequency: 2,
  }),
};
const sourceVocabulary = loadTokenizer(tokenizers.source).size;
const targetVocabulary = loadTokenizer(tokenizers.target).size;

export const attending: Architecture = {
  embedding: 6,
  encoder: { layers: [{ cell: 'gru', hidden: 4, bidirectional: true }] },
  decoder: { layers: [{ cell: 'gru', hidden: 5, linearBeforeReset: true }] },
  attention: { score: 'additive', size: 3, inputFeeding: false },
  sourceVocabulary,
  targetVocabulary,
};

const layer = (bidirectional: boolean) =>
  fc.record({
    cell: fc.constantFrom('gru' as const, 'lstm' as const),
    hidden: fc.integer({ min: 1, max: 5 }),
    bidirectional: bidirectional ? fc.boolean() : fc.constant(false),
    linearBeforeReset: fc.boolean(),
  });
const stack = (bidirectional: boolean) =>
  fc.record({
    layers: fc.array(layer(bidirectional), { minLength: 1, maxLength: 3 }),
    residual: fc.boolean(),
  });

/** Every kind of network the schema allows, small. */
export const anyArchitecture: fc.Arbitrary<Architecture> = fc.record({
  embedding: fc.integer({ min: 1, max: 6 }),
  encoder: stack(true),
  decoder: stack(false),
  attention: fc.option(
    fc.record({
      score: fc.constantFrom('additive' as const, 'multiplicative' as const),
      size: fc.integer({ min: 1, max: 4 }),
      inputFeeding: fc.boolean(),
    }),
  ),
  sourceVocabulary: fc.constant(sourceVocabulary),
  targetVocabulary: fc.constant(targetVocabulary),
});

export function randomWeights(architecture: Architecture, seed = 1): Map<string, Weight> {
  const next = random(seed);
  const options = { labelSmoothing: 0, dropout: false, gradients: false };
  return new Map(
    trainingGraph(architecture, options).parameters.map(({ name, shape }) => {
      const length = shape.reduce((product, d) => product * d, 1);
      return [name, { dims: shape, data: Float32Array.from({ length }, () => next() * 2 - 1) }];
    }),
  );
}

const details: ModelParts['details'] = {
  id: 'tiny',
  task: 'translate',
  source: 'en',
  target: 'fr',
  description: 'Random weights for tests.',
  licence: 'MIT',
  quantization: 'float32',
  data: [{ path: 'none.tsv', licence: 'CC BY 2.0 FR', attribution: 'nobody', pairs: 3 }],
  training: { steps: 10, targetTokens: 100, minutes: 0.5, finished: '2026-11-23' },
  scores: [],
  decoding: { beamSize: 5, lengthPenalty: 0.75, maxLengthFactor: 2, maxLengthExtra: 10 },
};

export async function makeFolder(
  parts: Partial<Omit<ModelParts, 'details'>> = {},
  quantization: ModelCard['quantization'] = 'int8',
): Promise<Files> {
  const architecture = parts.architecture ?? attending;
  const weights = parts.weights ?? randomWeights(architecture);
  const defaults = { details: { ...details, quantization }, architecture, weights, tokenizers };
  return Object.fromEntries(await makeModelFolder({ ...defaults, ...parts }));
}

/** Parsed model.json, to be taken apart. */
export interface LooseCard {
  files: Record<string, { bytes: number; sha256: string }>;
  tokenizers: Record<string, string>;
  architecture: Architecture;
  decoding: Record<string, number>;
  [key: string]: unknown;
}

export const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
export const parse = (bytes: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(bytes));

export function editCard(files: Files, edit: (card: LooseCard) => void): Files {
  const card = parse(files['model.json']) as LooseCard;
  edit(card);
  return { ...files, 'model.json': encode(JSON.stringify(card)) };
}

/** Puts other content in place of a file and corrects model.json, so that only the content can give it away. */
export async function replaceFile(files: Files, name: string, content: Uint8Array): Promise<Files> {
  const checksum = await sha256(content);
  const edited = editCard(files, (card) => {
    card.files[name] = { bytes: content.length, sha256: checksum };
  });
  return { ...edited, [name]: content };
}

/** @returns the ModelError; anything else that is thrown fails the test */
export async function errorOf(promise: Promise<unknown>): Promise<ModelError | undefined> {
  try {
    await promise;
    return undefined;
  } catch (error) {
    if (error instanceof ModelError) {
      // Messages are for people.
      assert.doesNotMatch(error.message, /undefined|\[object/);
      return error;
    }
    throw error;
  }
}
