/** What kind of text a document is, from its language in the editor and, where VS Code has no language for it, its name. */
import type * as vscode from 'vscode';
import type { DocumentFormat } from '../../protocol/document';
import type { CommentSigns } from './comment-syntax';

const MARKDOWN = new Set([
  'markdown',
  'mdx',
  'quarto',
  'rmd',
  'github-markdown',
  'chatagent',
  'instructions',
  'prompt',
]);
const HTML = new Set(['html', 'xhtml', 'htm']);
const JSON_LANGUAGES = new Set(['json', 'jsonc', 'json5', 'jsonl', 'arb']);
/** Prose, though comments may be in it. */
const PLAIN = new Set([
  'plaintext',
  'restructuredtext',
  'latex',
  'tex',
  'bibtex',
  'log',
  'scminput',
  'search-result',
  '',
]);

/**
 * @param signsOf of a language
 * @returns source code where the language has comments, plain text where it has none
 */
export async function formatOf(
  { languageId, uri }: Pick<vscode.TextDocument, 'languageId' | 'uri'>,
  signsOf: (language: string) => Promise<CommentSigns>,
): Promise<DocumentFormat> {
  if (/\.pot?$/i.test(uri.path) || languageId === 'po' || languageId === 'gettext') return { kind: 'po' };
  if (MARKDOWN.has(languageId)) return { kind: 'markdown' };
  if (HTML.has(languageId)) return { kind: 'html' };
  if (JSON_LANGUAGES.has(languageId) || /\.(?:arb|xlf\.json)$/i.test(uri.path)) return { kind: 'json' };
  if (PLAIN.has(languageId)) return { kind: 'plain' };
  const signs = await signsOf(languageId);
  return signs.line || signs.block ? { kind: 'code', language: languageId, ...signs } : { kind: 'plain' };
}
