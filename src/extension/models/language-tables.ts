/** What ships for languages: phrase tables and lists of words; not the user's own terms, which are src/extension/terms. */
import { languageOf } from '../../text/language-tag';
import * as vscode from 'vscode';
import type { LanguageTables } from '../../protocol/model';
import { wordListsOf } from '../../protocol/word-lists';

interface Pair {
  /** BCP 47 tags. */
  source: string;
  target: string;
}

/** Without a phrase table the network is asked for everything; without words what it writes is not held against them. */
export async function readTables(
  extensionUri: vscode.Uri,
  { source, target }: Pair,
): Promise<LanguageTables> {
  const read = async (...path: string[]): Promise<string | undefined> => {
    try {
      const uri = vscode.Uri.joinPath(extensionUri, 'media', ...path);
      return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    } catch {
      return undefined;
    }
  };
  const [from, to] = [languageOf(source), languageOf(target)];
  const phrases = from === to ? undefined : await read('phrases', `${from}-${to}.tsv`);
  const lists = await Promise.all(wordListsOf(target).map((model) => read('models', model, 'words.txt')));
  const words = lists.filter((list) => list !== undefined);
  return { ...(phrases !== undefined && { phrases }), words };
}
