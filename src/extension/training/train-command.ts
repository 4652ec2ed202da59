/**
 * "Train a Model…": a recipe is trained in the workshop, shown as it goes on, and becomes a model under Manage Models. What was
 * stopped goes on, in this window or in a later one.
 *
 * Not here: how a network is trained (src/runs, src/train), what is chosen (choose-recipe.ts), what is shown (training-page.ts).
 */
import * as vscode from 'vscode';
import type { RecipeSummary, Trained, TrainingEvent } from '../../protocol/training';
import { RemoteError, RpcError } from '../../rpc/errors';
import type { EngineClient } from '../engine/engine-client';
import type { LessonMaterial } from '../learning/lesson-material';
import { leftOf } from '../learning/lesson-progress';
import type { LessonFolder, LessonStore, StoredLesson } from '../learning/lesson-store';
import type { WorkshopOptions } from '../learning/workshop';
import { inWorkshop } from '../learning/workshop';
import type { ModelCards } from '../models/model-cards';
import type { ModelCatalog } from '../models/model-catalog';
import { ModelStore } from '../models/model-store';
import { useModel } from '../models/model-settings';
import type { Settings } from '../settings';
import { inert } from '../ui/inert';
import { sentenceFor } from '../ui/messages';
import { signalOf } from '../ui/signal';
import { chooseRecipe, stateOf, writeExample } from './choose-recipe';
import { corpusPlace, isRecipe, modelFolder, nameOf, readCorpus, readRecipeText } from './recipe-files';
import { TrainingPage } from './training-page';
import type { TrainingPlan } from './training-plan';

export interface TrainingContext {
  catalog: ModelCatalog;
  cards: ModelCards;
  engine(): EngineClient;
  settings(): Settings;
  workshop: WorkshopOptions;
  material: LessonMaterial;
  runs: LessonStore<TrainingPlan>;
  /** Where examples are written when no folder is wanted. */
  examples: vscode.Uri;
}

/** @param file what the explorer gives with the command; without one the recipe in front, or what is picked */
export async function trainModel(context: TrainingContext, file?: unknown): Promise<void> {
  if (!(await allowed())) return;
  const front = vscode.window.activeTextEditor?.document.uri;
  const given = file instanceof vscode.Uri ? file : front && isRecipe(front) ? front : undefined;
  if (given) return trainRecipe(context, given);
  const chosen = await chooseRecipe(await context.runs.list());
  if (!chosen) return;
  if ('run' in chosen) return takeUp(context, chosen.run);
  if ('recipe' in chosen) return trainRecipe(context, chosen.recipe);
  const recipe = await writeExample(context.workshop, chosen.example, context.examples);
  if (!recipe) return;
  await vscode.window.showTextDocument(recipe);
  await trainRecipe(context, recipe);
}

/** A stranger's folder has no say in what this machine computes for minutes. */
async function allowed(): Promise<boolean> {
  if (vscode.workspace.isTrusted) return true;
  const trust = vscode.l10n.t('Manage Workspace Trust');
  const told = vscode.l10n.t(
    'Restricted Mode: recipes and texts of this folder are not trained until you trust it.',
  );
  const answer = await vscode.window.showInformationMessage(told, trust);
  if (answer === trust) await vscode.commands.executeCommand('workbench.trust.manage');
  return false;
}

async function trainRecipe(context: TrainingContext, recipe: vscode.Uri): Promise<void> {
  const text = await readRecipeText(recipe);
  const same = (await context.runs.list()).find(
    ({ plan }) => plan.recipe === recipe.toString() && plan.text === text,
  );
  if (same) return takeUp(context, same);
  const summary = await showingPlace(recipe, () =>
    inWorkshop(context.workshop, (ask) => ask('readRecipe', { name: nameOf(recipe), text })),
  );
  if (!summary || !(await mayReplace(context, summary))) return;
  const plan = { recipe: recipe.toString(), text, summary, begun: new Date().toISOString() };
  await run(context, plan, await context.runs.create(plan));
}

/** A model of this name may be there. */
async function mayReplace({ catalog }: TrainingContext, { id }: RecipeSummary): Promise<boolean> {
  if ((await catalog.list()).every((one) => one.id !== id)) return true;
  const train = vscode.l10n.t('Train and Replace');
  const question = vscode.l10n.t(
    'There is a model "{0}". When the training is finished, the new one takes its place.',
    inert(id),
  );
  return (await vscode.window.showWarningMessage(question, { modal: true }, train)) === train;
}

async function takeUp(context: TrainingContext, stored: StoredLesson<TrainingPlan>): Promise<void> {
  const { plan, folder } = stored;
  const goOn = vscode.l10n.t('Go On');
  const finish = vscode.l10n.t('Make a Model Now');
  const discard = vscode.l10n.t('Discard');
  const question = vscode.l10n.t('"{0}" {1}', inert(plan.summary.id), inert(stateOf(stored)));
  const answer = await vscode.window.showInformationMessage(question, { modal: true }, goOn, finish, discard);
  if (answer === goOn) await run(context, plan, folder);
  if (answer === finish) await run(context, plan, folder, true);
  if (answer === discard) await folder.remove();
}

