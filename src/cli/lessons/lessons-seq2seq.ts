/**
 * The notes' translation experiment: the textbook's small corpus, its words and its network, plain and with attention,
 * decoded greedily and scored with the notes' BLEU (Zhang et al., Dive into Deep Learning, §10.5–10.7 and §11.4).
 */
import { translateSentences } from '../../engine/translate/translator';
import { bleuD2l } from '../../metrics';
import type { StackSpec } from '../../rnn';
import type { Tokenizer } from '../../text';
import { loadTokenizer, trainWords } from '../../text';
import { splitWords } from '../../text/tokenizers/word-tokenizer';
import type { Pair, TrainerOptions } from '../../train';
import { parsePairs } from '../../train';
import { openModel } from '../../node/models';
import type { ModelKind } from './lessons-network';
import { architectureOf, decodeGreedily, MODELS, trainNetwork } from './lessons-network';

/** The corpus is sorted by length: these are its shortest pairs. */
export const FIRST_PAIRS = 640;

/** A sentence the corpus does not have, the textbook's reference, and the BLEU (k = 2) that its own notebooks print. */
export const UNSEEN = { source: "He's calm .", reference: 'il est calme .', textbook: [0, 0.658, 0.447] };
export const SEEN = ['Go .', 'I lost .', "I'm home ."];

const ORDER = 2;
const MAX_LENGTH = 10;
const MIN_FREQUENCY = 2;
const STACK: StackSpec = {
  layers: [
    { cell: 'gru', hidden: 256, linearBeforeReset: true },
    { cell: 'gru', hidden: 256, linearBeforeReset: true },
  ],
};

const TRAINING: Omit<TrainerOptions, 'seed'> = {
  batchTokens: 100,
  steps: 1000,
  learningRate: 0.004,
  warmupSteps: 20,
  dropout: 0.2,
  labelSmoothing: 0,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  clipNorm: 1,
};

/** The model that ships, asked the same. */
const SHIPPED = 'en-fr';

export interface Outcome {
  /** null: the shipped model, which is not trained here. */
  seed: number | null;
  model: ModelKind | typeof SHIPPED;
  source: string;
  seen: boolean;
  output: string;
  /** The reference the output is closest to. */
  reference: string;
  bleu: number;
}

export interface Seq2SeqLesson {
  setting: { pairs: number; minFrequency: number; sourceWords: number; targetWords: number; updates: number };
  outcomes: Outcome[];
  shipped: Outcome[];
  /** Training, run by run. */
  seconds: number[];
}

/** A sentence to translate and everything that counts as right. */
interface Question {
  source: string;
  seen: boolean;
  references: string[];
}

interface Corpus {
  pairs: Pair[];
  source: Tokenizer;
  target: Tokenizer;
  questions: Question[];
}

/**
 * @param text the corpus, one pair a line
 * @param each called after every run
 * @throws TrainError('corpus') where the corpus is broken
 */
export async function seq2seqLesson(
  text: string,
  options: { seeds: number[]; threads: number },
  each: (outcomes: Outcome[], seconds: number) => void,
): Promise<Seq2SeqLesson> {
  const corpus = readCorpus(text);
  const lesson: Seq2SeqLesson = {
    setting: {
      pairs: corpus.pairs.length,
      minFrequency: MIN_FREQUENCY,
      sourceWords: corpus.source.size,
      targetWords: corpus.target.size,
      updates: TRAINING.steps,
    },
    outcomes: [],
    shipped: await askShipped(corpus.questions, options.threads),
    seconds: [],
  };
  for (const model of MODELS) {
    for (const seed of options.seeds) {
      const { outcomes, seconds } = await runOnce(corpus, model, seed, options.threads);
      lesson.outcomes.push(...outcomes);
      lesson.seconds.push(seconds);
      each(outcomes, seconds);
    }
  }
  return lesson;
}

/** Words and questions come from the first pairs alone: what the network can know. */
export function readCorpus(text: string): Corpus {
  const pairs = parsePairs(text, 'the corpus').slice(0, FIRST_PAIRS);
  const words = (side: keyof Pair) =>
    trainWords(
      pairs.map((pair) => pair[side]),
      { minFrequency: MIN_FREQUENCY },
    );
  const questions = SEEN.map((source) => ({ source, seen: true, references: referencesOf(pairs, source) }));
  const unseen = { source: UNSEEN.source, seen: false, references: [UNSEEN.reference] };
  return {
    // Whatever corpus is given, the unseen sentence stays unseen.
    pairs: pairs.filter((pair) => wordsOf(pair.source) !== wordsOf(UNSEEN.source)),
    source: loadTokenizer(words('source')),
    target: loadTokenizer(words('target')),
    questions: [...questions.filter(({ references }) => references.length > 0), unseen],
  };
}

const wordsOf = (sentence: string): string => splitWords(sentence).join(' ');

/** The corpus may translate a sentence in several ways; each of them is right. */
function referencesOf(pairs: Pair[], source: string): string[] {
  const same = pairs.filter((pair) => wordsOf(pair.source) === wordsOf(source));
  return [...new Set(same.map((pair) => wordsOf(pair.target)))];
}

async function runOnce(
  corpus: Corpus,
  model: ModelKind,
  seed: number,
  threads: number,
): Promise<{ outcomes: Outcome[]; seconds: number }> {
  const { pairs, source, target, questions } = corpus;
  const sizes = { embedding: 256, stack: STACK, source: source.size, target: target.size };
  const { session, seconds } = await trainNetwork({
    architecture: architectureOf(model, sizes),
    examples: pairs.map((p) => ({ source: source.encode(p.source), target: target.encode(p.target) })),
    ids: target.ids,
    training: { ...TRAINING, seed },
    threads,
  });
  const sources = questions.map((question) => source.encode(question.source));
  const decoded = await decodeGreedily(session, sources, target.ids, MAX_LENGTH);
  await session.dispose();
  const outcomes = questions.map((question, i) => ({
    seed,
    model,
    source: question.source,
    seen: question.seen,
    ...closest(target.decode(decoded[i]), question.references),
  }));
  return { outcomes, seconds };
}

/** Beam search as the model's card recommends it; cut into words as the references are. */
async function askShipped(questions: Question[], threads: number): Promise<Outcome[]> {
  const model = await openModel(SHIPPED, threads);
  const { beamSize, lengthPenalty } = model.card.decoding;
  // As people write: the full stop at the word.
  const sentences = questions.map(({ source }) => source.replace(' .', '.'));
  const translated = await translateSentences(
    model,
    sentences,
    { beamSize, lengthPenalty, maxLength: 4 * MAX_LENGTH, nBest: 1, batchSize: sentences.length },
    { signal: new AbortController().signal, progress: () => undefined },
  );
  await model.session.dispose();
  return questions.map(({ source, seen, references }, i) => {
    const output = wordsOf(translated[i].candidates[0]?.text ?? '');
    return { seed: null, model: SHIPPED, source, seen, ...closest(output, references) };
  });
}

function closest(output: string, references: string[]): { output: string; reference: string; bleu: number } {
  const scored = references.map((reference) => ({
    output,
    reference,
    bleu: bleuD2l(output, reference, ORDER).score,
  }));
  return scored.reduce((best, one) => (one.bleu > best.bleu ? one : best));
}
