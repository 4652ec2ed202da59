/** What is to be trained: a run that was stopped, a recipe of the workspace or from elsewhere, or one of the examples, which is written first. */
import * as vscode from 'vscode';
import type { ExampleName } from '../../protocol/training';
import { EXAMPLES } from '../../protocol/training';
import type { StoredLesson } from '../learning/lesson-store';
import type { WorkshopOptions } from '../learning/workshop';
import { inWorkshop } from '../learning/workshop';
import { inert } from '../ui/inert';
import { RECIPE, recipesOfWorkspace } from './recipe-files';
import type { TrainingPlan } from './training-plan';

export type Chosen = { recipe: vscode.Uri } | { run: StoredLesson<TrainingPlan> } | { example: ExampleName };

interface Item extends vscode.QuickPickItem {
  choose?(): Promise<Chosen | undefined>;
}

const heading = (label: string): Item => ({
  label: inert(label),
  kind: vscode.QuickPickItemKind.Separator,
});

/** @returns undefined where nothing was chosen */
export async function chooseRecipe(
  stored: readonly StoredLesson<TrainingPlan>[],
): Promise<Chosen | undefined> {
  const recipes = await recipesOfWorkspace();
  const items: Item[] = [
    ...stored.map((run) => ({
      label: `$(debug-continue) ${inert(run.plan.summary.id)}`,
      description: inert(stateOf(run)),
      choose: () => Promise.resolve({ run }),
    })),
    ...recipes.map((recipe) => ({
      label: `$(file) ${inert(vscode.workspace.asRelativePath(recipe))}`,
      choose: () => Promise.resolve({ recipe }),
    })),
    { label: `$(folder-opened) ${vscode.l10n.t('Choose a recipe…')}`, choose: chooseFile },
    heading(vscode.l10n.t('New from an example, a minute each')),
    ...EXAMPLES.map((example) => ({
      label: `$(beaker) ${exampleTitle(example)}`,
      detail: exampleDetail(example),
      choose: () => Promise.resolve({ example }),
    })),
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Train a Model'),
    placeHolder: vscode.l10n.t('A recipe says what is learnt from which texts, and by what network'),
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
  return picked?.choose?.();
}

export const stateOf = ({ state }: StoredLesson<TrainingPlan>): string =>
  state === 'learning'
    ? vscode.l10n.t('is being trained in another window')
    : vscode.l10n.t('was stopped: go on');

async function chooseFile(): Promise<Chosen | undefined> {
  const [recipe] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('A recipe, whose name ends in {0}', inert(RECIPE)),
      filters: { JSON: ['json'] },
      canSelectMany: false,
    })) ?? [];
  return recipe && { recipe };
}

function exampleTitle(example: ExampleName): string {
  switch (example) {
    case 'copy':
      return vscode.l10n.t('Copy letters: GRU');
    case 'reverse':
      return vscode.l10n.t('Reverse letters: GRU');
    case 'reverse-lstm':
      return vscode.l10n.t('Reverse letters: LSTM');
    case 'reverse-attention':
      return vscode.l10n.t('Reverse letters: GRU with attention');
    case 'numbers':
      return vscode.l10n.t('French numbers into English, in words: GRU with attention');
  }
}

function exampleDetail(example: ExampleName): string {
  switch (example) {
    case 'copy':
      return vscode.l10n.t(
        'All that was read must fit into one state: the smallest test of encoder and decoder.',
      );
    case 'reverse':
      return vscode.l10n.t('The last letter read is the first one written.');
    case 'reverse-lstm':
      return vscode.l10n.t('The same with three gates and a cell: compare the curves.');
    case 'reverse-attention':
      return vscode.l10n.t('The decoder looks at each letter again: learnt in a fraction of the updates.');
    case 'numbers':
      return vscode.l10n.t(
        '« quatre vingt dix neuf » becomes “ninety nine”: word order and irregular forms.',
      );
  }
}

/**
 * Writes an example where the user says.
 * @param storage the extension's own folder, where no other is open or wanted
 * @returns its recipe; undefined where no place was chosen
 */
export async function writeExample(
  workshop: WorkshopOptions,
  example: ExampleName,
  storage: vscode.Uri,
): Promise<vscode.Uri | undefined> {
  const parent = await choosePlace(storage);
  if (!parent) return undefined;
  const files = await inWorkshop(workshop, (ask) => ask('example', { name: example }));
  const folder = await freeFolder(parent, `interlinear-${example}`);
  for (const [name, text] of Object.entries(files))
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, name), new TextEncoder().encode(text));
  const recipe = Object.keys(files).find((name) => name.endsWith(RECIPE))!;
  return vscode.Uri.joinPath(folder, recipe);
}

async function choosePlace(storage: vscode.Uri): Promise<vscode.Uri | undefined> {
  const open = vscode.workspace.workspaceFolders?.[0];
  const items = [
    ...(open ? [{ label: `$(folder) ${inert(open.name)}`, place: open.uri as vscode.Uri | undefined }] : []),
    { label: `$(archive) ${vscode.l10n.t('In the storage of this extension')}`, place: storage },
    { label: `$(folder-opened) ${vscode.l10n.t('Choose a folder…')}`, place: undefined },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Where should the recipe and its texts be?'),
    ignoreFocusOut: true,
  });
  if (!picked) return undefined;
  if (picked.place) return picked.place;
  const [chosen] =
    (await vscode.window.showOpenDialog({ canSelectFolders: true, canSelectFiles: false })) ?? [];
  return chosen;
}

/** Nothing that is there is written over. */
async function freeFolder(parent: vscode.Uri, name: string): Promise<vscode.Uri> {
  for (let i = 1; ; i++) {
    const folder = vscode.Uri.joinPath(parent, i === 1 ? name : `${name}-${i}`);
    try {
      await vscode.workspace.fs.stat(folder);
    } catch {
      return folder;
    }
  }
}
