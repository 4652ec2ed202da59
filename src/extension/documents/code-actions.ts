/** The light bulb over selected words: translate them, or go on with them. */
import * as vscode from 'vscode';
import { COMMANDS } from '../contributions';

const KIND = vscode.CodeActionKind.RefactorRewrite.append('interlinear');

export class SelectionActions implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = { providedCodeActionKinds: [KIND] };

  provideCodeActions(document: vscode.TextDocument, range: vscode.Range): vscode.CodeAction[] {
    if (range.isEmpty || !/\p{L}/u.test(document.getText(range))) return [];
    const action = (title: string, command: string): vscode.CodeAction => {
      const made = new vscode.CodeAction(title, KIND);
      made.command = { title, command };
      return made;
    };
    return [
      action(vscode.l10n.t('Translate (Interlinear)'), COMMANDS.translateSelection),
      action(vscode.l10n.t('Compare with the translation (Interlinear)'), COMMANDS.compare),
      action(vscode.l10n.t('Complete (Interlinear)'), COMMANDS.completeSelection),
    ];
  }
}
