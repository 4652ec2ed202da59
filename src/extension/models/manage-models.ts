/** "Manage Models": what is there, what its card says; adding a model from a folder or a .zip, and removing it. */
import * as vscode from 'vscode';
import type { EngineClient } from '../engine/engine-client';
import { chooseModel } from '../direction/direction-commands';
import type { CatalogModel, ModelCatalog } from './model-catalog';
import { cardOf } from './model-catalog';
import type { ModelCards } from './model-cards';
import type { ForeignContext } from './foreign-models';
import { exportModel, importForeign } from './foreign-models';
import type { ModelFiles } from './model-files';
import { filesOfFolder, filesOfZip } from './model-files';
import { forgetModel } from './model-settings';
import { CARD, ModelStoreError } from './model-store';
import { withDelayedProgress } from '../ui/progress';
import type { Settings } from '../settings';
import { languageName, type TargetLanguage } from '../direction/target-language';
import type { Inert } from '../ui/inert';
import { inert, inertMarkdown } from '../ui/inert';

interface ModelsContext extends ForeignContext {
  cards: ModelCards;
  engine(): EngineClient;
  catalog: ModelCatalog;
  settings(): Settings;
  target: TargetLanguage;
}

interface Item extends vscode.QuickPickItem {
  run(): Promise<void>;
}

/** A pick: each model opens its card, the last entries add and choose. @throws what adding and removing throw */
export async function manageModels(context: ModelsContext): Promise<void> {
  const models = await context.catalog.list();
  const items: Item[] = [
    ...models.map((model) => ({
      label: `$(package) ${titleOf(model)}`,
      description: `${inert(model.id)} · ${megabytes(model.bytes)}${model.bundled ? '' : ` · ${vscode.l10n.t('added')}`}`,
      detail: inert(model.intendedUse || model.description),
      run: () => manage(context, model),
    })),
    { label: '', kind: vscode.QuickPickItemKind.Separator, run: () => Promise.resolve() },
    {
      label: `$(folder-opened) ${vscode.l10n.t('Add a model from a folder…')}`,
      run: () => add(context, { canSelectFolders: true, canSelectFiles: false }),
    },
    {
      label: `$(file-zip) ${vscode.l10n.t('Add a model from a .zip file…')}`,
      run: () => add(context, { filters: { zip: ['zip'] } }),
    },
    {
      label: `$(cloud-download) ${vscode.l10n.t('Import a model of PyTorch, JoeyNMT, OpenNMT or Keras…')}`,
      run: () => takeOver(context),
    },
    {
      label: `$(settings) ${vscode.l10n.t('Choose the model for a pair of languages…')}`,
      run: () => chooseModel(context),
    },
  ];
  const title = vscode.l10n.t('Models');
  const picked = await vscode.window.showQuickPick(items, { title, matchOnDescription: true });
  await picked?.run();
}

const megabytes = (bytes: number): Inert => inert(`${(bytes / 1e6).toFixed(1)} MB`);

function titleOf({ task, source, target }: CatalogModel): string {
  if (task === 'translate') return `${languageName(source)} → ${languageName(target)}`;
  return task === 'fill'
    ? vscode.l10n.t('{0}: blanks', languageName(target))
    : vscode.l10n.t('{0}: completion', languageName(target));
}

async function manage(context: ModelsContext, model: CatalogModel): Promise<void> {
  const items: Item[] = [
    {
      label: `$(note) ${vscode.l10n.t('Show its card')}`,
      run: () => context.cards.show(model.id, cardText(model)),
    },
    {
      label: `$(file-zip) ${vscode.l10n.t('Export as .zip…')}`,
      run: () => exportModel(context, model, 'zip'),
    },
    {
      label: `$(export) ${vscode.l10n.t('Export the weights for PyTorch (.safetensors)…')}`,
      run: () => exportModel(context, model, 'safetensors'),
    },
    ...(model.bundled
      ? []
      : [{ label: `$(trash) ${vscode.l10n.t('Remove')}`, run: () => remove(context, model) }]),
  ];
  await (await vscode.window.showQuickPick(items, { title: titleOf(model) }))?.run();
}

