/** The phrase tables that ship, by pair of languages; not the user's own terms, which are src/extension/terms. */
import * as vscode from 'vscode';

interface Pair {
  /** BCP 47 tags. */
  source: string;
  target: string;
}

const languageOf = (tag: string): string => tag.toLowerCase().split(/[-_]/)[0];

/** @returns undefined where no table ships for the pair: then the network is asked for everything */
export async function readPhrases(
  extensionUri: vscode.Uri,
  { source, target }: Pair,
): Promise<string | undefined> {
  const name = `${languageOf(source)}-${languageOf(target)}.tsv`;
  try {
    const uri = vscode.Uri.joinPath(extensionUri, 'media', 'phrases', name);
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}
