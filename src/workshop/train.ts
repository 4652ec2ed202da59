/**
 * A network is trained from a recipe in the workshop, as `npm run cli -- train` trains it: the same preparation, updates,
 * measurements and checkpoints (src/runs), kept by the extension host, and told of as they come.
 */
import { gunzipSync } from 'fflate';
import { openInTurns } from '../learn';
import type { OpenBackends } from '../engine/loaded-model';
import { activationsOf, layersOf, openGates, readBy, runGates } from '../engine/gates/gate-run';
import type {
  RecipeSummary,
  RecipeText,
  StageFile,
  Trained,
  TrainingEvent,
  TrainingGlance,
  TrainParams,
} from '../protocol/training';
import { makeScoredFolder, taskOf } from '../runs/export';
import { readStartingModel } from '../runs/start-from';
import type { Glance, StageHost, TrainingHost } from '../runs/training-run';
import { trainRecipe } from '../runs/training-run';
import type { OnnxRuntimeSource } from '../runtime';
import { onnxruntimeOf } from '../runtime';
import { decode, encodingOf } from '../text/encoding';
import type { Recipe } from '../train';
import { readRecipe, stagesOf, TrainError } from '../train';

/** What a run needs of the world around it. */
export interface TrainHost {
  ort: OnnxRuntimeSource;
  threads: number;
  /** What computes the translations that are measured at the end; onnxruntime without it. */
  openBackends?: OpenBackends;
  progress(event: TrainingEvent): void;
  log(line: string): void;
  /** A corpus by the path that the recipe names. @throws where it cannot be read */
  read(path: string): Promise<Uint8Array>;
  /** The files of the model that the recipe starts from. */
  model(folder: string): Promise<Record<string, Uint8Array>>;
  load(name: StageFile): Promise<Uint8Array | undefined>;
  save(name: StageFile, bytes: Uint8Array): Promise<void>;
}

const CHECKPOINT_SECONDS = 30;
/** WebAssembly has one thread: more sentences would take longer than they tell. */
const TRANSLATED = 40;
const SCORED = 200;
/** Sentences that are shown, and steps of the one whose gates are. */
const SHOWN = 5;
const GATE_STEPS = 40;

/** @throws TrainError('recipe') with file and line */
export function summaryOf({ name, text }: RecipeText): RecipeSummary {
  const recipe = readRecipe(text, name);
  stagesOf(recipe);
  const { id, source, target, from } = recipe;
  const corpora = new Set(recipe.data.flatMap(({ path, targetPath }) => [path, targetPath ?? path]));
  return {
    id,
    task: taskOf(recipe),
    source,
    target,
    corpora: [...corpora],
    ...(from !== undefined && { from }),
  };
}

/**
 * @returns null when the signal stopped it; the same call goes on
 * @throws TrainError for a recipe, a corpus or a checkpoint that cannot be used, and for a run that went astray
 */
export async function trainFrom(
  { name, text, corpora, finish }: TrainParams,
  host: TrainHost,
  signal: AbortSignal,
): Promise<Trained | null> {
  const recipe = readRecipe(text, name);
  host.progress({ kind: 'phase', phase: 'preparing' });
  const texts = new Map<string, string>();
  for (const path of corpora) texts.set(path, textOf(path, await host.read(path)));
  const { prepared, trainer, result } = await trainRecipe(
    recipe,
    trainingHost(recipe, texts, host),
    finish ? AbortSignal.abort() : signal,
  );
  try {
    if (!result.finished && !finish) return null;
    host.progress({ kind: 'phase', phase: 'scoring' });
    const { run } = result;
    const steps = trainer.stepsDone;
    const parts = { recipe, prepared, weights: trainer.named(result.parameters), run, steps };
    const { files, scores } = await makeScoredFolder(
      { ...parts, quantization: 'int8' },
      { ort: host.ort, threads: host.threads, openBackends: host.openBackends, mostScored: SCORED },
    );
    const updates = steps + (run.earlier?.steps ?? 0);
    return { files: Object.fromEntries(files), scores, updates };
  } finally {
    await trainer.dispose();
  }
}

function trainingHost(recipe: Recipe, texts: ReadonlyMap<string, string>, host: TrainHost): TrainingHost {
  const { ort, threads } = host;
  return {
    ort,
    threads,
    openGraph: async (bytes, name) => openInTurns(await onnxruntimeOf(ort), bytes, { threads, name }),
    checkpointSeconds: CHECKPOINT_SECONDS,
    translated: TRANSLATED,
    read(path) {
      const text = texts.get(path);
      if (text === undefined) throw new TrainError('corpus', `there is no corpus ${path}`);
      return text;
    },
    startingModel: async (folder) => readStartingModel(await host.model(folder)),
    stage: (number, of) => stageHost(recipe, number, of, host),
  };
}

function stageHost(recipe: Recipe, number: number, of: number, host: TrainHost): StageHost {
  const { steps: total } = stagesOf(recipe)[number].training;
  const stage = number + 1;
  let training = false;
  return {
    load: (name) => host.load(`${stage}.${name}`),
    save: (name, bytes) => host.save(`${stage}.${name}`, bytes),
    progress({ report, loss, tokensPerSecond, secondsLeft }) {
      if (!training) host.progress({ kind: 'phase', phase: 'training' });
      training = true;
      const { step: done, epoch } = report;
      const figures = { done, total, epoch, loss, tokensPerSecond, secondsLeft };
      host.progress({ kind: 'update', stage, stages: of, ...figures });
    },
    measured: ({ step, developmentLoss, bleu }) =>
      host.progress({ kind: 'measured', stage, step, developmentLoss, bleu }),
    glance: async (glance) => host.progress(await glanceOf(glance, stage, host)),
    log: host.log,
  };
}

/** A few sentences, and the gates of the first: the same ones every time, so that they can be compared. */
async function glanceOf(
  { prepared, weights, translations, step }: Glance,
  stage: number,
  { ort, threads }: TrainHost,
): Promise<TrainingGlance> {
  const { architecture, source, target } = prepared;
  const sentences = translations.sentences.slice(0, SHOWN);
  const { source: read, reference } = sentences[0];
  const sessions = await openGates(ort, architecture, weights, threads);
  try {
    const tokens = source.encode(read).slice(0, GATE_STEPS);
    const written = [...target.encode(reference), target.ids.eos].slice(0, GATE_STEPS);
    const sentence = { source: tokens, target: written };
    const run = await runGates(sessions, sentence, prepared, new AbortController().signal);
    const layers = layersOf(architecture);
    const gates = layers.map((layer) => ({
      tokens: readBy(layer, source.pieces(tokens), run),
      activations: activationsOf(layer, run),
    }));
    return { kind: 'glance', stage, step, sentences, gatesOf: { source: read, reference }, layers, gates };
  } finally {
    await sessions.encoder.dispose();
    await sessions.decoder.dispose();
  }
}

/** @throws TrainError('corpus') for what is no text */
function textOf(path: string, bytes: Uint8Array): string {
  const { body, encoding } = encodingOf(path.endsWith('.gz') ? unpacked(path, bytes) : bytes);
  const text = decode(body, encoding);
  if (text === undefined)
    throw new TrainError('corpus', `${path} is no text in UTF-8: save it as that`, path);
  return text;
}

function unpacked(path: string, bytes: Uint8Array): Uint8Array {
  try {
    return gunzipSync(bytes);
  } catch (error) {
    throw new TrainError('corpus', `${path} cannot be unpacked: ${(error as Error).message}`, path);
  }
}
