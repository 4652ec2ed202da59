/**
 * "Learn from My Translations": which model, from what, shown for review; then a lesson in the workshop, a report, and a
 * model that is kept or discarded. What was stopped goes on, in this window or in a later one.
 *
 * Not here: how a model learns (src/learn).
 */
import * as vscode from 'vscode';
import type { Learnt, LearnProgress } from '../../protocol/workshop';
import { RemoteError } from '../../rpc/errors';
import { pairOf } from '../direction/direction';
import { languageName } from '../direction/target-language';
import { EditError } from '../documents/edits';
import type { EngineClient } from '../engine/engine-client';
import type { CatalogModel, ModelCatalog } from '../models/model-catalog';
import type { ModelCards } from '../models/model-cards';
import { useModel } from '../models/model-settings';
import type { Settings } from '../settings';
import type { WorkspaceTerms } from '../terms/workspace-terms';
import { inert } from '../ui/inert';
import { LearningError } from './learning-errors';
import type { LessonMaterial } from './lesson-material';
import { reportText } from './lesson-report';
import type { LessonFolder, LessonPlan, LessonStore, StoredLesson } from './lesson-store';
import { LessonPage } from './lesson-page';
import { withLessonProgress } from './lesson-progress';
import { reviewPairs } from './review-pairs';
import { chooseTexts } from './sources';
import type { WorkshopOptions } from './workshop';
import { inWorkshop } from './workshop';

export interface LearningContext {
  catalog: ModelCatalog;
  cards: ModelCards;
  engine(): EngineClient;
  settings(): Settings;
  terms: WorkspaceTerms;
  lessons: LessonStore;
  workshop: WorkshopOptions;
  material: LessonMaterial;
}

/** @param given what the explorer gives with the command: the file, and all that are selected */
export async function learnFromTranslations(
  context: LearningContext,
  file?: unknown,
  given?: unknown,
): Promise<void> {
  const files = Array.isArray(given) ? given.filter((one) => one instanceof vscode.Uri) : [];
  if (files.length === 0 && file instanceof vscode.Uri) files.push(file);
  const stored = files.length === 0 ? await context.lessons.list() : [];
  if (stored.length > 0) {
    const chosen = await chooseLesson(stored);
    if (chosen === undefined) return;
    if (chosen !== 'new') return takeUp(context, chosen);
  }
  const plan = await planLesson(context, files);
  if (plan) await run(context, plan, await context.lessons.create(plan));
}

/** What is not done with, and what else could be learnt. */
async function chooseLesson(stored: readonly StoredLesson[]): Promise<StoredLesson | 'new' | undefined> {
  const states: Readonly<Record<StoredLesson['state'], string>> = {
    stopped: vscode.l10n.t('was stopped: go on'),
    learning: vscode.l10n.t('is learning in another window'),
    learnt: vscode.l10n.t('has learnt: look at the report'),
  };
  const picked = await vscode.window.showQuickPick(
    [
      ...stored.map((one) => ({
        label: `$(${one.state === 'learnt' ? 'checklist' : 'debug-continue'}) ${inert(one.plan.result)}`,
        description: inert(states[one.state]),
        detail: vscode.l10n.t('{0} pairs of {1}', one.plan.pairs.length, inert(one.plan.origin)),
        chosen: one as StoredLesson | 'new',
      })),
      { label: `$(add) ${vscode.l10n.t('Learn from other translations…')}`, chosen: 'new' as const },
    ],
    { title: vscode.l10n.t('Learn from My Translations'), ignoreFocusOut: true },
  );
  return picked?.chosen;
}

async function takeUp(context: LearningContext, { plan, folder, state }: StoredLesson): Promise<void> {
  if (state === 'learnt') return decide(context, plan, folder, await folder.loadLearnt());
  const goOn = vscode.l10n.t('Go On');
  const discard = vscode.l10n.t('Discard');
  const name = inert(plan.result);
  const question =
    state === 'stopped'
      ? vscode.l10n.t('"{0}" was stopped while it learnt. Go on where it was?', name)
      : vscode.l10n.t('"{0}" was learning a moment ago. Go on here if that window is closed.', name);
  const answer = await vscode.window.showInformationMessage(question, { modal: true }, goOn, discard);
  if (answer === goOn) await run(context, plan, folder);
  if (answer === discard) await folder.remove();
}

/** @returns undefined where the user has left on the way */
async function planLesson(
  context: LearningContext,
  files: readonly vscode.Uri[],
): Promise<LessonPlan | undefined> {
  const model = await chooseTeachable(context);
  if (!model) return undefined;
  const texts = await chooseTexts(context, model, files);
  if (!texts) return undefined;
  const { source, target } = model;
  const read = await inWorkshop(context.workshop, (ask) =>
    ask('readPairs', { texts, languages: { source, target } }),
  );
  if (read.every(({ pairs }) => pairs.length === 0))
    throw new LearningError('no-pairs', texts.map(({ name }) => name).join(', '));
  const pairs = await reviewPairs(read);
  if (!pairs || pairs.length === 0) return undefined;
  const result = await chooseName(context, model);
  if (result === undefined) return undefined;
  const origin = texts.map(({ name }) => name.split('/').at(-1)).join(', ');
  return { model: model.id, result, origin, pairs, begun: new Date().toISOString() };
}

