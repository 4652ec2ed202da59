/** Grey text at the cursor: how the sentence may go on. On demand, or while typing where the user wants that. */
import * as vscode from 'vscode';
import type { CompleteParams, Completion } from '../../protocol/completion';
import type { ProseAt } from '../../protocol/document';
import { languagesOf } from '../direction/direction';
import { isCancellation } from '../engine/engine-client';
import { withinBudget } from '../ui/budget';
import { proseAt } from '../documents/prose-at';
import type { Settings } from '../settings';
import type { TranslationContext } from '../documents/translation';

/** Milliseconds, the loading of a model included: what comes later than that disturbs who has written on. */
const AUTOMATIC_BUDGET = 3000;
/** On demand one waits, but not for ever. */
const BUDGET = 15_000;

type CompletionContext = Pick<TranslationContext, 'engine' | 'catalog' | 'settings' | 'log'>;

export class CompletionProvider implements vscode.InlineCompletionItemProvider {
  constructor(private readonly context: CompletionContext) {}

  async provideInlineCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
    { triggerKind, selectedCompletionInfo }: vscode.InlineCompletionContext,
    token: vscode.CancellationToken,
  ): Promise<vscode.InlineCompletionItem[]> {
    const automatic = triggerKind === vscode.InlineCompletionTriggerKind.Automatic;
    try {
      const settings = this.context.settings();
      if (automatic && (selectedCompletionInfo || !comesByItself(settings, document))) return [];
      if (automatic && !(await quiet(settings.completion.delay, token))) return [];
      const budget = automatic ? AUTOMATIC_BUDGET : BUDGET;
      const wishes = { ...settings.completion, unasked: automatic };
      const items = await withinBudget(budget, token, (signal) =>
        this.items(document, position, wishes, signal),
      );
      return items ?? [];
    } catch (error) {
      // A key that was pressed meanwhile must not bring up a message, nor should what the user has not asked for.
      if (!isCancellation(error)) this.context.log.warn(`no completion: ${String(error)}`);
      return [];
    }
  }

  private async items(
    document: vscode.TextDocument,
    position: vscode.Position,
    wishes: CompletionWishes,
    signal: AbortSignal,
  ): Promise<vscode.InlineCompletionItem[]> {
    const sentence = await proseAt(this.context.engine(), document, position, signal);
    if (!sentence || sentence.before.trim() === '') return [];
    const nearby = textNearby(document, position);
    const found = await completionsFor(this.context, sentence, { ...wishes, nearby }, signal);
    const range = new vscode.Range(position, position);
    return found.map(({ text }) => new vscode.InlineCompletionItem(spaced(text, sentence.after), range));
  }
}

/** Not over a selection, which the next key replaces. */
function comesByItself({ completion }: Settings, document: vscode.TextDocument): boolean {
  const editor = vscode.window.activeTextEditor;
  const selects = editor?.document === document && editor.selections.some(({ isEmpty }) => !isEmpty);
  return completion.automatic && !selects && !completion.disabledLanguages.includes(document.languageId);
}

/** @returns whether it stayed quiet so long */
async function quiet(milliseconds: number, token: vscode.CancellationToken): Promise<boolean> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  return !token.isCancellationRequested;
}

/** A space before the word behind the cursor. */
const spaced = (text: string, after: string): string => (/^[\p{L}\p{N}]/u.test(after) ? `${text} ` : text);

/** Characters: of the document before the cursor and behind it, and of each other one that can be seen. */
const NEARBY = { before: 40_000, after: 10_000, other: 20_000 };

/** Without the sentence that is written; what is nearest stands last. */
function textNearby(document: vscode.TextDocument, position: vscode.Position): string {
  const others = vscode.window.visibleTextEditors
    .map((editor) => editor.document)
    .filter((other) => other !== document && other.uri.scheme !== 'output');
  const [text, cursor] = [document.getText(), document.offsetAt(position)];
  const at = text.lastIndexOf('\n', cursor - 1) + 1;
  const [rest] = /^.*/.exec(text.slice(cursor, cursor + NEARBY.after))!;
  const behind = cursor + rest.length;
  return [
    ...others.map((other) => other.getText().slice(0, NEARBY.other)),
    text.slice(behind, behind + NEARBY.after),
    text.slice(Math.max(0, at - NEARBY.before), at),
  ].join('\n');
}

export type CompletionWishes = Pick<
  CompleteParams,
  'candidates' | 'words' | 'sampling' | 'nearby' | 'unasked'
>;

/**
 * @returns none where no model knows the language
 * @throws EngineClientError, RemoteError, ModelStoreError
 */
export async function completionsFor(
  { engine, catalog }: CompletionContext,
  { before, after }: Pick<ProseAt, 'before' | 'after'>,
  { candidates, words, sampling, nearby, unasked }: CompletionWishes,
  signal: AbortSignal,
): Promise<Completion[]> {
  const all = await catalog.list();
  const models = all.filter(({ task }) => task !== 'translate');
  const languages = languagesOf(all);
  const [found] =
    languages.length > 1
      ? await engine().request('detectLanguages', {
          models: [],
          params: () => ({
            text: before + after,
            format: { kind: 'plain' as const },
            among: languages,
          }),
          signal,
        })
      : [];
  const fitting = models.filter(({ target }) => found === undefined || target === found);
  const language = fitting.find(({ task }) => task === 'complete')?.id;
  const filler = fitting.find(({ task }) => task === 'fill')?.id;
  const needed = [language, filler].filter((id) => id !== undefined);
  if (needed.length === 0) return [];
  return engine().request('complete', {
    models: needed,
    params: () => ({
      language,
      filler,
      before,
      after,
      candidates,
      words,
      sampling,
      nearby,
      unasked,
    }),
    signal,
  });
}