/** @param finish makes a model of the best so far */
async function run(
  context: TrainingContext,
  plan: TrainingPlan,
  folder: LessonFolder,
  finish = false,
): Promise<void> {
  const { id } = plan.summary;
  const recipe = vscode.Uri.parse(plan.recipe);
  const page = new TrainingPage(context.cards, id);
  const leave = await folder.occupy();
  let trained: Trained | null | undefined;
  try {
    for (const path of plan.summary.corpora) await corpusPlace(recipe, path);
    trained = await showingPlace(recipe, () =>
      withTrainingProgress(id, (tell, signal) => {
        const told = (event: TrainingEvent): void => {
          tell(event);
          page.tell(event);
        };
        return trainInWorkshop(context, plan, folder, finish, told, signal);
      }),
    );
  } finally {
    await leave();
    // What failed before it had begun is nothing to go on with.
    if (!trained && !(await folder.load('1.tokenizers.json'))) await folder.remove();
  }
  if (trained === undefined) return;
  if (trained === null) return stopped(context, plan, folder);
  await context.catalog.add(id, trained.files);
  await folder.remove();
  context.engine().restart();
  await page.finish(trained.scores);
  void offer(context, plan.summary, trained).catch(() => undefined);
}

async function stopped(context: TrainingContext, plan: TrainingPlan, folder: LessonFolder): Promise<void> {
  const goOn = vscode.l10n.t('Go On');
  const finish = vscode.l10n.t('Make a Model Now');
  const discard = vscode.l10n.t('Discard');
  const told = vscode.l10n.t(
    'The training of "{0}" was stopped, and nothing is lost: run the command again to go on.',
    inert(plan.summary.id),
  );
  const answer = await vscode.window.showInformationMessage(told, goOn, finish, discard);
  if (answer === goOn) await run(context, plan, folder);
  if (answer === finish) await run(context, plan, folder, true);
  if (answer === discard) await folder.remove();
}

/** What is said of it when it is there. Does not wait to be read. */
async function offer(
  { catalog, settings }: TrainingContext,
  { id, task }: RecipeSummary,
  { updates }: Trained,
): Promise<void> {
  const use = vscode.l10n.t('Use Here');
  const told = vscode.l10n.t(
    '"{0}" has been trained in {1} updates, and is under Manage Models.',
    inert(id),
    updates,
  );
  const translates = task === 'translate';
  const answer = translates
    ? await vscode.window.showInformationMessage(told, use)
    : await vscode.window.showInformationMessage(told);
  if (answer === use) await useModel(await catalog.find(id), settings());
}

/** @returns null where it was stopped */
async function trainInWorkshop(
  { workshop, catalog }: TrainingContext,
  { recipe, text, summary }: TrainingPlan,
  folder: LessonFolder,
  finish: boolean,
  onProgress: (event: TrainingEvent) => void,
  signal: AbortSignal,
): Promise<Trained | null> {
  const uri = vscode.Uri.parse(recipe);
  const params = { name: nameOf(uri), text, corpora: summary.corpora, finish };
  return inWorkshop(
    workshop,
    async (ask) => {
      try {
        return await ask('train', params, { onProgress, signal });
      } catch (error) {
        if (error instanceof RpcError && error.code === 'cancelled') return null;
        throw error;
      }
    },
    {
      load: (name) => folder.load(name),
      save: (name, bytes) => folder.save(name, bytes),
      read: (path) => readCorpus(uri, path),
      model: (from) => startingModel(catalog, uri, from),
    },
  );
}

/** By its folder, or by the name of one that is known. @throws ModelStoreError */
async function startingModel(
  catalog: ModelCatalog,
  recipe: vscode.Uri,
  from: string,
): Promise<Record<string, Uint8Array>> {
  const id = from.split('/').at(-1) ?? from;
  const folder = (await modelFolder(recipe, from)) ?? (await catalog.find(id)).folder;
  return new ModelStore(() => Promise.resolve(folder)).readModel(id);
}

/**
 * What is wrong with a recipe or a corpus is shown where it stands.
 * @returns undefined then
 */
async function showingPlace<T>(recipe: vscode.Uri, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    const place = await placeOf(recipe, error);
    if (!place) throw error;
    void tellPlace(error, place).catch(() => undefined);
    return undefined;
  }
}

async function placeOf(recipe: vscode.Uri, error: unknown): Promise<vscode.Location | undefined> {
  if (!(error instanceof RemoteError) || error.name !== 'TrainError') return undefined;
  const { file, line } = error.details;
  if (typeof file !== 'string' || typeof line !== 'number') return undefined;
  const uri = file === nameOf(recipe) ? recipe : await corpusPlace(recipe, file).catch(() => undefined);
  return uri && new vscode.Location(uri, new vscode.Position(line - 1, 0));
}

async function tellPlace(error: unknown, { uri, range }: vscode.Location): Promise<void> {
  const show = vscode.l10n.t('Show the Line');
  const answer = await vscode.window.showErrorMessage(inert(sentenceFor(error), SENTENCE), show);
  if (answer !== show) return;
  await vscode.window.showTextDocument(uri, { selection: range });
}

/** Characters of a message at most. */
const SENTENCE = 600;

/** In a notification, whose button stops it: its page may be closed. */
async function withTrainingProgress<T>(
  id: string,
  work: (tell: (event: TrainingEvent) => void, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const title = vscode.l10n.t('"{0}" is being trained', inert(id));
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, (shown, token) => {
    let percent = 0;
    return work((event) => {
      if (event.kind === 'phase') return shown.report({ message: phaseText(event.phase) });
      if (event.kind !== 'update') return;
      const { done, total, loss, secondsLeft } = event;
      const now = (100 * done) / total;
      const message = vscode.l10n.t('update {0} of {1}, loss {2}', done, total, inert(loss.toFixed(2)));
      shown.report({ message: `${message}, ${leftOf(secondsLeft)}`, increment: now - percent });
      percent = now;
    }, signalOf(token));
  });
}

function phaseText(phase: 'preparing' | 'training' | 'scoring'): string {
  switch (phase) {
    case 'preparing':
      return vscode.l10n.t('reading and cutting the texts');
    case 'training':
      return vscode.l10n.t('the first updates');
    case 'scoring':
      return vscode.l10n.t('measuring the model on sentences it has never seen');
  }
}
