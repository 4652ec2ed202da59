/** The prose around a place in a document, asked of the engine, whose parsers say what of a document is prose. */
import type * as vscode from 'vscode';
import type { ProseAt } from '../../protocol/document';
import type { EngineClient } from '../engine/engine-client';
import { documentFormat } from './translation';

/**
 * @returns undefined in code
 * @throws EngineClientError, RemoteError (a DocumentError where the format's own parser refuses the document)
 */
export async function proseAt(
  engine: EngineClient,
  document: vscode.TextDocument,
  position: vscode.Position,
  signal: AbortSignal,
): Promise<ProseAt | undefined> {
  const format = await documentFormat(document);
  const params = { text: document.getText(), format, offset: document.offsetAt(position) };
  return (await engine.request('proseAt', { models: [], params: () => params, signal })) ?? undefined;
}
