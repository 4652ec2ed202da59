/**
 * A training run, from a recipe to the parameters that are best: stage after stage, resumable at any time.
 *
 * Not here: training itself (src/train), where a run is kept (TrainingHost: src/cli/run-folder.ts, src/workshop/train.ts), what becomes
 * a model (export.ts).
 */
import type { DevelopmentTranslations } from '../evaluation/development-bleu';
import { translateDevelopment } from '../evaluation/development-bleu';
import type { Weights } from '../models';
import { sha256 } from '../models';
import type { Architecture } from '../rnn';
import { isLanguageModel, parameterSpecs } from '../rnn';
import type { OnnxRuntimeSource } from '../runtime';
import { onnxruntimeOf, openNetwork, vocabularyOf } from '../runtime';
import type {
  Measurement,
  OpenGraph,
  Prepared,
  Progress,
  Recipe,
  RunHost,
  RunResult,
  RunState,
  Stage,
} from '../train';
import { prepare, readCheckpoint, runTraining, stagesOf, Trainer, writeCheckpoint } from '../train';
import type { StartingModel } from './start-from';
import { knownTokenizers, startingWeights } from './start-from';

/** What is kept of a stage. */
export type RunFile = 'checkpoint.bin' | 'best.bin' | 'tokenizers.json';

/** Where a stage is kept, and who is told of it. */
export interface StageHost {
  /** @returns undefined where nothing was saved under the name */
  load(name: RunFile): Promise<Uint8Array | undefined>;
  /** All or nothing: a kill in between leaves what was there. @param bytes are the host's: nobody else changes them */
  save(name: RunFile, bytes: Uint8Array): Promise<void>;
  progress(progress: Progress): void;
  measured(measurement: Measurement): void;
  /** At each measurement of a network that translates, before its figures are told. */
  glance?(glance: Glance): Promise<void>;
  log(line: string): void;
}

/** What a network of that moment is seen to do. */
export interface Glance {
  prepared: Prepared;
  weights: Weights;
  translations: DevelopmentTranslations;
  /** Updates done. */
  step: number;
}

export interface TrainingHost {
  ort: OnnxRuntimeSource;
  threads: number;
  /** How the trainer's graphs are run. */
  openGraph: OpenGraph;
  checkpointSeconds: number;
  /** Development sentences that are translated at each measurement, at most. */
  translated: number;
  /** The text of a corpus by the path the recipe names. */
  read(path: string): string;
  /** The model that a recipe's `from` names. @throws ModelError */
  startingModel(folder: string): Promise<StartingModel>;
  /** @param number from 0 */
  stage(number: number, of: number): StageHost;}

/** What a stage has come to. */
export interface TrainingRun {
  prepared: Prepared;
  result: RunResult;
  trainer: Trainer;
}

/** Weights and vocabularies a stage ends with. */
type StageEnd = Pick<StartingModel, 'weights' | 'tokenizers'> & { run: RunState };

/**
 * All stages of a recipe that are not done yet.
 * @param signal stops after the update under way, with a checkpoint
 * @returns the last stage that was reached; `finished` where there is nothing left to train. The trainer is the caller's to
 *   dispose of
 * @throws TrainError for a recipe, corpus or checkpoint that cannot be used
 */
export async function trainRecipe(
  recipe: Recipe,
  host: TrainingHost,
  signal: AbortSignal,
): Promise<TrainingRun> {
  const stages = stagesOf(recipe);
  const places = stages.map((_, i) => host.stage(i, stages.length));
  const reached = await lastReached(places);
  let i = reached.stage;
  let stage = await trainStage(stages[i], places[i], host, signal, { saved: reached.checkpoint });
  while (stage.result.finished && ++i < stages.length) {
    const before = endOf(stage);
    await stage.trainer.dispose();
    stage = await trainStage(stages[i], places[i], host, signal, { before });
  }
  return stage;
}

async function lastReached(
  places: readonly StageHost[],
): Promise<{ stage: number; checkpoint?: Uint8Array }> {
  for (let i = places.length - 1; i >= 0; i--) {
    const checkpoint = await places[i].load('checkpoint.bin');
    if (checkpoint) return { stage: i, checkpoint };
  }
  return { stage: 0 };
}

function endOf({ trainer, result, prepared }: TrainingRun): StageEnd {
  const { earlier, targetTokens, seconds } = result.run;
  const done = {
    steps: (earlier?.steps ?? 0) + trainer.stepsDone,
    targetTokens: (earlier?.targetTokens ?? 0) + targetTokens,
    seconds: (earlier?.seconds ?? 0) + seconds,
  };
  return {
    weights: trainer.named(result.parameters),
    tokenizers: prepared.tokenizers,
    run: { measurements: [], stale: 0, targetTokens: 0, seconds: 0, earlier: done },
  };
}

