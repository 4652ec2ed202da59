/** The glossary and the memory of translations: adding to them, and opening their files. */
import * as vscode from 'vscode';
import { EditError } from '../documents/edits';
import type { LastTranslation } from '../documents/last-translation';
import type { Settings } from '../settings';
import { inert } from '../ui/inert';
import { GLOSSARY_FILE, type WorkspaceTerms } from './workspace-terms';

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

/** @throws EditError('no-folder'), TermFileError */
export async function openGlossary({ terms }: TermContext): Promise<void> {
  await vscode.window.showTextDocument(await terms.opened(GLOSSARY_FILE, head()));
}

/** Asks for the term, with the selection for a start, and for its translation. @throws EditError('no-folder'), TermFileError */
export async function addToGlossary({ terms }: TermContext): Promise<void> {
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
  await terms.addToGlossary(`${term.trim()}\t${translation.trim()}`, head());
}

/** Keeps the last translations, as they stand in the document now. @throws EditError('no-folder' | 'nothing-translated'), TermFileError */
export async function remember({ terms, last, settings }: TermContext): Promise<void> {
  const lines = last.lines();
  if (lines.length === 0) throw new EditError('nothing-translated');
  await terms.remember(lines, settings());
  vscode.window.setStatusBarMessage(vscode.l10n.t('Translations kept: {0}', lines.length), 4000);
}

/** @throws EditError('no-folder'), TermFileError */
export async function openMemory({ terms, settings }: TermContext): Promise<void> {
  await vscode.window.showTextDocument(await terms.opened(settings().memoryFile, ''));
}
