/**
 * The panel: a view in the side bar and, for the lecture and the projector, a tab of the editor, one state for both. It
 * makes their pages, and gives them back what they had when VS Code takes them away and makes them again. What a page is
 * is panel-page.ts, what it may ask panel-services.ts, what it draws webview/.
 */
import * as vscode from 'vscode';
import type { ShowParams, WebviewProtocol } from '../../protocol/panel';
import { SECTION } from '../settings-schema';
import { PanelDocument } from './panel-document';
import type { PanelRpc } from './panel-page';
import { openPage, pageOptions } from './panel-page';
import type { PanelContext } from './panel-services';
import { PanelServices } from './panel-services';

/** As package.json names the view. */
export const PANEL_VIEW = 'interlinear.panel';
/** The type of the editor tab. */
export const PANEL_TAB = 'interlinear.panelTab';

export class Panel implements vscode.WebviewViewProvider, vscode.WebviewPanelSerializer, vscode.Disposable {
  private readonly pages = new Set<PanelRpc>();
  private view: PanelRpc | undefined;
  private tab: { panel: vscode.WebviewPanel; rpc: PanelRpc } | undefined;
  /** For a page that is not there yet. */
  private waiting: ShowParams | null = null;
  private readonly document: PanelDocument;
  private readonly services: PanelServices;
  private readonly subscriptions: vscode.Disposable[];

  constructor(private readonly context: PanelContext) {
    this.document = new PanelDocument((text) => this.tell('selected', { text }));
    this.services = new PanelServices(context, this.document, () => {
      const { waiting } = this;
      this.waiting = null;
      return waiting;
    });
    this.subscriptions = [
      this.document,
      this.services.differences,
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(SECTION)) this.services.forget();
      }),
      context.models.onDidChange(() => {
        this.services.forget();
        void this.services.models().then((models) => this.tell('models', models));
      }),
    ];
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    const rpc = this.open(view.webview);
    this.view = rpc;
    view.onDidDispose(() => {
      this.close(rpc);
      if (this.view === rpc) this.view = undefined;
    });
  }

  /** A tab of the last session comes back. */
  deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    this.useTab(panel);
    return Promise.resolve();
  }

  /** Opens the panel as a tab of the editor, or brings that tab to the front. */
  openTab(): void {
    if (this.tab) return this.tab.panel.reveal();
    this.useTab(
      vscode.window.createWebviewPanel(PANEL_TAB, 'Interlinear', vscode.ViewColumn.Beside, {
        ...pageOptions(this.context.extensionUri),
        enableFindWidget: true,
      }),
    );
  }

  /** Opens the panel at a tab of its own. @param takeText from the active editor */
  async show(tab: ShowParams['tab'], takeText: boolean): Promise<void> {
    const text = takeText ? this.document.take() : null;
    const params: ShowParams = { tab, ...(text !== null && { text }) };
    if (this.tab) {
      this.tab.panel.reveal(undefined, true);
      return this.tell('show', params, [this.tab.rpc]);
    }
    const there = this.view;
    this.waiting = there ? null : params;
    await vscode.commands.executeCommand(`${PANEL_VIEW}.focus`);
    if (there) this.tell('show', params, [there]);
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    for (const rpc of [...this.pages]) this.close(rpc);
    this.tab?.panel.dispose();
  }

  private useTab(panel: vscode.WebviewPanel): void {
    panel.iconPath = vscode.Uri.joinPath(this.context.extensionUri, 'media', 'icon.png');
    const rpc = this.open(panel.webview);
    this.tab = { panel, rpc };
    panel.onDidDispose(() => {
      this.close(rpc);
      if (this.tab?.rpc === rpc) this.tab = undefined;
    });
  }

  private open(webview: vscode.Webview): PanelRpc {
    const { extensionUri, log } = this.context;
    const services = this.services.services();
    const { saveState } = services;
    const rpc: PanelRpc = openPage(
      webview,
      extensionUri,
      {
        ...services,
        // What one page writes down, the other follows.
        saveState: async (params, request) => {
          const saved = await saveState(params, request);
          this.tell(
            'state',
            params,
            [...this.pages].filter((page) => page !== rpc),
          );
          return saved;
        },
      },
      (line) => log.warn(`panel: ${line}`),
    );
    this.pages.add(rpc);
    return rpc;
  }

  private close(rpc: PanelRpc): void {
    rpc.dispose();
    this.pages.delete(rpc);
  }

  /** A page that is gone, or not yet listening, hears nothing: it asks for what it needs when it comes. */
  private tell<M extends keyof WebviewProtocol>(
    method: M,
    params: WebviewProtocol[M]['params'],
    pages: readonly PanelRpc[] = [...this.pages],
  ): void {
    for (const page of pages)
      page.request(method, params).catch((error: Error) => {
        this.context.log.debug(`panel: ${method}: ${error.message}`);
      });
  }
}

/** @returns the view and the tab, which bring the panel's pages; the commands that open them are commands.ts' */
export const registerPanel = (panel: Panel): vscode.Disposable[] => [
  panel,
  vscode.window.registerWebviewViewProvider(PANEL_VIEW, panel),
  vscode.window.registerWebviewPanelSerializer(PANEL_TAB, panel),
];

/** @param place what the panel has said of where the menu was opened */
export async function copyCandidate(place: unknown): Promise<void> {
  const { candidate } = (place ?? {}) as { candidate?: unknown };
  if (typeof candidate === 'string') await vscode.env.clipboard.writeText(candidate);
}
