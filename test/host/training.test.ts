/** A recipe of a folder is trained to a model, over a stop; what is wrong with one is told. By the command, without a click. */
import { assert } from 'chai';
import * as vscode from 'vscode';
import { RECIPE, tinyCorpus } from '../unit/support/tiny-recipe';
import { EXTENSION, messagesShown, wait } from './support';

interface Exports {
  models(): Promise<{ id: string }[]>;
}

const write = (uri: vscode.Uri, text: string): Thenable<void> =>
  vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));

/** Clicks Cancel in the notification once the so-many-th update has been told. */
async function stoppingAt(update: number, action: () => PromiseLike<unknown>): Promise<void> {
  const window = vscode.window as unknown as { withProgress: unknown };
  const original = window.withProgress as (options: unknown, task: unknown) => unknown;
  const cancel = new vscode.CancellationTokenSource();
  window.withProgress = (options: unknown, task: (...args: unknown[]) => unknown) =>
    original.call(vscode.window, options, () => {
      const report = ({ message = '' }: { message?: string }): void => {
        if (message.startsWith(`update ${update} of`)) cancel.cancel();
      };
      return task({ report }, cancel.token);
    });
  try {
    await action();
  } finally {
    window.withProgress = original;
    cancel.dispose();
  }
}

/** Answers the questions that stand before everything with this button. */
async function answering(button: string, action: () => PromiseLike<unknown>): Promise<void> {
  const window = vscode.window as unknown as { showInformationMessage: unknown };
  const original = window.showInformationMessage as (...args: unknown[]) => unknown;
  window.showInformationMessage = (_: string, ...items: unknown[]) =>
    Promise.resolve(items.includes(button) ? button : undefined);
  try {
    await action();
  } finally {
    window.showInformationMessage = original;
  }
}

describe('Train a Model', () => {
  const [workspace] = vscode.workspace.workspaceFolders!;
  const folder = vscode.Uri.joinPath(workspace.uri, 'training-test');
  const recipe = vscode.Uri.joinPath(folder, 'tiny.recipe.json');
  const training = { ...RECIPE.training, steps: 30, validateEvery: 5, patience: 100 };
  const text = (changes: object = {}): string => JSON.stringify({ ...RECIPE, training, ...changes }, null, 2);
  const train = (): Thenable<void> => vscode.commands.executeCommand('interlinear.trainModel', recipe);
  const ids = async (): Promise<string[]> => {
    const { models } = (await vscode.extensions.getExtension(EXTENSION)!.activate()) as Exports;
    return (await models()).map(({ id }) => id);
  };

  beforeEach(async () => {
    await write(recipe, text());
    await write(vscode.Uri.joinPath(folder, 'pairs.tsv'), tinyCorpus());
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(folder, { recursive: true });
  });

  it('goes on where it was stopped, and the model is there when it is done', async () => {
    assert.notInclude(await ids(), RECIPE.id);
    const stopped = await messagesShown(() => stoppingAt(7, train));
    assert.match(stopped[0].message, /was stopped, and nothing is lost/);
    assert.notInclude(await ids(), RECIPE.id);
    await answering('Go On', () => stoppingAt(Infinity, train));
    assert.include(await ids(), RECIPE.id);
    // The page is open as a document, which VS Code reads again a moment after it has changed, and says how good the model is.
    const page = (): string =>
      vscode.workspace.textDocuments.find(({ uri }) => uri.path.endsWith(`/${RECIPE.id}.md`))?.getText() ??
      '';
    for (let tries = 0; tries < 100 && !page().includes('BLEU'); tries++) await wait(100);
    assert.match(page(), /BLEU/);
    // A network is trained twice over; a slow machine takes a minute.
  }).timeout(240_000);

  it('tells what is wrong with a recipe, and what is not there, and leaves nothing behind', async () => {
    await write(recipe, text({ id: 'other', tokenizer: { type: 'letters' } }));
    const [wrong] = await messagesShown(train);
    assert.match(wrong.message, /tokenizer/);
    assert.deepEqual(wrong.buttons, ['Show the Line']);
    await write(recipe, text({ id: 'other', data: [{ path: 'absent.tsv', licence: 'MIT' }] }));
    const [absent] = await messagesShown(train);
    assert.match(absent.message, /absent\.tsv/);
    await write(recipe, text({ id: 'other' }));
    await write(vscode.Uri.joinPath(folder, 'pairs.tsv'), 'one column\n');
    const [column] = await messagesShown(train);
    assert.match(column.message, /pairs\.tsv, line 1/);
    assert.notInclude(await ids(), 'other');
  });
});
