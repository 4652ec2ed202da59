/** From the weights of a training run to a model folder with scores on sentences it has never seen. */
import { join } from 'node:path';
import { ort } from '../node/onnxruntime';
import { loadModel } from '../engine/loaded-model';
import type { CardDetails, Weights } from '../models';
import { makeModelFolder } from '../models';
import { isLanguageModel } from '../rnn';
import type { Prepared, Recipe, RunState } from '../train';
import { writeAtomically } from '../node/files';
import type { Scores } from '../evaluation/scores';
import { heldOutSets, scoreHeldOut } from '../evaluation/held-out';

function taskOf({ fill, network }: Recipe): CardDetails['task'] {
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
  threads: number;
}

/**
 * Writes encoder, decoder, tokenizers and model.json to `folder`.
 * @returns the scores written into the card
 */
export async function exportModelFolder(parts: ExportParts, folder: string): Promise<Scores> {
  const unscored = await makeFolder(parts, []);
  const model = await loadModel(ort, Object.fromEntries(unscored), parts.threads);
  const scores: Scores = [];
  for (const [set, pairs] of heldOutSets(parts.recipe, parts.prepared.pairs)) {
    scores.push(...(await scoreHeldOut(model, pairs, set)));
  }
  await model.session.dispose();
  for (const [name, bytes] of await makeFolder(parts, scores)) writeAtomically(join(folder, name), bytes);
  return scores;
}

function makeFolder(parts: ExportParts, scores: Scores): Promise<Map<string, Uint8Array>> {
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
      scores,
      decoding: decodingOf(recipe),
    },
    architecture: prepared.architecture,
    weights: parts.weights,
    tokenizers: prepared.tokenizers,
  });
}
