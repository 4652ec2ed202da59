/** The comment signs of a language, as the extension that brings the language has configured them for the editor. */
import * as vscode from 'vscode';

export interface CommentSigns {
  line?: string;
  block?: readonly [string, string];
}

interface LanguageContribution {
  id: string;
  configuration?: string;
}

const known = new Map<string, Promise<CommentSigns>>();

/** @returns nothing where no extension says anything */
export function commentSigns(language: string): Promise<CommentSigns> {
  const found = known.get(language) ?? readSigns(language);
  known.set(language, found);
  return found;
}

async function readSigns(language: string): Promise<CommentSigns> {
  const decoder = new TextDecoder();
  for (const { packageJSON, extensionUri } of vscode.extensions.all) {
    for (const { id, configuration } of languagesOf(packageJSON)) {
      if (id !== language || !configuration) continue;
      try {
        const uri = vscode.Uri.joinPath(extensionUri, configuration);
        return signsOf(decoder.decode(await vscode.workspace.fs.readFile(uri)));
      } catch {
        // Another extension may know the language too.
      }
    }
  }
  return {};
}

const languagesOf = (manifest: unknown): readonly LanguageContribution[] =>
  (manifest as { contributes?: { languages?: LanguageContribution[] } }).contributes?.languages ?? [];

/** An empty sign would be found everywhere, without end. */
const isSign = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';

/**
 * A language configuration is JSON with comments, of which two keys are wanted. A line comment may be an object since
 * VS Code 1.102.
 * @throws SyntaxError
 */
export function signsOf(configuration: string): CommentSigns {
  const json = configuration
    .replace(
      /("(?:[^"\\]|\\.)*")|\/\/[^\r\n]*|\/\*[\s\S]*?\*\//g,
      (_, string: string | undefined) => string ?? '',
    )
    .replace(/("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])/g, (_, string: string | undefined) => string ?? '');
  const { comments } = JSON.parse(json) as { comments?: Record<string, unknown> };
  const { lineComment, blockComment } = comments ?? {};
  const line = typeof lineComment === 'object' ? (lineComment as { comment?: unknown }).comment : lineComment;
  const isPair = Array.isArray(blockComment) && blockComment.length === 2 && blockComment.every(isSign);
  return {
    ...(isSign(line) && { line }),
    ...(isPair && { block: [String(blockComment[0]), String(blockComment[1])] as const }),
  };
}
