/** Completion, hover, code actions, glossary, memory, models, the API and the tools, inside VS Code. */
import { assert } from 'chai';
import * as vscode from 'vscode';
import type { InterlinearApi } from '../../src/extension/api';
import { errorsShown, EXTENSION, select, selectAll, selectWords, wait } from './support';

const run = (name: string): Thenable<unknown> => vscode.commands.executeCommand(`interlinear.${name}`);

async function open(language: string, content: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language, content }));
}

/** In the place of a choice by the user. */
async function choosing<T>(
  choose: (items: vscode.QuickPickItem[]) => T,
  action: () => Thenable<unknown>,
): Promise<void> {
  const window = vscode.window as { showQuickPick: unknown };
  const original = window.showQuickPick;
  window.showQuickPick = async (items: Promise<vscode.QuickPickItem[]>) => choose(await items);
  try {
    await action();
  } finally {
    window.showQuickPick = original;
  }
}

const settings = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('interlinear');
const [folder] = vscode.workspace.workspaceFolders!;
const file = (name: string): vscode.Uri => vscode.Uri.joinPath(folder.uri, '.interlinear', name);
const write = (name: string, text: string): Thenable<void> =>
  vscode.workspace.fs.writeFile(file(name), new TextEncoder().encode(text));

describe('completion', () => {
  it('is offered at the cursor in prose on demand, and accepted', async () => {
    const editor = await open('markdown', 'There is');
    select(editor, [8, 8]);
    await run('complete');
    for (let i = 0; i < 100 && editor.document.getText() === 'There is'; i++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      await vscode.commands.executeCommand('editor.action.inlineSuggest.commit');
    }
    assert.equal(editor.document.getText(), 'There is one way');
  });

  it('Complete Selection inserts what was chosen, and undo takes it back', async () => {
    const editor = await open('plaintext', 'There is and so on');
    selectWords(editor, 'There is');
    await choosing(
      (items) => items[1],
      () => run('completeSelection'),
    );
    assert.equal(editor.document.getText(), 'There is another way and so on');
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), 'There is and so on');
  });

  it('is switched on and off for typing by a command', async () => {
    const isOn = (): unknown => settings().get('completion.automatic');
    await run('toggleCompletion');
    assert.equal(isOn(), true);
    await run('toggleCompletion');
    assert.equal(isOn(), false);
    await settings().update('completion.automatic', undefined, vscode.ConfigurationTarget.Global);
  });

  it('says so in code, where there is nothing to go on with', async () => {
    const editor = await open('typescript', 'const a = 1;');
    select(editor, [12, 12]);
    assert.deepEqual(await errorsShown(() => run('completeSelection')), [
      'There is nothing here that a model could go on with. Put the cursor behind the beginning of a sentence, in prose or in a comment, in a language that a completion model knows.',
    ]);
  });
});

describe('hover and light bulb', () => {
  const SOURCE = '// one two\n// three\nconst a = "b";\n';
  let document: vscode.TextDocument;
  before(async () => ({ document } = await open('typescript', SOURCE)));

  const hoverAt = async (line: number): Promise<string> => {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      new vscode.Position(line, 5),
    );
    return hovers
      .flatMap(({ contents }) => contents.map((one) => (one as vscode.MarkdownString).value))
      .join('\n');
  };

  it('a comment in another language is translated under the pointer, unless the setting says no', async () => {
    const seen = async (line: number): Promise<string> => (await hoverAt(line)).replace(/&nbsp;/g, ' ');
    // VS Code speaks English here, and so does the comment.
    assert.notInclude(await seen(1), 'THREE');
    await choosing(
      (items) => items.find((item) => (item as { tag?: string }).tag === 'fr'),
      () => run('chooseTarget'),
    );
    try {
      // The first answer may take longer than a hover waits.
      for (let i = 0; i < 50 && !(await seen(1)).includes('THREE'); i++) await wait(100);
      assert.include(await seen(1), 'ONE TWO THREE');
      assert.notInclude(await seen(2), 'CONST');
      await settings().update('hover', false, vscode.ConfigurationTarget.Global);
      assert.notInclude(await seen(1), 'THREE');
    } finally {
      await settings().update('hover', undefined, vscode.ConfigurationTarget.Global);
      await choosing(
        (items) => items[0],
        () => run('chooseTarget'),
      );
    }
  });

  it('selected words can be translated by a code action', async () => {
    const { document } = await open('typescript', SOURCE);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      new vscode.Range(0, 3, 0, 10),
    );
    const titles = actions.map(({ title }) => title);
    assert.includeMembers(titles, ['Translate (Interlinear)', 'Complete (Interlinear)']);
  });
});

describe('the words of the workspace', () => {
  after(() => vscode.workspace.fs.delete(file(''), { recursive: true }));

  it('accepted and corrected translations are kept in a file, and used again', async () => {
    const editor = await open('plaintext', 'one thing\n');
    selectAll(editor);
    await run('translateSelection');
    await editor.edit((edit) => edit.replace(new vscode.Range(0, 0, 0, 3), 'UNE'));
    await run('remember');
    const kept = new TextDecoder().decode(await vscode.workspace.fs.readFile(file('memory.tsv')));
    assert.equal(kept, 'en-fr\tone thing\tUNE THING\n');
  });

  it('says so when there is nothing to keep', async () => {
    await open('plaintext', 'a');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const editor = await open('plaintext', '12');
    selectAll(editor);
    await errorsShown(() => run('translateSelection'));
    await write('glossary.tsv', '# none\n');
    await run('openGlossary');
    assert.equal(vscode.window.activeTextEditor!.document.uri.toString(), file('glossary.tsv').toString());
  });
});

