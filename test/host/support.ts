/** Documents and what the extension says, for the tests inside the extension host. */
import * as vscode from 'vscode';

export const EXTENSION = 'interlinear.interlinear';

export async function openText(content: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content }));
}

/** Selects each [start, end] given in offsets. */
export function select(editor: vscode.TextEditor, ...ranges: [number, number][]): void {
  const at = (offset: number): vscode.Position => editor.document.positionAt(offset);
  editor.selections = ranges.map(([start, end]) => new vscode.Selection(at(start), at(end)));
}

export const selectAll = (editor: vscode.TextEditor): void =>
  select(editor, [0, editor.document.getText().length]);

/** Selects every occurrence of these words. */
export function selectWords(editor: vscode.TextEditor, ...words: string[]): void {
  const text = editor.document.getText();
  select(
    editor,
    ...words.map((word): [number, number] => [text.indexOf(word), text.indexOf(word) + word.length]),
  );
}

export const translate = (): Thenable<void> =>
  vscode.commands.executeCommand('interlinear.translateSelection');

export async function translateAll(content: string): Promise<string> {
  const editor = await openText(content);
  selectAll(editor);
  await translate();
  return editor.document.getText();
}

export const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

const KINDS = ['showInformationMessage', 'showWarningMessage', 'showErrorMessage'] as const;

/** The messages of all kinds shown while `action` runs. They are kept from the screen, where they would wait for a click. */
export async function messagesShown(action: () => PromiseLike<unknown>): Promise<ShownMessage[]> {
  const shown: ShownMessage[] = [];
  const window = vscode.window as unknown as Record<(typeof KINDS)[number], unknown>;
  const originals = KINDS.map((kind) => window[kind]) as ((...args: unknown[]) => unknown)[];
  KINDS.forEach((kind, i) => {
    window[kind] = (message: string, ...buttons: unknown[]) => {
      // A question is no message.
      if (typeof buttons[0] === 'object') return originals[i](message, ...buttons);
      shown.push({ kind, message, buttons });
      return Promise.resolve(undefined);
    };
  });
  try {
    await action();
  } finally {
    KINDS.forEach((kind, i) => (window[kind] = originals[i]));
  }
  return shown;
}

export interface ShownMessage {
  kind: (typeof KINDS)[number];
  message: string;
  buttons: unknown[];
}

/** Their sentences. */
export const errorsShown = async (action: () => PromiseLike<unknown>): Promise<string[]> =>
  (await messagesShown(action)).map(({ message }) => message);
