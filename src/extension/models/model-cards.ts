/**
 * Model cards, and reports of models that learn, as read-only Markdown documents, shown in the editor's preview: nothing is left that could be saved.
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
    const uri = this.put(name, markdown);
    try {
      await vscode.commands.executeCommand('markdown.showPreview', uri);
    } catch {
      // The preview is an extension that may be switched off; the text can be read all the same.
      await vscode.window.showTextDocument(uri, { preview: true });
    }
  }

  /** Where it is shown, it changes; nothing comes to the front. */
  update(name: string, markdown: string): void {
    this.put(name, markdown);
  }

  private put(name: string, markdown: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme: CARD_SCHEME, path: `/${name}.md` });
    this.texts.set(uri.path, markdown);
    this.changed.fire(uri);
    return uri;
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }
}
