/** What kind of text a document is, from its language in the editor and, where VS Code has no language for it, its name. */
import type * as vscode from 'vscode';
import type { DocumentFormat } from '../../protocol/document';
import { formatOfFile } from '../../protocol/document-format';
import type { CommentSigns } from './comment-syntax';

/** Names of the editor for text of which it knows nothing. */
const NOTHING_KNOWN = new Set(['plaintext', 'search-result', '']);

/** The scheme of a notebook's cells. */
const CELL = 'vscode-notebook-cell';

/**
 * @param signsOf of a language
 * @returns source code where the language has comments; `unknown` where nobody knows what a file is
 */
export async function formatOf(
  { languageId, uri }: Pick<vscode.TextDocument, 'languageId' | 'uri'>,
  signsOf: (language: string) => Promise<CommentSigns>,
): Promise<DocumentFormat> {
  // A cell has the address of its notebook, but the text of its own language.
  const format = formatOfFile(uri.scheme === CELL ? '' : uri.path, languageId);
  if (format) return format;
  // What has no name yet, or is a cell without a language, is what its user writes.
  if (NOTHING_KNOWN.has(languageId)) {
    const isNamed = uri.scheme !== CELL && (uri.scheme === 'file' || /\.\w+$/.test(uri.path));
    return { kind: isNamed ? 'unknown' : 'plain' };
  }
  const signs = await signsOf(languageId);
  return signs.line || signs.block ? { kind: 'code', language: languageId, ...signs } : { kind: 'unknown' };
}
