/** Grey text at the cursor: how the sentence may go on. On demand, or while typing where the user wants that. */
import * as vscode from 'vscode';
import type { CompleteParams, Completion } from '../../protocol/completion';
import { isCancellation } from '../engine/engine-client';
import type { SentenceAt } from '../documents/prose-at';
import { sentenceAt } from '../documents/prose-at';
import type { Settings } from '../settings';
import type { TranslationContext } from '../documents/translation';
import { documentFormat } from '../documents/translation';

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
      const sentence = await proseAt(document, position);
      if (!sentence || sentence.before.trim() === '' || token.isCancellationRequested) return [];
      const found = await completionsFor(this.context, sentence, settings.completion, signalOf(token));
      const range = new vscode.Range(position, position);
      return found.map(({ text }) => new vscode.InlineCompletionItem(spaced(text, sentence.after), range));
    } catch (error) {
      // A key that was pressed meanwhile must not bring up a message, nor should what the user has not asked for.
      if (!isCancellation(error)) this.context.log.warn(`no completion: ${String(error)}`);
      return [];
    }
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

export function signalOf(token: vscode.CancellationToken): AbortSignal {
  const controller = new AbortController();
  token.onCancellationRequested(() => controller.abort());
  if (token.isCancellationRequested) controller.abort();
  return controller.signal;
}

/** @returns undefined in code */
export async function proseAt(
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<SentenceAt | undefined> {
  return sentenceAt((line) => document.lineAt(line).text, position, await documentFormat(document));
}

/** A space before the word behind the cursor. */
const spaced = (text: string, after: string): string => (/^[\p{L}\p{N}]/u.test(after) ? `${text} ` : text);

export type CompletionWishes = Pick<CompleteParams, 'candidates' | 'words' | 'sampling'>;

/**
 * @returns none where no model knows the language
 * @throws EngineClientError, RemoteError, ModelStoreError
 */
export async function completionsFor(
  { engine, catalog }: CompletionContext,
  sentence: SentenceAt,
  { candidates, words, sampling }: CompletionWishes,
  signal: AbortSignal,
): Promise<Completion[]> {
  const models = (await catalog.list()).filter(({ task }) => task !== 'translate');
  const languages = [...new Set((await catalog.list()).flatMap(({ source, target }) => [source, target]))];
  const [found] =
    languages.length > 1
      ? await engine().request('detectLanguages', {
          models: [],
          params: () => ({
            text: sentence.before + sentence.after,
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
      ...sentence,
      candidates,
      words,
      sampling,
    }),
    signal,
  });
}
