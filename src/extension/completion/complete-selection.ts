/** "Complete Selection": the selected text, or that before the cursor, goes on; the user chooses how. And the switch of completion while typing. */
import * as vscode from 'vscode';
import { completionsFor } from './completion-provider';
import { proseAt } from '../documents/prose-at';
import { EditError } from '../documents/edits';
import { checkWritable, stateOf, writeEdits } from '../documents/write';
import { withDelayedProgress } from '../ui/progress';
import type { TranslationContext } from '../documents/translation';
import { inert } from '../ui/inert';
import { writeSetting } from '../ui/write-setting';

const CHOICES = 5;
/** So many times the words of a completion at the cursor. */
const LONGER = 3;

/** With several selections each goes on as is most probable. @throws EditError and what the engine throws */
export async function completeSelection(context: TranslationContext): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) throw new EditError('no-editor');
  const { document, selections } = editor;
  const state = stateOf(document);
  await checkWritable(document);
  const { words, temperature, topP } = context.settings().completion;
  const wishes = {
    candidates: CHOICES,
    words: words * LONGER,
    ...(temperature > 0 && { sampling: { temperature, topP } }),
  };
  const found = await withDelayedProgress(vscode.l10n.t('Completing'), (_, signal) =>
    Promise.all(
      selections.map(async (selection) => {
        const sentence = selection.isEmpty
          ? await proseAt(context.engine(), document, selection.active, signal)
          : { before: document.getText(selection).replace(/\s+/g, ' '), after: '' };
        const usable = sentence && sentence.before.trim() !== '';
        return usable ? completionsFor(context, sentence, wishes, signal) : [];
      }),
    ),
  );
  if (found.every((list) => list.length === 0)) throw new EditError('no-completion');
  const chosen = selections.length === 1 ? await choose(found[0].map(({ text }) => text)) : undefined;
  if (selections.length === 1 && chosen === undefined) return;
  const edits = selections.flatMap((selection, i) => {
    const text = chosen ?? found[i][0]?.text;
    const at = document.offsetAt(selection.end);
    return text === undefined ? [] : [{ start: at, end: at, text }];
  });
  await writeEdits(
    state,
    edits.sort((a, b) => a.start - b.start),
  );
}

async function choose(texts: readonly string[]): Promise<string | undefined> {
  if (texts.length === 1) return texts[0];
  const items = texts.map((text) => ({ label: inert(text), text }));
  const picked = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('How the text goes on') });
  return picked?.text;
}

/** Grey text while typing, on or off. */
export async function toggleCompletion({ settings }: Pick<TranslationContext, 'settings'>): Promise<void> {
  const automatic = !settings().completion.automatic;
  await writeSetting('completion.automatic', automatic);
  const message = automatic
    ? vscode.l10n.t('Completion while typing is on.')
    : vscode.l10n.t('Completion while typing is off.');
  vscode.window.setStatusBarMessage(message, 4000);
}
