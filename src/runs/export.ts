/** From the weights of a training run to a model folder with scores on sentences it has never seen. */
import type { OpenBackends } from '../engine/loaded-model';
import { loadModel } from '../engine/loaded-model';
import type { CardDetails, Weights } from '../models';
import { makeModelFolder, withScores } from '../models';
import { isLanguageModel } from '../rnn';
import type { OnnxRuntimeSource } from '../runtime';
import type { Prepared, Recipe, RunState } from '../train';
import type { Scores } from '../evaluation/scores';
import { heldOutSets, scoreHeldOut } from '../evaluation/held-out';

export function taskOf({ fill, network }: Pick<Recipe, 'fill' | 'network'>): CardDetails['task'] {
  if (fill) return 'fill';
  return isLanguageModel(network) ? 'complete' : 'translate';
}

/** What the card recommends. Fillers compete by probability alone, and are short. */
const decodingOf = (recipe: Recipe): CardDetails['decoding'] => ({
  beamSize: taskOf(recipe) === 'fill' ? 10 : 5,
  lengthPenalty: taskOf(recipe) === 'fill' ? 0 : 0.75,
  maxLengthFactor: 2,
  maxLengthExtra: 10,
});

export interface ExportParts {
  recipe: Recipe;
  prepared: Prepared;
  weights: Weights;
  run: RunState;
  steps: number;
  quantization: 'int8' | 'float32';
}

export interface ScoringHost {
  ort: OnnxRuntimeSource;
  threads: number;
  /** What computes the translations that are measured; onnxruntime without it. */
  openBackends?: OpenBackends;
  /** Of each set the first so many sentences, where all would take longer than they tell. */
  mostScored?: number;
}

export interface ScoredFolder {
  /** Encoder, decoder, tokenizers and model.json. */
  files: Map<string, Uint8Array>;
  /** As they stand in the card. */
  scores: Scores;
}

/** @throws ModelError for weights that are no numbers, RuntimeError */
export async function makeScoredFolder(parts: ExportParts, host: ScoringHost): Promise<ScoredFolder> {
  const unscored = await makeFolder(parts);
  const model = await loadModel(host.ort, Object.fromEntries(unscored), host.threads, host.openBackends);
  const scores: Scores = [];
  try {
    for (const [set, pairs] of heldOutSets(parts.recipe, parts.prepared.pairs))
      scores.push(...(await scoreHeldOut(model, pairs.slice(0, host.mostScored), set)));
  } finally {
    await model.session.dispose();
  }
  return { files: withScores(unscored, scores), scores };
}

function makeFolder(parts: ExportParts): Promise<Map<string, Uint8Array>> {
  const { recipe, prepared, run } = parts;
  const counts = [...prepared.counts.values()];
  const names = new Intl.DisplayNames('en', { type: 'language' });
  const does: Record<CardDetails['task'], string> = {
    fill: `Fills blanks in ${names.of(recipe.source)} text from both sides`,
    complete: `Goes on with ${names.of(recipe.source)} text`,
    translate: `Translates ${names.of(recipe.source)} into ${names.of(recipe.target)}`,
  };
  const task = taskOf(recipe);
  return makeModelFolder({
    details: {
      id: recipe.id,
      task,
      source: recipe.source,
      target: recipe.target,
      description: `${does[task]}.`,
      ...(recipe.intendedUse && { intendedUse: recipe.intendedUse }),
      ...(recipe.limitations && { limitations: recipe.limitations }),
      licence: recipe.licence,
      quantization: parts.quantization,
      data: recipe.data
        .filter(({ use }) => !use || use === 'training')
        .map(({ path, licence, attribution }, i) => ({
          path,
          licence,
          ...(attribution && { attribution }),
          pairs: counts[i].left,
        })),
      training: {
        ...(recipe.from && { from: recipe.from }),
        steps: parts.steps + (run.earlier?.steps ?? 0),
        targetTokens: run.targetTokens + (run.earlier?.targetTokens ?? 0),
        minutes: Math.round((run.seconds + (run.earlier?.seconds ?? 0)) / 60),
        finished: new Date().toISOString().slice(0, 10),
      },
      scores: [],
      decoding: decodingOf(recipe),
    },
    architecture: prepared.architecture,
    weights: parts.weights,
    tokenizers: prepared.tokenizers,
  });
}
