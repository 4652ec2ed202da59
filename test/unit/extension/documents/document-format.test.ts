/** What the editor's documents are taken for. */
import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { formatOf } from '../../../../src/extension/documents/document-format';

const kindOf = async (scheme: string, path: string, languageId: string): Promise<string> => {
  const document = { languageId, uri: { scheme, path } } as unknown as vscode.TextDocument;
  return (await formatOf(document, () => Promise.resolve({ line: '//' }))).kind;
};

describe('the format of a document', () => {
  it('is that of its language in a notebook, whose cells all have its name', async () => {
    assert.equal(await kindOf('vscode-notebook-cell', '/a/b.ipynb', 'markdown'), 'markdown');
    assert.equal(await kindOf('vscode-notebook-cell', '/a/b.ipynb', 'python'), 'code');
    assert.equal(await kindOf('vscode-notebook-cell', '/a/b.ipynb', 'plaintext'), 'plain');
    assert.equal(await kindOf('file', '/a/b.ipynb', 'json'), 'notebook');
  });

  it('is not known where neither language nor name tells it, unless it is new text of the user', async () => {
    assert.equal(await kindOf('file', '/a/b.xyz', 'plaintext'), 'unknown');
    assert.equal(await kindOf('untitled', 'Untitled-1', 'plaintext'), 'plain');
  });
});
