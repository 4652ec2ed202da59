/** From a recipe and the text of its corpora to what a Trainer takes: tokenizers, examples, the whole architecture. */
import type { Architecture } from '../rnn';
import { isLanguageModel } from '../rnn';
import type { Tokenizer, TokenizerJson } from '../text';
import {
  FILL_TOKENS,
  loadTokenizer,
  PLACEHOLDER_TOKENS,
  SPECIAL_TOKENS,
  trainBpe,
  trainWords,
} from '../text';
import type { Example } from './batches';
import type { Pair } from './corpus';
import { TrainError } from './errors';
import { fillExamples } from './fill-examples';
import type { HeldOut } from './held-out';
import type { TrainingText } from './training-text';
import { trainingText } from './training-text';
import { Random } from '../random';
import type { Recipe } from './recipe';

export interface Prepared {
  pairs: HeldOut;
  /** What became of each corpus, in the order of the recipe. */
  counts: TrainingText['counts'];
  tokenizers: { source: TokenizerJson; target: TokenizerJson };
  source: Tokenizer;
  target: Tokenizer;
  architecture: Architecture;
  train: Example[];
  development: Example[];
}

type Known = Partial<Prepared['tokenizers']>;

/**
 * @param read gives the text of a corpus by the path the recipe names
 * @param tokenizers those that are known, of an earlier start of the same run or of the model it starts from: parameters
 *   belong to these very ids
 * @throws TrainError('corpus') where a file has a broken line, or nothing is left to train on
 */
export function prepare(recipe: Recipe, read: (path: string) => string, tokenizers: Known = {}): Prepared {
  if (recipe.fill) return prepareFill(recipe, recipe.fill, read, tokenizers);
  return isLanguageModel(recipe.network)
    ? prepareContinuation(recipe, read, tokenizers)
    : prepareTranslation(recipe, read, tokenizers);
}

function prepareTranslation(recipe: Recipe, read: (path: string) => string, known: Known): Prepared {
  const text = trainingText(recipe, read);
  const tokenizers = trainTokenizers(recipe, text.train, known);
  const source = loadTokenizer(tokenizers.source);
  const target = loadTokenizer(tokenizers.target);
  const encode = ({ source: s, target: t }: Pair): Example => ({
    source: source.encode(s),
    target: target.encode(t),
  });
  const examples = { train: text.train.map(encode), development: text.development.map(encode) };
  return assemble(recipe, text, tokenizers, source, target, examples);
}

function prepareFill(
  recipe: Recipe,
  fill: NonNullable<Recipe['fill']>,
  read: (path: string) => string,
  known: Known,
): Prepared {
  if (recipe.tokenizer.type !== 'bpe') throw new TrainError('recipe', 'fill needs the tokenizer type "bpe"');
  const text = trainingText(recipe, read);
  const sources = text.train.map((pair) => pair.source);
  const specialTokens = [...SPECIAL_TOKENS, ...FILL_TOKENS];
  const textTokens = recipe.clean ? PLACEHOLDER_TOKENS : [];
  const { sourceVocabulary: vocabularySize } = recipe.tokenizer;
  const bpe = { vocabularySize, specialTokens, textTokens, minFrequency: 2 };
  const json = known.source ?? trainBpe(sources, bpe);
  const tokenizer = loadTokenizer(json);
  const random = new Random(recipe.training.seed);
  const held = text.development.map((pair) => pair.source);
  const examples = {
    train: fillExamples(sources, tokenizer, fill, random),
    development: fillExamples(held, tokenizer, { ...fill, examplesPerLine: 1 }, random),
  };
  return assemble(recipe, text, { source: json, target: json }, tokenizer, tokenizer, examples);
}

/** A language model reads nothing but what it has said: its examples have no source. */
function prepareContinuation(recipe: Recipe, read: (path: string) => string, known: Known): Prepared {
  const text = trainingText(recipe, read);
  const json = trainTokenizers(recipe, text.train, { ...known, source: known.target }).target;
  const tokenizer = loadTokenizer(json);
  const encode = ({ target }: Pair): Example => ({ source: NOTHING, target: tokenizer.encode(target) });
  const examples = { train: text.train.map(encode), development: text.development.map(encode) };
  return assemble(recipe, text, { source: json, target: json }, tokenizer, tokenizer, examples);
}

const NOTHING = new Int32Array(0);

function assemble(
  recipe: Recipe,
  { pairs, counts }: TrainingText,
  tokenizers: Prepared['tokenizers'],
  source: Tokenizer,
  target: Tokenizer,
  examples: { train: Example[]; development: Example[] },
): Prepared {
  const longest = recipe.training.maxTokens;
  const fits = (e: Example): boolean =>
    (e.source.length > 0 || isLanguageModel(recipe.network)) &&
    e.target.length > 0 &&
    Math.max(e.source.length, e.target.length) < longest;
  const train = examples.train.filter(fits);
  if (train.length === 0)
    throw new TrainError('corpus', 'no example is left to train on: raise training.maxTokens');
  const architecture = { ...recipe.network, sourceVocabulary: source.size, targetVocabulary: target.size };
  return {
    pairs,
    counts,
    tokenizers,
    source,
    target,
    architecture,
    train,
    development: examples.development.filter(fits),
  };
}

function trainTokenizers({ tokenizer, clean }: Recipe, pairs: Pair[], known: Known): Prepared['tokenizers'] {
  const sources = pairs.map((pair) => pair.source);
  const targets = pairs.map((pair) => pair.target);
  if (tokenizer.type === 'word')
    return {
      source: known.source ?? trainWords(sources, tokenizer),
      target: known.target ?? trainWords(targets, tokenizer),
    };
  const textTokens = clean ? PLACEHOLDER_TOKENS : [];
  const bpe = (lines: string[], vocabularySize: number): TokenizerJson =>
    trainBpe(lines, { vocabularySize, specialTokens: [...SPECIAL_TOKENS], textTokens, minFrequency: 2 });
  return {
    source: known.source ?? bpe(sources, tokenizer.sourceVocabulary),
    target: known.target ?? bpe(targets, tokenizer.targetVocabulary),
  };
}
