/** Model folders made on the spot: real graphs, real tokenizers, random weights. */
import type { CardDetails, Weights } from '../../../src/models';
import { makeModelFolder } from '../../../src/models';
import type { Architecture } from '../../../src/rnn';
import { trainingGraph } from '../../../src/rnn';
import type { TokenizerJson } from '../../../src/text';
import { FILL_TOKENS, loadTokenizer, PLACEHOLDER_TOKENS, SPECIAL_TOKENS, trainBpe } from '../../../src/text';
import { random, randomArray } from './ort';

const LINES = [
  'Hello there, how are you?',
  "Bonjour, comment ça va aujourd'hui ?",
  'I am not very hungry.',
  '你好。',
];

export const tinyTokenizer = (): TokenizerJson =>
  trainBpe(LINES, {
    vocabularySize: 290,
    specialTokens: [...SPECIAL_TOKENS, ...FILL_TOKENS],
    textTokens: PLACEHOLDER_TOKENS,
    minFrequency: 1,
  });

export const tinyArchitecture: Architecture = {
  sourceVocabulary: 290,
  targetVocabulary: 290,
  embedding: 12,
  encoder: { layers: [{ cell: 'gru', hidden: 8, bidirectional: true, linearBeforeReset: true }] },
  decoder: {
    layers: [
      { cell: 'gru', hidden: 10 },
      { cell: 'lstm', hidden: 6 },
    ],
  },
  attention: { score: 'multiplicative', size: 8, inputFeeding: false },
};

const details: CardDetails = {
  id: 'tiny',
  task: 'translate',
  source: 'en',
  target: 'fr',
  description: 'Random weights, for tests.',
  licence: 'MIT',
  quantization: 'int8',
  data: [],
  training: { steps: 0, targetTokens: 0, minutes: 0, finished: '2026-11-23' },
  scores: [],
  decoding: { beamSize: 3, lengthPenalty: 0.75, maxLengthFactor: 1, maxLengthExtra: 4 },
};

export function tinyWeights(architecture: Architecture, seed: number): Weights {
  const next = random(seed);
  const { parameters } = trainingGraph(architecture, { labelSmoothing: 0, dropout: false, gradients: false });
  return new Map(
    parameters.map(({ name, shape }) => [
      name,
      { dims: shape, data: randomArray(next, shape).data as Float32Array },
    ]),
  );
}

/** The files of a folder by name. */
export async function tinyModel(
  seed = 1,
  overrides: Partial<CardDetails> = {},
): Promise<Record<string, Uint8Array>> {
  const tokenizer = tinyTokenizer();
  const files = await makeModelFolder({
    details: { ...details, ...overrides },
    architecture: tinyArchitecture,
    weights: tinyWeights(tinyArchitecture, seed),
    tokenizers: { source: tokenizer, target: tokenizer },
  });
  return Object.fromEntries(files);
}

/** A network that goes on with a text, in small letters and spaces most of the time, and in placeholders if it may. */
export async function tinyLanguageModel(seed = 1): Promise<Record<string, Uint8Array>> {
  const architecture: Architecture = { ...tinyArchitecture, encoder: { layers: [] }, attention: null };
  const tokenizer = tinyTokenizer();
  const weights = tinyWeights(architecture, seed);
  const decode = loadTokenizer(tokenizer);
  weights.get('output.b')?.data.forEach((b, id, data) => {
    const text = decode.decode([id]);
    if (/^[a-z]+$/.test(text)) data[id] = b + 8;
    if (text === ' ') data[id] = b + 12;
    if (PLACEHOLDER_TOKENS.includes(text)) data[id] = b + 16;
  });
  const files = await makeModelFolder({
    details: { ...details, id: 'tiny-text', task: 'complete', target: 'en' },
    architecture,
    weights,
    tokenizers: { source: tokenizer, target: tokenizer },
  });
  return Object.fromEntries(files);
}
