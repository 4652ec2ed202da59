/**
 * One page of the panel, in the side bar or in an editor tab: its HTML, and its end of the message port. What it may ask is
 * panel-services.ts.
 */
import * as vscode from 'vscode';
import type { PanelProtocol, WebviewProtocol } from '../../protocol/panel';
import type { Endpoint } from '../../rpc/endpoint';
import { Rpc } from '../../rpc/rpc';
import type { Services } from '../../rpc/services';
import { makeNonce, panelHtml } from './panel-html';

export type PanelRpc = Rpc<WebviewProtocol, PanelProtocol>;

export const pageOptions = (extensionUri: vscode.Uri): vscode.WebviewOptions => ({
  enableScripts: true,
  localResourceRoots: [vscode.Uri.joinPath(extensionUri, 'dist', 'panel')],
});

/** Fills a webview with the panel and connects it. */
export function openPage(
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  services: Services<PanelProtocol>,
  log: (line: string) => void,
): PanelRpc {
  const rpc: PanelRpc = new Rpc<WebviewProtocol, PanelProtocol>(endpointOf(webview), { services, log });
  const uri = (name: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', 'panel', name)).toString();
  webview.options = pageOptions(extensionUri);
  webview.html = panelHtml({
    script: uri('panel.js'),
    styles: uri('codicon.css'),
    cspSource: webview.cspSource,
    nonce: makeNonce(),
    title: 'Interlinear',
    boot: { language: vscode.env.language, texts: vscode.l10n.bundle ?? {} },
  });
  return rpc;
}

const endpointOf = (webview: vscode.Webview): Endpoint => ({
  post: (message) => void webview.postMessage(message),
  listen(receive) {
    const subscription = webview.onDidReceiveMessage(receive);
    return () => subscription.dispose();
  },
});
