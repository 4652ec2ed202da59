/** Two sentences of scored files side by side in VS Code's comparison: documents that are nowhere stored. */
import * as vscode from 'vscode';
import type { DifferenceParams } from '../../protocol/panel';

const SCHEME = 'interlinear-sentence';

export class SentenceDifferences implements vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    onDidChange: this.changed.event,
    provideTextDocumentContent: ({ path }) => this.texts.get(path) ?? '',
  });

  /** The next one takes the place of the last of the same line. */
  async show({ line, left, right, isBaseline }: DifferenceParams): Promise<void> {
    const kind = isBaseline ? 'baseline' : 'reference';
    const [before, after] = [kind, 'system'].map((side) =>
      vscode.Uri.from({ scheme: SCHEME, path: `/${line}/${side}.txt` }),
    );
    for (const [uri, text] of [
      [before, left],
      [after, right],
    ] as const) {
      this.texts.set(uri.path, text);
      this.changed.fire(uri);
    }
    const title = isBaseline
      ? vscode.l10n.t('Line {0}: baseline ↔ system', line)
      : vscode.l10n.t('Line {0}: reference ↔ system', line);
    await vscode.commands.executeCommand('vscode.diff', before, after, title, { preview: true });
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }
}
