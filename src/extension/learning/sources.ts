/** Where a lesson's pairs come from: the translations that were kept, and files of the workspace or from elsewhere. */
import * as vscode from 'vscode';
import type { NamedText } from '../../protocol/workshop';
import { formatMemoryLine } from '../../protocol/term-files';
import { pairOf } from '../direction/direction';
import type { Settings } from '../settings';
import { decodeText } from '../terms/encoded-text';
import type { WorkspaceTerms } from '../terms/workspace-terms';
import { inert } from '../ui/inert';
import { LearningError } from './learning-errors';
import { inOrder, translatedFiles } from './translated-files';

interface SourcesContext {
  terms: WorkspaceTerms;
  settings(): Settings;
}

/** BCP 47 tags. */
export interface Languages {
  source: string;
  target: string;
}

interface Item extends vscode.QuickPickItem {
  read?(): Promise<NamedText[]>;
  choose?: true;
}

/** Files that are looked at by their names, and those that are offered. */
const SEEN = 20_000;
const OFFERED = 200;
const MAX_BYTES = 50_000_000;
const KINDS =
  'po,xlf,xliff,tmx,json,jsonc,arb,yaml,yml,toml,properties,strings,xml,resx,md,mdx,html,rst,adoc,tex,txt';

/**
 * A pick of what can be told by itself, several at once, and of files that are chosen.
 * @param given files chosen before, in the explorer
 * @returns undefined where nothing was chosen
 * @throws LearningError('unreadable')
 */
export async function chooseTexts(
  context: SourcesContext,
  languages: Languages,
  given: readonly vscode.Uri[],
): Promise<NamedText[] | undefined> {
  if (given.length > 0) return readInOrder(given, languages);
  const items = [...(await memoryItem(context, languages)), ...(await fileItems(languages))];
  const choose: Item = {
    label: `$(folder-opened) ${vscode.l10n.t('Choose files…')}`,
    detail: vscode.l10n.t('README.md and README.fr.md, en.json and fr.json, a PO, XLIFF, TMX or TSV file'),
    choose: true,
  };
  const picked = await vscode.window.showQuickPick([...items, choose], {
    title: vscode.l10n.t('Translations to learn from, {0}', inert(pairOf(languages))),
    placeHolder: vscode.l10n.t('Tick one or more with the space bar, then Enter'),
    canPickMany: true,
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  if (!picked || picked.length === 0) return undefined;
  const chosen = picked.some((item) => item.choose) ? await chooseFiles(languages) : [];
  if (!chosen) return undefined;
  const texts: NamedText[] = [];
  for (const { read } of picked) texts.push(...((await read?.()) ?? []));
  return [...texts, ...chosen];
}

async function memoryItem({ terms, settings }: SourcesContext, languages: Languages): Promise<Item[]> {
  const { memory } = await terms.read({ ...languages, models: [] }, { ...settings(), memory: true });
  if (memory.length === 0) return [];
  const pair = pairOf(languages);
  const text = memory.map((entry) => formatMemoryLine({ pair, ...entry })).join('\n');
  return [
    {
      label: `$(bookmark) ${vscode.l10n.t('Translations that were kept')}`,
      description: inert(settings().memoryFile),
      detail: vscode.l10n.t('Sentences: {0}', memory.length),
      picked: true,
      read: () => Promise.resolve([{ name: 'memory.tsv', text }]),
    },
  ];
}

async function fileItems(languages: Languages): Promise<Item[]> {
  const uris = new Map<string, vscode.Uri>();
  for (const uri of await vscode.workspace.findFiles(`**/*.{${KINDS}}`, '**/node_modules/**', SEEN))
    uris.set(uri.path, uri);
  const found = translatedFiles([...uris.keys()].sort(), languages).slice(0, OFFERED);
  return found.map((paths) => ({
    label: `$(file) ${paths.map((path) => inert(nameOf(uris.get(path)!))).join(' · ')}`,
    read: () => Promise.all(paths.map((path) => readText(uris.get(path)!))),
  }));
}

async function chooseFiles(languages: Languages): Promise<NamedText[] | undefined> {
  const uris = await vscode.window.showOpenDialog({
    title: vscode.l10n.t('A file with both languages, or two that say the same'),
    canSelectMany: true,
  });
  return uris && uris.length > 0 ? readInOrder(uris, languages) : undefined;
}

function readInOrder(uris: readonly vscode.Uri[], languages: Languages): Promise<NamedText[]> {
  const byPath = new Map(uris.map((uri) => [uri.path, uri]));
  return Promise.all(inOrder([...byPath.keys()], languages).map((path) => readText(byPath.get(path)!)));
}

const nameOf = (uri: vscode.Uri): string => vscode.workspace.asRelativePath(uri);

/** What an editor holds unsaved counts before what is on the disk. */
async function readText(uri: vscode.Uri): Promise<NamedText> {
  const name = nameOf(uri);
  const open = vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
  if (open) return { name, text: open.getText() };
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > MAX_BYTES) throw new Error(`${size} > ${MAX_BYTES} bytes`);
    return { name, text: decodeText(await vscode.workspace.fs.readFile(uri)).text };
  } catch (error) {
    throw new LearningError('unreadable', (error as Error).message, name);
  }
}