async function chooseTeachable({ catalog, settings }: LearningContext): Promise<CatalogModel | undefined> {
  const translators = await catalog.translators();
  if (translators.length === 0) throw new EditError('no-model');
  const { model, byPair } = settings();
  const isChosen = (one: CatalogModel): boolean => one.id === model || byPair[pairOf(one)] === one.id;
  const items = translators.map((one) => ({
    label: `${languageName(one.source)} → ${languageName(one.target)}`,
    description: inert(one.id),
    detail: inert(one.intendedUse || one.description),
    chosen: one,
  }));
  items.sort((a, b) => Number(isChosen(b.chosen)) - Number(isChosen(a.chosen)));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Which model should learn? It stays as it is; a new one is made.'),
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  return picked?.chosen;
}

const NAME = /^[a-z0-9][a-z0-9-]{0,63}$/;

async function chooseName({ catalog }: LearningContext, model: CatalogModel): Promise<string | undefined> {
  const taken = new Set((await catalog.list()).map(({ id }) => id));
  const project = slug(vscode.workspace.name ?? '') || 'mine';
  const proposed = numbered(`${model.id}-${project}`.slice(0, 50), taken);
  return vscode.window.showInputBox({
    title: vscode.l10n.t('Name of the new model'),
    value: proposed,
    ignoreFocusOut: true,
    validateInput(name) {
      if (!NAME.test(name)) return vscode.l10n.t('Small letters, digits and "-", please.');
      return taken.has(name) ? vscode.l10n.t('There is a model of this name.') : undefined;
    },
  });
}

const slug = (text: string): string =>
  text
    .normalize('NFD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

function numbered(name: string, taken: ReadonlySet<string>): string {
  for (let i = 1; ; i++) {
    const candidate = i === 1 ? name : `${name}-${i}`;
    if (!taken.has(candidate)) return candidate;
  }
}

async function run(context: LearningContext, plan: LessonPlan, folder: LessonFolder): Promise<void> {
  const leave = await folder.occupy();
  let learnt: Learnt | null;
  try {
    const page = new LessonPage(context.cards, plan.result);
    learnt = await withLessonProgress(plan.result, (report, signal) => {
      const progress = (at: LearnProgress): void => {
        report(at);
        page.progress(at);
      };
      return learnInWorkshop(context, plan, folder, progress, signal);
    });
    if (learnt) await folder.saveLearnt(learnt);
  } finally {
    await leave();
  }
  if (learnt) return decide(context, plan, folder, learnt);
  const goOn = vscode.l10n.t('Go On');
  const discard = vscode.l10n.t('Discard');
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t(
      '"{0}" was stopped, and nothing is lost: run the command again to go on.',
      inert(plan.result),
    ),
    goOn,
    discard,
  );
  if (answer === goOn) return run(context, plan, folder);
  if (answer === discard) await folder.remove();
}

/** @returns null where it was stopped */
async function learnInWorkshop(
  { workshop, material, catalog }: LearningContext,
  { model, result, origin, pairs }: LessonPlan,
  folder: LessonFolder,
  onProgress: (progress: LearnProgress) => void,
  signal: AbortSignal,
): Promise<Learnt | null> {
  const { source, target } = await catalog.find(model);
  const [files, rehearsal, general] = await Promise.all([
    material.model(model),
    material.rehearsal({ source, target }),
    material.general({ source, target }),
  ]);
  const params = {
    model: files,
    id: result,
    origin,
    pairs,
    ...(rehearsal !== undefined && { rehearsal }),
    ...(general !== undefined && { general }),
  };
  const transfer = Object.values(files).map(({ buffer }) => buffer as ArrayBuffer);
  return inWorkshop(
    workshop,
    async (ask) => {
      try {
        return await ask('learn', params, { onProgress, transfer, signal });
      } catch (error) {
        if (signal.aborted && !(error instanceof RemoteError)) return null;
        throw error;
      }
    },
    folder,
  );
}

/** The report beside the question. Whoever closes it is asked again by the command. */
async function decide(
  context: LearningContext,
  plan: LessonPlan,
  folder: LessonFolder,
  learnt: Learnt,
): Promise<void> {
  await context.cards.show(plan.result, reportText(plan, learnt.report));
  const use = vscode.l10n.t('Keep and Use Here');
  const keep = vscode.l10n.t('Keep');
  const discard = vscode.l10n.t('Discard');
  const [before, after] = learnt.report.own.bleu;
  const question = vscode.l10n.t(
    '"{0}" has learnt: BLEU {1} instead of {2} on your sentences that were held out. Keep it?',
    inert(plan.result),
    inert(after.toFixed(1)),
    inert(before.toFixed(1)),
  );
  const answer = await vscode.window.showInformationMessage(question, use, keep, discard);
  if (answer === undefined) return;
  if (answer !== discard) {
    await context.catalog.add(plan.result, learnt.files);
    if (answer === use) await useModel(await context.catalog.find(plan.result), context.settings());
    context.engine().restart();
    const added = vscode.l10n.t('The model "{0}" has been added.', inert(plan.result));
    vscode.window.setStatusBarMessage(added, 5000);
  }
  await folder.remove();
}
