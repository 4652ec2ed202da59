/**
 * Model cards as read-only Markdown documents, shown in the editor's preview: nothing is left that could be saved.
 * What a card says is manage-models.ts.
 */
import * as vscode from 'vscode';

export const CARD_SCHEME = 'interlinear-model';

export class ModelCards implements vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(CARD_SCHEME, {
    onDidChange: this.changed.event,
    provideTextDocumentContent: ({ path }) => this.texts.get(path) ?? '',
  });

  /** @param name of the document, which is the preview's title */
  async show(name: string, markdown: string): Promise<void> {
    const uri = vscode.Uri.from({ scheme: CARD_SCHEME, path: `/${name}.md` });
    this.texts.set(uri.path, markdown);
    this.changed.fire(uri);
    try {
      await vscode.commands.executeCommand('markdown.showPreview', uri);
    } catch {
      // The preview is an extension that may be switched off; the text can be read all the same.
      await vscode.window.showTextDocument(uri, { preview: true });
    }
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }
}
