/**
 * The side panel's view: makes its page, connects it, and gives it back what it had when VS Code takes it away and makes
 * it again. What it may ask is panel-services.ts, what it draws webview/.
 */
import * as vscode from 'vscode';
import type { Endpoint } from '../../rpc/endpoint';
import type { PanelProtocol, ShowParams, WebviewProtocol } from '../../protocol/panel';
import { Rpc } from '../../rpc/rpc';
import { SECTION } from '../settings-schema';
import { isCancellation } from '../engine/engine-client';
import { tick } from '../ui/first-steps';
import { reportFailure } from '../ui/log';
import { PanelDocument } from './panel-document';
import { makeNonce, panelHtml } from './panel-html';
import type { PanelContext } from './panel-services';
import { PanelServices } from './panel-services';

/** As package.json names the view. */
export const PANEL_VIEW = 'interlinear.panel';

type PanelRpc = Rpc<WebviewProtocol, PanelProtocol>;

export class Panel implements vscode.WebviewViewProvider, vscode.Disposable {
  private rpc: PanelRpc | undefined;
  private view: vscode.WebviewView | undefined;
  /** For a page that is not there yet. */
  private waiting: ShowParams | null = null;
  private readonly document: PanelDocument;
  private readonly services: PanelServices;
  private readonly modelsChanged: vscode.Disposable;
  private readonly settingsChanged: vscode.Disposable;

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly context: PanelContext,
  ) {
    this.document = new PanelDocument((text) => this.tell('selected', { text }));
    this.services = new PanelServices(context, this.document, () => {
      const { waiting } = this;
      this.waiting = null;
      return waiting;
    });
    this.settingsChanged = vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(SECTION)) this.services.forget();
    });
    this.modelsChanged = context.models.onDidChange(() => {
      this.services.forget();
      void this.services.models().then((models) => this.tell('models', models));
    });
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    const { webview } = view;

    webview.options = {
      enableScripts: true,
      localResourceRoots: [vscode.Uri.joinPath(this.extensionUri, 'dist', 'panel')],
    };
    const uri = (name: string): string =>
      webview.asWebviewUri(vscode.Uri.joinPath(this.extensionUri, 'dist', 'panel', name)).toString();
    const rpc: PanelRpc = new Rpc<WebviewProtocol, PanelProtocol>(endpointOf(webview), {
      services: this.services.services(),
      log: (line) => this.context.log.warn(`panel: ${line}`),
    });
    this.rpc?.dispose();
    this.rpc = rpc;
    this.view = view;
    view.onDidDispose(() => {
      rpc.dispose();
      if (this.rpc === rpc) this.rpc = this.view = undefined;
    });
    webview.html = panelHtml({
      script: uri('panel.js'),
      styles: uri('codicon.css'),
      cspSource: webview.cspSource,
      nonce: makeNonce(),
      title: 'Interlinear',
      boot: { language: vscode.env.language, texts: vscode.l10n.bundle ?? {} },
    });
  }

  /** Opens the panel at a tab. @param takeText from the active editor */
  async show(tab: ShowParams['tab'], takeText: boolean): Promise<void> {
    const text = takeText ? this.document.take() : null;
    const params: ShowParams = { tab, ...(text !== null && { text }) };
    const there = this.view !== undefined;
    this.waiting = there ? null : params;
    await vscode.commands.executeCommand(`${PANEL_VIEW}.focus`);
    if (there) this.tell('show', params);
  }

  dispose(): void {
    this.modelsChanged.dispose();
    this.settingsChanged.dispose();
    this.document.dispose();
    this.rpc?.dispose();
  }

  /** A page that is gone, or not yet listening, hears nothing: it asks for what it needs when it comes. */
  private tell<M extends keyof WebviewProtocol>(method: M, params: WebviewProtocol[M]['params']): void {
    this.rpc?.request(method, params).catch((error: Error) => {
      this.context.log.debug(`panel: ${method}: ${error.message}`);
    });
  }
}

const endpointOf = (webview: vscode.Webview): Endpoint => ({
  post: (message) => void webview.postMessage(message),
  listen(receive) {
    const subscription = webview.onDidReceiveMessage(receive);
    return () => subscription.dispose();
  },
});

/** @returns the view, and the commands that open it */
export function registerPanel(
  extensionUri: vscode.Uri,
  context: PanelContext,
  commands: Readonly<Record<'openPanel' | 'fillBlanks' | 'scoreSelection' | 'copyCandidate', string>>,
): vscode.Disposable[] {
  const panel = new Panel(extensionUri, context);
  const opens = (command: string, tab: ShowParams['tab']) => async (): Promise<void> => {
    try {
      await panel.show(tab, true);
      await tick(command);
    } catch (error) {
      if (!isCancellation(error)) reportFailure(error, context.log);
    }
  };
  return [
    panel,
    vscode.window.registerWebviewViewProvider(PANEL_VIEW, panel),
    vscode.commands.registerCommand(commands.openPanel, opens(commands.openPanel, 'translate')),
    vscode.commands.registerCommand(commands.fillBlanks, opens(commands.fillBlanks, 'fill')),
    vscode.commands.registerCommand(commands.scoreSelection, opens(commands.scoreSelection, 'score')),
    vscode.commands.registerCommand(commands.copyCandidate, copyCandidate),
  ];
}

/** @param context what the panel has said of the place that the menu was opened at */
async function copyCandidate(context?: { candidate?: unknown }): Promise<void> {
  if (typeof context?.candidate === 'string') await vscode.env.clipboard.writeText(context.candidate);
}
