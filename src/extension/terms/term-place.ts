/**
 * Where a glossary or kept translations may lie. A workspace's settings name the file, and a workspace may come from anybody:
 * so it is a file of its own kind, inside the folder, reached through no link, and not where tools keep what they run.
 */
import * as vscode from 'vscode';
import { TermFileError } from './term-errors';

/** Both are tables of tab-separated values; nothing that a program runs ends so. */
const KIND = /\.tsv$/i;
/** One part of a path on any system: no drive, no stream, no short name (GIT~1), no dot or space that Windows drops. */
const PART = /^(?!\.{1,2}$)[^\\/:*?"<>|~\p{Cc}\p{Cf}]+(?<![. ])$/u;
/** What version control, editors and package managers obey. */
const OF_TOOLS = new Set(
  '.git .hg .svn .jj .vscode .vscode-test .idea .github .gitlab .husky .devcontainer .cursor node_modules'.split(
    ' ',
  ),
);
const MAX_PARTS = 20;

/** @throws TermFileError('name') */
export function checkTermFile(file: string): string[] {
  const parts = file.split('/');
  const fits = (part: string): boolean => PART.test(part) && !OF_TOOLS.has(part.toLowerCase());
  if (parts.length > MAX_PARTS || !parts.every(fits) || !KIND.test(file))
    throw new TermFileError('name', file);
  return parts;
}

/**
 * @param folder of the workspace
 * @param file relative to it, with "/"
 * @throws TermFileError('name' | 'link' | 'unreadable')
 */
export async function termPlace(folder: vscode.Uri, file: string): Promise<vscode.Uri> {
  let uri = folder;
  for (const part of checkTermFile(file)) {
    uri = vscode.Uri.joinPath(uri, part);
    // The extension host cannot resolve links, only see them: one that stays inside the folder is refused as well.
    if (((await typeOf(uri, file)) & vscode.FileType.SymbolicLink) !== 0)
      throw new TermFileError('link', file);
  }
  return uri;
}

async function typeOf(uri: vscode.Uri, file: string): Promise<vscode.FileType> {
  try {
    return (await vscode.workspace.fs.stat(uri)).type;
  } catch (error) {
    if (isNotFound(error)) return vscode.FileType.Unknown;
    throw new TermFileError('unreadable', file, (error as Error).message);
  }
}

export const isNotFound = (error: unknown): boolean =>
  error instanceof vscode.FileSystemError && error.code === 'FileNotFound';
