/**
 * A network of a few thousand weights that translates a few sentences from English into Spanish, trained on the spot. It
 * says « usted », though « tú » is nearly as likely: who teaches it « tú » hears it.
 */
import { makeModelFolder } from '../../src/models';
import { ort } from '../../src/node/onnxruntime';
import type { Architecture } from '../../src/rnn';
import { openGraph } from '../../src/runtime';
import { loadTokenizer, PLACEHOLDER_TOKENS, SPECIAL_TOKENS, trainBpe } from '../../src/text';
import type { Example, Pair } from '../../src/train';
import { Trainer } from '../../src/train';

const VERBS = [
  ...[
    ['see', 've', 'ves'],
    ['have', 'tiene', 'tienes'],
    ['want', 'quiere', 'quieres'],
    ['know', 'conoce', 'conoces'],
  ],
  ...[
    ['buy', 'compra', 'compras'],
    ['find', 'encuentra', 'encuentras'],
    ['paint', 'pinta', 'pintas'],
  ],
  ...[
    ['sell', 'vende', 'vendes'],
    ['clean', 'limpia', 'limpias'],
    ['draw', 'dibuja', 'dibujas'],
  ],
];
const THINGS = [
  ...[
    ['house', 'casa'],
    ['table', 'mesa'],
    ['door', 'puerta'],
    ['key', 'llave'],
    ['lamp', 'lámpara'],
  ],
  ...[
    ['chair', 'silla'],
    ['window', 'ventana'],
    ['letter', 'carta'],
    ['shop', 'tienda'],
    ['street', 'calle'],
  ],
  ...[
    ['shirt', 'camisa'],
    ['box', 'caja'],
  ],
];
const KINDS = [
  ...[
    ['big', 'grande'],
    ['red', 'roja'],
    ['black', 'negra'],
    ['new', 'nueva'],
    ['old', 'vieja'],
  ],
  ...[
    ['white', 'blanca'],
    ['small', 'pequeña'],
    ['beautiful', 'bonita'],
    ['green', 'verde'],
    ['cheap', 'barata'],
  ],
];

const sentences = (pronoun: 'Usted' | 'Tú'): Pair[] =>
  VERBS.flatMap(([verb, formal, familiar]) =>
    THINGS.flatMap(([thing, cosa]) =>
      KINDS.map(([kind, como]) => ({
        source: `You ${verb} the ${kind} ${thing}.`,
        target: `${pronoun} ${pronoun === 'Usted' ? formal : familiar} la ${cosa} ${como}.`,
      })),
    ),
  );

/** What the user's files say: « tú » everywhere. */
export const FAMILIAR = sentences('Tú');
const FORMAL = sentences('Usted');
/** Natural logarithm of how much likelier the network finds « usted » than « tú ». */
const LEAD = 0.15;

const SIZE = 700;
const STEPS = 300;
const ARCHITECTURE: Architecture = {
  sourceVocabulary: SIZE,
  targetVocabulary: SIZE,
  embedding: 32,
  encoder: { layers: [{ cell: 'gru', hidden: 32, bidirectional: true, linearBeforeReset: true }] },
  decoder: { layers: [{ cell: 'gru', hidden: 48, linearBeforeReset: true }] },
  attention: { score: 'multiplicative', size: 32, inputFeeding: false },
};

/** @returns the files of the model's folder by name; a few seconds */
export async function tinyTranslator(): Promise<Map<string, Uint8Array>> {
  const read = [...FORMAL, ...FAMILIAR];
  const json = trainBpe(
    read.flatMap(({ source, target }) => [source, target]),
    {
      vocabularySize: SIZE,
      specialTokens: [...SPECIAL_TOKENS],
      textTokens: PLACEHOLDER_TOKENS,
      minFrequency: 1,
    },
  );
  const tokenizer = loadTokenizer(json);
  const architecture = {
    ...ARCHITECTURE,
    sourceVocabulary: tokenizer.size,
    targetVocabulary: tokenizer.size,
  };
  const encode = (pairs: Pair[]): Example[] =>
    pairs.map(({ source, target }) => ({
      source: tokenizer.encode(source),
      target: tokenizer.encode(target),
    }));
  const trainer = await Trainer.create(
    (graph, name) => openGraph(ort, graph, { threads: 1, name }),
    architecture,
    encode(read),
    tokenizer.ids,
    {
      ...{ seed: 1, batchTokens: 400, steps: STEPS, learningRate: 8e-3, warmupSteps: 20, dropout: 0 },
      ...{ labelSmoothing: 0, beta1: 0.9, beta2: 0.98, epsilon: 1e-9, clipNorm: 1 },
    },
  );
  for (let step = 0; step < STEPS; step++) await trainer.update();
  const weights = trainer.named(trainer.current);
  const logProbability = async (examples: Example[]): Promise<number> => {
    const tokens = examples.reduce((sum, { target }) => sum + target.length + 1, 0);
    return (-(await trainer.validationLoss(examples)) * tokens) / examples.length;
  };
  const [formal, familiar] = [encode(FORMAL.slice(0, 300)), encode(FAMILIAR.slice(0, 300))];
  const lead = (await logProbability(formal)) - (await logProbability(familiar));
  weights.get('output.b')!.data[formal[0].target[0]] -= lead - LEAD;
  await trainer.dispose();
  return makeModelFolder({
    details: {
      id: 'tiny-en-es',
      task: 'translate',
      source: 'en',
      target: 'es',
      description: 'Says a few sentences, for tests.',
      licence: 'MIT',
      quantization: 'float32',
      data: [],
      training: { steps: STEPS, targetTokens: 0, minutes: 0, finished: '2026-11-28' },
      scores: [],
      decoding: { beamSize: 2, lengthPenalty: 0.75, maxLengthFactor: 2, maxLengthExtra: 10 },
    },
    architecture,
    weights,
    tokenizers: { source: json, target: json },
  });
}