async function remove({ catalog, engine }: ModelsContext, { id }: CatalogModel): Promise<void> {
  const label = vscode.l10n.t('Remove');
  const question = vscode.l10n.t('Remove the model "{0}"? Its files are deleted.', inert(id));
  if ((await vscode.window.showWarningMessage(question, { modal: true }, label)) !== label) return;
  await catalog.remove(id);
  engine().restart();
  await forgetModel(id);
}

async function add(context: ModelsContext, options: vscode.OpenDialogOptions): Promise<void> {
  const [uri] = (await vscode.window.showOpenDialog({ ...options, canSelectMany: false })) ?? [];
  if (uri) await addModel(context, uri);
}

/**
 * Reads a folder or archive, lets the engine check it, and keeps it.
 * @returns its id
 * @throws ModelStoreError, RemoteError('ModelError'): then nothing has been kept
 */
export async function addModel(context: ModelsContext, uri: vscode.Uri): Promise<string> {
  const name = uri.path.split('/').pop() ?? '';
  const files = /\.zip$/i.test(name)
    ? filesOfZip(name, await vscode.workspace.fs.readFile(uri))
    : await filesOfFolder(uri);
  return keepChecked(context, name, files);
}

/** What another program has trained. @throws as addModel, and what taking over throws */
async function takeOver(context: ModelsContext): Promise<void> {
  const files = await importForeign(context);
  if (files) await keepChecked(context, CARD, files);
}

async function keepChecked(
  { catalog, engine }: ModelsContext,
  name: string,
  files: ModelFiles,
): Promise<string> {
  const id = idOf(name, files);
  await withDelayedProgress(vscode.l10n.t('Checking the model'), (_, signal) =>
    engine().request('checkModel', { models: [], params: () => ({ files }), signal }),
  );
  await catalog.add(id, files);
  engine().restart();
  vscode.window.setStatusBarMessage(vscode.l10n.t('The model "{0}" has been added.', inert(id)), 5000);
  return id;
}

/** The id is the name of a folder. @throws ModelStoreError('card') */
function idOf(name: string, files: ModelFiles): string {
  const { id } = JSON.parse(new TextDecoder().decode(files[CARD])) as { id?: unknown };
  if (typeof id !== 'string' || !/^[a-z0-9][a-z0-9-]{0,63}$/.test(id))
    throw new ModelStoreError('card', name, CARD, 'id');
  return cardOf(id, files[CARD]).id;
}

/** Characters of what a card says of its model. */
const DESCRIBED = 2000;

/** In Markdown. */
export function cardText(model: CatalogModel): string {
  const rows = model.scores.map(
    ({ set, metric, score }) => `| ${inertMarkdown(set)} | ${inertMarkdown(metric)} | ${score.toFixed(2)} |`,
  );
  const weaknesses = model.limitations.map((text) => `- ${inertMarkdown(text, DESCRIBED)}`);
  const facts = [
    [vscode.l10n.t('Name'), inertMarkdown(model.id)],
    [vscode.l10n.t('Languages'), `${inertMarkdown(model.source)} → ${inertMarkdown(model.target)}`],
    [vscode.l10n.t('Size'), megabytes(model.bytes)],
    [vscode.l10n.t('Licence'), inertMarkdown(model.licence)],
  ];
  return [
    `# ${titleOf(model)}`,
    '',
    inertMarkdown(model.description, DESCRIBED),
    '',
    ...(model.intendedUse
      ? [`**${vscode.l10n.t('Good at')}**: ${inertMarkdown(model.intendedUse, DESCRIBED)}`, '']
      : []),
    ...facts.map(([name, value]) => `- **${name}**: ${value}`),
    '',
    ...(weaknesses.length > 0 ? [`**${vscode.l10n.t('Known weaknesses')}**`, '', ...weaknesses, ''] : []),
    ...(rows.length > 0
      ? [
          `| ${vscode.l10n.t('Measured on')} | ${vscode.l10n.t('Measure')} | ${vscode.l10n.t('Score')} |`,
          '|---|---|--:|',
          ...rows,
          '',
        ]
      : []),
  ].join('\n');
}