async function trainStage(
  recipe: Stage,
  place: StageHost,
  host: TrainingHost,
  signal: AbortSignal,
  { before, saved: bytes }: { before?: StageEnd; saved?: Uint8Array },
): Promise<TrainingRun> {
  // A run that is under way has weights and tokenizers of its own.
  const from = bytes || recipe.from === undefined ? undefined : await host.startingModel(recipe.from);
  const known = before?.tokenizers ?? (from && knownTokenizers(from, recipe));
  const prepared = await prepareOnce(recipe, place, host, known);
  place.log(`${prepared.train.length} pairs to train on, ${prepared.development.length} to measure on`);
  const identity = await identityOf(recipe, prepared.architecture);
  const saved = bytes && readCheckpoint(bytes, identity);
  if (saved) place.log(`going on after update ${saved.state.step}`);
  const trainer = await Trainer.create(
    host.openGraph,
    prepared.architecture,
    prepared.train,
    prepared.target.ids,
    recipe.training,
    { state: saved?.state, weights: before?.weights ?? (from && startingWeights(from, recipe, prepared)) },
  );
  const origin = before ? 'the stage before' : recipe.from;
  place.log(
    `${trainer.current.length} parameters${origin ? `, ${trainer.takenOver} of them from ${origin}` : ''}`,
  );
  const result = await runTraining({
    trainer,
    development: prepared.development,
    recipe: recipe.training,
    host: { ...keptIn(place, identity), bleu: bleuOf(recipe, prepared, trainer, place, host) },
    signal,
    checkpointSeconds: host.checkpointSeconds,
    resumed: (saved?.extra as RunState | undefined) ?? before?.run,
  });
  place.log(result.finished ? `finished: the ${result.choice} parameters are best` : 'stopped; run again to go on');
  return { prepared, result, trainer };
}

/** Filling blanks and going on have no references to be compared with. */
function bleuOf(
  recipe: Stage,
  prepared: Prepared,
  trainer: Trainer,
  place: StageHost,
  host: TrainingHost,
): RunHost['bleu'] {
  if (recipe.fill || isLanguageModel(recipe.network)) return undefined;
  const { architecture, source, target } = prepared;
  return async (parameters) => {
    const weights = trainer.named(parameters);
    const network = { architecture, weights, vocabulary: vocabularyOf(source, target) };
    const session = await openNetwork(await onnxruntimeOf(host.ort), network, host.threads);
    try {
      const translations = await translateDevelopment(session, prepared, recipe.target, host.translated);
      await place.glance?.({ prepared, weights, translations, step: trainer.stepsDone });
      return translations.bleu;
    } finally {
      await session.dispose();
    }
  };
}

/** A checkpoint belongs to a recipe and to parameters in this order: a later version of the program could ask otherwise. */
function identityOf(recipe: Stage, architecture: Architecture): Promise<string> {
  const layout = parameterSpecs(architecture).map(({ name, shape }) => `${name} ${shape.join('×')}`);
  return sha256(new TextEncoder().encode(JSON.stringify({ recipe, layout })));
}

/** The tokenizers are trained at the first start and kept: a later version of the program could cut words otherwise. */
async function prepareOnce(
  recipe: Stage,
  place: StageHost,
  { read }: TrainingHost,
  known?: Partial<Prepared['tokenizers']>,
): Promise<Prepared> {
  const bytes = await place.load('tokenizers.json');
  const saved = bytes && (JSON.parse(new TextDecoder().decode(bytes)) as Prepared['tokenizers']);
  const prepared = prepare(recipe, read, saved ?? known);
  if (!saved)
    await place.save('tokenizers.json', new TextEncoder().encode(JSON.stringify(prepared.tokenizers)));
  return prepared;
}

function keptIn(place: StageHost, identity: string): RunHost {
  return {
    progress: (progress) => place.progress(progress),
    measured: (measurement) => place.measured(measurement),
    saveCheckpoint: (state, run) => place.save('checkpoint.bin', writeCheckpoint(state, identity, run)),
    saveBest: (parameters) => place.save('best.bin', new Uint8Array(parameters.slice().buffer)),
    async loadBest() {
      const bytes = await place.load('best.bin');
      if (!bytes) throw new Error('there are no best parameters yet');
      return new Float32Array(Uint8Array.from(bytes).buffer);
    },
  };
}
