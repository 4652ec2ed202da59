/** The glossary and the memory of translations: adding to them, and opening their files. */
import * as vscode from 'vscode';
import { EditError } from '../documents/edits';
import type { LastTranslation } from '../documents/last-translation';
import type { Settings } from '../settings';
import { inert } from '../ui/inert';
import { GLOSSARY_FILE, readText, type WorkspaceTerms } from './workspace-terms';

interface TermContext {
  terms: WorkspaceTerms;
  last: LastTranslation;
  settings(): Settings;
}

/** What a new glossary explains of itself. */
const head = (): string =>
  [
    vscode.l10n.t('# A term, a tab, its translation; other forms of the translation after a |.'),
    vscode.l10n.t(
      '# The word "keep" instead of a translation leaves the term as it is. A third column limits a line to one pair, such as en-fr.',
    ),
    '',
  ].join('\n');

function placeOf(terms: WorkspaceTerms, file: string): vscode.Uri {
  const uri = terms.place(file);
  if (!uri) throw new EditError('no-folder');
  return uri;
}

/** @throws EditError('no-folder') */
export async function openGlossary({ terms }: TermContext): Promise<void> {
  const uri = placeOf(terms, GLOSSARY_FILE);
  if ((await readText(uri)) === '')
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(head()));
  await vscode.window.showTextDocument(uri);
}

/** Asks for the term, with the selection for a start, and for its translation. @throws EditError('no-folder') */
export async function addToGlossary({ terms }: TermContext): Promise<void> {
  const uri = placeOf(terms, GLOSSARY_FILE);
  const editor = vscode.window.activeTextEditor;
  const selected = editor?.document.getText(editor.selection).trim() ?? '';
  const plain = (value: string): string | undefined =>
    value.trim() === '' || /[\t\r\n]/.test(value) ? vscode.l10n.t('One line of text, please.') : undefined;
  const term = await vscode.window.showInputBox({
    title: vscode.l10n.t('Term'),
    value: selected,
    validateInput: plain,
  });
  if (term === undefined) return;
  const translation = await vscode.window.showInputBox({
    title: vscode.l10n.t('Translation of "{0}"', inert(term)),
    prompt: vscode.l10n.t('Several forms with | between them; "keep" leaves the term as it is.'),
    validateInput: plain,
  });
  if (translation === undefined) return;
  const before = (await readText(uri)) || head();
  const text = `${before}${before.endsWith('\n') ? '' : '\n'}${term.trim()}\t${translation.trim()}\n`;
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
}

/** Keeps the last translations, as they stand in the document now. @throws EditError('no-folder' | 'nothing-translated') */
export async function remember({ terms, last, settings }: TermContext): Promise<void> {
  const lines = last.lines();
  if (lines.length === 0) throw new EditError('nothing-translated');
  if (!(await terms.remember(lines, settings()))) throw new EditError('no-folder');
  vscode.window.setStatusBarMessage(vscode.l10n.t('Translations kept: {0}', lines.length), 4000);
}

/** @throws EditError('no-folder') */
export async function openMemory({ terms, settings }: TermContext): Promise<void> {
  const uri = placeOf(terms, settings().memoryFile);
  if ((await readText(uri)) === '') await vscode.workspace.fs.writeFile(uri, new Uint8Array());
  await vscode.window.showTextDocument(uri);
}