describe('for others', () => {
  const api = async (): Promise<InterlinearApi> =>
    (await vscode.extensions.getExtension<InterlinearApi>(EXTENSION)!.activate())!;

  it('the API translates, completes and lists the models', async () => {
    const { version, translate, complete, models } = await api();
    assert.equal(version, 1);
    const translated = await translate('One `two` {0}.\n', { format: { kind: 'markdown' } });
    assert.equal(translated.text, 'ONE `two` {0}.\n');
    assert.deepEqual([translated.source, translated.target], ['en', 'fr']);
    assert.equal((await complete('There is'))[0].text, ' one way');
    assert.include(
      (await models()).map(({ id }) => id),
      'en-fr',
    );
  });

  it('the API translates into the language that is asked for, or says that no model does', async () => {
    const { translate } = await api();
    assert.equal((await translate('One two.', { target: 'fr' })).text, 'ONE TWO.');
    let code = '';
    await translate('One two.', { target: 'eo' }).catch((error: { code: string }) => (code = error.code));
    assert.equal(code, 'no-model');
  });

  it('the API stops when asked', async () => {
    const controller = new AbortController();
    const { translate } = await api();
    const translating = translate('SLOW words', { signal: controller.signal });
    setTimeout(() => controller.abort(), 500);
    let code = '';
    await translating.catch((error: { code: string }) => (code = error.code));
    assert.equal(code, 'cancelled');
  });

  it('a document of 1 MB can be given up at any time, and the next is translated', async () => {
    const controller = new AbortController();
    const { translate } = await api();
    const text = 'One *two* `three` here.\n\n'.repeat(42_000);
    const translating = translate(text, { format: { kind: 'markdown' }, signal: controller.signal });
    setTimeout(() => controller.abort(), 1000);
    let code = '';
    await translating.catch((error: { code: string }) => (code = error.code));
    assert.equal(code, 'cancelled');
    assert.equal((await translate('and again')).text, 'AND AGAIN');
  });

  it('tools are there for agents', async () => {
    const tools = vscode.lm.tools.map(({ name }) => name);
    assert.includeMembers(tools, ['interlinear_translate', 'interlinear_complete', 'interlinear_score']);
    const result = await vscode.lm.invokeTool('interlinear_translate', {
      input: { text: 'One **two**.' },
      toolInvocationToken: undefined,
    });
    assert.equal((result.content[0] as vscode.LanguageModelTextPart).value, 'ONE **TWO**.');
  });
});

describe('Manage Models', () => {
  it('lists what is there, and shows the card', async () => {
    await choosing(
      (items) => {
        const card = items.find(({ label }) => label.includes('Show its card'));
        if (card) return card;
        assert.include(items.map(({ description }) => description).join(), 'en-fr');
        return items.find(({ description }) => description?.startsWith('en-fr'));
      },
      () => run('manageModels'),
    );
    // A preview, in which nothing could be saved: what it shows is a document that is nowhere stored.
    assert.instanceOf(vscode.window.tabGroups.activeTabGroup.activeTab?.input, vscode.TabInputWebview);
    const card = vscode.Uri.from({ scheme: 'interlinear-model', path: '/en-fr.md' });
    const text = (await vscode.workspace.openTextDocument(card)).getText();
    assert.include(text, 'CC\\-BY\\-4\\.0');
    assert.match(text, /\| BLEU \| \d+\.\d+ \|/);
  });

  it('adds a model from a folder that the engine has checked, uses it, and removes it', async () => {
    const source = vscode.Uri.joinPath(folder.uri, 'a-model');
    const card = {
      id: 'test-model',
      task: 'translate',
      source: 'en',
      target: 'de',
      description: 'A test',
      licence: 'MIT',
      files: { 'encoder.onnx': { bytes: 3 } },
    };
    const put = (name: string, content: Uint8Array): Thenable<void> =>
      vscode.workspace.fs.writeFile(vscode.Uri.joinPath(source, name), content);
    await put('model.json', new TextEncoder().encode(JSON.stringify(card)));
    await put('encoder.onnx', Uint8Array.of(1, 2, 3));
    const window = vscode.window as { showOpenDialog: unknown; showWarningMessage: unknown };
    const { showOpenDialog, showWarningMessage } = window;
    window.showOpenDialog = async () => [source];
    window.showWarningMessage = async (_: string, __: unknown, label: string) => label;
    const api = (await vscode.extensions.getExtension<InterlinearApi>(EXTENSION)!.activate())!;
    const ids = async (): Promise<string[]> => (await api.models()).map(({ id }) => id);
    try {
      const shown = await errorsShown(() =>
        choosing(
          (items) => items.find(({ label }) => label.includes('folder')),
          () => run('manageModels'),
        ),
      );
      assert.deepEqual(shown, []);
      assert.include(await ids(), 'test-model');
      await choosing(
        (items) =>
          items.find(
            ({ label, description }) => label.includes('Remove') || description?.startsWith('test-model'),
          ),
        () => run('manageModels'),
      );
      assert.notInclude(await ids(), 'test-model');
    } finally {
      Object.assign(window, { showOpenDialog, showWarningMessage });
      await vscode.workspace.fs.delete(source, { recursive: true });
    }
  });
});
