/**
 * A stranger's folder in VS Code: in Restricted Mode, virtual and read-only, with settings that name a model and a file of
 * kept translations. The tests follow one another in one window.
 */
import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OUT, ROOT } from '../../tools/paths';
import { stageExtension } from '../../tools/stage';
import { TestWindow, waitUntil } from './support';

const STRANGER = join(OUT, 'stranger');

/** The extension that serves the folder, as VS Code wants one. */
function stageStranger(): void {
  mkdirSync(STRANGER, { recursive: true });
  copyFileSync(join(ROOT, 'dist/test/stranger.js'), join(STRANGER, 'stranger.js'));
  const manifest = {
    name: 'stranger',
    publisher: 'interlinear-test',
    version: '0.0.1',
    engines: { vscode: '^1.100.0' },
    browser: './stranger.js',
    activationEvents: ['onFileSystem:vscode-vfs'],
    capabilities: { virtualWorkspaces: true, untrustedWorkspaces: { supported: true } },
  };
  writeFileSync(join(STRANGER, 'package.json'), JSON.stringify(manifest));
}

describe("a stranger's folder", () => {
  const stage = async (): Promise<string> => {
    stageStranger();
    return stageExtension('shipped');
  };
  const window = TestWindow.inSuite(stage, () => Promise.resolve('vscode-vfs://stranger/work'), {
    others: [STRANGER],
    construction: {
      enableWorkspaceTrust: true,
      configurationDefaults: { 'security.workspace.trust.startupPrompt': 'never' },
    },
    shared: true,
  });
  const said = (text: string | RegExp): Promise<void> =>
    window.workbench.notifications.filter({ hasText: text }).first().waitFor();
  const silence = async (): Promise<void> => {
    await window.workbench.runCommand('Notifications: Clear All Notifications');
    await waitUntil(async () => (await window.workbench.notifications.count()) === 0, 'nothing is said');
  };

  it('is told to have no say, with the way to trust it', async () => {
    await said('Restricted Mode: what the settings of this folder say of models and files does not count');
    const { page } = window.workbench;
    assert.equal(
      await page.getByRole('button', { name: 'Manage Workspace Trust' }).first().isVisible(),
      true,
    );
    await silence();
  });

  it('may not be written, and that is said at once; the text stays', async () => {
    const { workbench } = window;
    await workbench.openFile('english.txt');
    await workbench.runCommand('Interlinear: Translate Whole Document');
    await said('This document is read-only, so the translation cannot be put into it.');
    assert.equal(await workbench.lineText(1), 'I lost the game.');
    await silence();
  });

  it('is translated by the model that the language asks for, with the file that is always asked', async () => {
    const { workbench } = window;
    await workbench.runCommand('Interlinear: Translate Whole Document to the Side');
    await workbench.waitForLine(1, (text) => text.startsWith('Gardé'));
    assert.equal(await workbench.lineText(1), 'Gardé par défaut.');
    assert.notEqual(await workbench.lineText(3), 'He is calm.');
  });

  it("is read in one's own language", async () => {
    const { workbench } = window;
    await workbench.openFile('french.txt');
    await workbench.runCommand('Interlinear: Read in My Language');
    const copies = workbench.page.locator('.editor-group-container .monaco-editor .view-lines');
    await waitUntil(async () => {
      const texts = await copies.allInnerTexts();
      return texts.some((text) => /\p{L}/u.test(text) && !/maison|Gardé|lost/.test(text));
    }, 'there is a copy in English');
    await silence();
  });

  // The last: there is no way back.
  it('has a say once it is trusted: the model it names is asked for, and is not there', async () => {
    const { workbench } = window;
    const { page } = workbench;
    await workbench.runCommand('Workspaces: Manage Workspace Trust');
    await page.getByRole('button', { name: 'Trust', exact: true }).click();
    const editor = page.locator('.monaco-modal-editor-block', { hasText: 'You trust this folder' });
    await editor
      .getByRole('button', { name: /^Close/ })
      .last()
      .click();
    await editor.waitFor({ state: 'detached' });
    await workbench.runCommand('View: Focus First Editor Group');
    await page.locator('.editor-group-container.active .tab.active', { hasText: 'english.txt' }).waitFor();
    await workbench.runCommand('Interlinear: Translate Whole Document to the Side');
    await said(/evil/);
  });
});
