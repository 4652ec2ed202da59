/** Real kinds of documents with the bundled en-fr: what must survive does, whatever the network makes of the words. */
import { assert } from 'chai';
import * as vscode from 'vscode';
import { selectAll } from './support';

const run = (name: string): Thenable<void> => vscode.commands.executeCommand(`interlinear.${name}`);

async function open(language: string, content: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language, content }));
}

/** What the user would choose, whichever models there are. */
async function intoFrench(): Promise<void> {
  const window = vscode.window as { showQuickPick: unknown };
  const original = window.showQuickPick;
  window.showQuickPick = (items: { tag?: string }[]) =>
    Promise.resolve(items.find(({ tag }) => tag === 'fr'));
  try {
    await run('chooseTarget');
  } finally {
    window.showQuickPick = original;
  }
}

describe('real documents with the bundled en-fr', () => {
  it('Markdown: placeholders, code, links and tables survive, sentences are French', async () => {
    const content = [
      '# Good morning',
      '',
      'I want to go home. Tom lives in `src/main.ts` now.',
      'See https://example.org/a_b for more.',
      '',
      '| I lost. | `code` |',
      '|---|:-:|',
      '| He is calm. | {0} |',
      '',
    ].join('\r\n');
    const editor = await open('markdown', content);
    await run('translateDocument');
    const text = editor.document.getText();
    for (const kept of ['`src/main.ts`', 'https://example.org/a_b', '`code`', '{0}', '|---|:-:|\r\n'])
      assert.include(text, kept);
    assert.match(text, /^# \p{Lu}/u);
    for (const english of ['Good morning', 'go home', 'lives', 'for more', 'I lost', 'He is calm'])
      assert.notInclude(text, english);
    assert.match(text, /^\| \p{L}[^|]*\. \| `code` \|\r\n/mu);
    assert.notMatch(text, /[^\r]\n/);
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), content);
  });

  it('TypeScript: comments become French, code stays', async () => {
    const editor = await open('typescript', '// I lost.\nconst lost = "I lost."; // He is calm.\n');
    await run('translateComments');
    const text = editor.document.getText();
    assert.match(text, /^\/\/ \p{Lu}[^\n]*\.\nconst lost = "I lost\."; \/\/ \p{Lu}[^\n]*\.\n$/u);
    assert.notMatch(text, /\/\/ (I lost|He is calm)/);
  });

  it('text in the target language is left alone, beside text that is not', async () => {
    await intoFrench();
    const french = 'Je ne sais pas où se trouve la gare.';
    const editor = await open('plaintext', `I lost.\n${french}\n`);
    selectAll(editor);
    await run('translateSelection');
    const [first, ...rest] = editor.document.getText().split('\n');
    assert.match(first, /^\p{L}.*\.$/u);
    assert.notEqual(first, 'I lost.');
    assert.deepEqual(rest, [french, '']);
  });

  it('a glossary is obeyed', async () => {
    const [folder] = vscode.workspace.workspaceFolders!;
    const file = vscode.Uri.joinPath(folder.uri, '.interlinear', 'glossary.tsv');
    const rows = 'house\tdemeure|demeures\nsea\tkeep\n';
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(rows));
    try {
      const editor = await open('plaintext', 'I have a house near the sea.\n');
      selectAll(editor);
      await run('translateSelection');
      assert.match(editor.document.getText(), /demeure.*sea/);
    } finally {
      await vscode.workspace.fs.delete(vscode.Uri.joinPath(file, '..'), { recursive: true });
    }
  });

  it('a sentence goes on', async () => {
    const editor = await open('plaintext', 'I would like to');
    editor.selection = new vscode.Selection(0, 15, 0, 15);
    const items = await vscode.commands.executeCommand<unknown>('interlinear.complete');
    assert.isUndefined(items);
    for (let i = 0; i < 150 && editor.document.getText() === 'I would like to'; i++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      await vscode.commands.executeCommand('editor.action.inlineSuggest.commit');
    }
    assert.match(editor.document.getText(), /^I would like to \S/);
  });
});
