/**
 * The weights and tokenizers of a model folder, for a run that goes on from them: of the same languages, or of others,
 * whose recurrent layers still start better than drawn ones (Kocmi & Bojar 2018, "Trivial Transfer Learning for
 * Low-Resource Neural Machine Translation").
 */
import type { FolderFiles, ModelCard } from '../models';
import { readModelFolder, readWeights } from '../models';
import type { ParameterSpec } from '../rnn';
import { parameterSpecs, sizeOf } from '../rnn';
import type { TokenizerJson } from '../text';
import type { Prepared, Recipe, Start } from '../train';

type Side = 'source' | 'target';
type Weights = NonNullable<Start['weights']>;

export interface StartingModel {
  card: ModelCard;
  weights: Weights;
  tokenizers: Prepared['tokenizers'];
}

const EMBEDDING: Record<Side, string> = { source: 'encoder.embedding', target: 'decoder.embedding' };
const OUTPUT_BIAS = 'output.b';
/** What has a row for each word of a side. */
const OF_WORDS: Record<string, Side> = {
  [EMBEDDING.source]: 'source',
  [EMBEDDING.target]: 'target',
  [OUTPUT_BIAS]: 'target',
};
const NO_SUCH_ROW = -1;

/** @throws ModelError where the folder is no sound model */
export async function readStartingModel(files: FolderFiles): Promise<StartingModel> {
  const model = await readModelFolder(files);
  // They were checked by reading the folder.
  const tokenizer = (side: Side): TokenizerJson =>
    JSON.parse(new TextDecoder().decode(files[model.card.tokenizers[side]])) as TokenizerJson;
  const tokenizers = { source: tokenizer('source'), target: tokenizer('target') };
  return { card: model.card, weights: readWeights(model), tokenizers };
}

/** Of each side of the recipe whose language the model has on either side, unless new ones are asked for. */
export function knownTokenizers(model: StartingModel, recipe: Recipe): Partial<Record<Side, TokenizerJson>> {
  if (recipe.newTokenizers) return {};
  const known: Partial<Record<Side, TokenizerJson>> = {};
  for (const side of ['source', 'target'] as const) {
    const from = sideOf(model.card, recipe[side], side);
    if (from) known[side] = model.tokenizers[from];
  }
  return known;
}

/**
 * What has a row for each word takes the rows of the words that both vocabularies have: of the side with the same
 * language, which is the other one where the direction is turned round. Everything else is taken where name and shape
 * are the same.
 */
export function startingWeights(model: StartingModel, recipe: Recipe, prepared: Prepared): Weights {
  const started = parameterSpecs(prepared.architecture).flatMap((spec) => {
    const side = OF_WORDS[spec.name] as Side | undefined;
    const found = side ? rowsOf(model, recipe, prepared, spec, side) : wholeOf(model, spec);
    return found ? [[spec.name, found] as const] : [];
  });
  return new Map(started);
}

function wholeOf(model: StartingModel, spec: ParameterSpec): { data: Float32Array } | undefined {
  const found = model.weights.get(spec.name);
  return found?.data.length === sizeOf(spec) ? found : undefined;
}

function rowsOf(
  model: StartingModel,
  recipe: Recipe,
  prepared: Prepared,
  spec: ParameterSpec,
  side: Side,
): { data: Float32Array; rows: Int32Array } | undefined {
  const from = sideOf(model.card, recipe[side], side) ?? side;
  // The bias belongs to the words a model writes, not to those it reads.
  const isBias = spec.name === OUTPUT_BIAS;
  if (isBias && from !== 'target') return undefined;
  const found = model.weights.get(isBias ? OUTPUT_BIAS : EMBEDDING[from]);
  if (!found) return undefined;
  const before = model.tokenizers[from].model.vocab;
  if (found.data.length !== Object.keys(before).length * (sizeOf(spec) / spec.shape[0])) return undefined;
  const rows = new Int32Array(spec.shape[0]).fill(NO_SUCH_ROW);
  for (const [token, id] of Object.entries(prepared.tokenizers[side].model.vocab))
    if (Object.hasOwn(before, token)) rows[id] = before[token];
  return { data: found.data, rows };
}

/** The side of the model that has the language. */
function sideOf(languages: Record<Side, string>, language: string, side: Side): Side | undefined {
  const other = side === 'source' ? 'target' : 'source';
  return ([side, other] as const).find((s) => languages[s] === language);
}
