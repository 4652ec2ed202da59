/** A model learns from a project's own strings as a person has it learn: by keyboard, over a stop, to a model that says it otherwise. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stageExtension } from '../../tools/stage';
import type { Workbench } from '../../tools/workbench';
import { TestWindow } from './support';
import { FAMILIAR, tinyTranslator } from './tiny-translator';

const SENTENCE = 'You see the red house.';

/** A project with a pair of locale files, a note, and a model's folder. */
async function makeWorkspace(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'interlinear-learning-'));
  const locale = (side: 'source' | 'target'): string =>
    JSON.stringify(Object.fromEntries(FAMILIAR.map((pair, i) => [`text${i}`, pair[side]])), null, 2);
  mkdirSync(join(folder, 'locales'));
  writeFileSync(join(folder, 'locales', 'en.json'), locale('source'));
  writeFileSync(join(folder, 'locales', 'es.json'), locale('target'));
  writeFileSync(join(folder, 'note.md'), `${SENTENCE}\n`);
  mkdirSync(join(folder, 'tiny'));
  for (const [name, bytes] of await tinyTranslator()) writeFileSync(join(folder, 'tiny', name), bytes);
  return folder;
}

/** Waits for a pick of this title, types, and takes what is first. */
async function pick({ page }: Workbench, title: string, text = ''): Promise<void> {
  // The command palette, which has no title, may still be there.
  await page.locator('.quick-input-title', { hasText: title }).waitFor();
  if (text !== '') await page.locator('.quick-input-widget input[type="text"]').fill(text);
  await page.locator('.quick-input-list .monaco-list-row').first().waitFor();
  await page.keyboard.press('Enter');
}

async function addModel(workbench: Workbench): Promise<void> {
  await workbench.runCommand('Interlinear: Manage Models');
  await pick(workbench, 'Models', 'Add a model from a folder');
  const input = workbench.page.locator('.quick-input-widget input[type="text"]');
  await input.fill('/tiny/');
  await workbench.page.getByText('..', { exact: true }).waitFor();
  await workbench.page.keyboard.press('Enter');
  await workbench.page.getByText('The model "tiny-en-es" has been added.').waitFor();
}

async function translated(workbench: Workbench): Promise<string> {
  await workbench.openFile('note.md');
  await workbench.selectLine(1);
  await workbench.runCommand('Interlinear: Translate Selection');
  const text = await workbench.waitForLine(1, (line) => line !== SENTENCE);
  await workbench.page.keyboard.press('Control+Z');
  await workbench.waitForLine(1, (line) => line === SENTENCE);
  return text;
}

describe('Learn from My Translations', () => {
  const window = TestWindow.inSuite(() => stageExtension('shipped'), makeWorkspace);

  it('learns a project’s strings over a stop and a reload, reports, and then translates otherwise', async () => {
    const { workbench } = window;
    const { page } = workbench;
    await addModel(workbench);
    await workbench.runCommand('Interlinear: Choose Target Language');
    await pick(workbench, 'Translate into', 'Spanish');
    assert.match(await translated(workbench), /^Usted /);

    await workbench.runCommand('Interlinear: Learn from My Translations');
    await pick(workbench, 'Which model should learn?', 'tiny-en-es');
    const sources = page.locator('.quick-input-widget', { hasText: 'Translations to learn from' });
    await sources.locator('.monaco-list-row', { hasText: 'locales/en.json' }).click();
    await page.keyboard.press('Enter');
    const review = page.locator('.quick-input-widget', { hasText: 'Do these sentences say the same?' });
    await review.locator('.monaco-list-row', { hasText: SENTENCE }).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.quick-input-widget', { hasText: 'Name of the new model' }).waitFor();
    await page.locator('.quick-input-widget input').first().fill('mine');
    await page.keyboard.press('Enter');

    // Stopped, and then the window closed: the next one goes on.
    const progress = workbench.notifications.filter({ hasText: /update \d+ of/ });
    await progress.waitFor();
    await progress.hover();
    await progress.getByRole('button', { name: 'Cancel' }).click();
    await workbench.notifications.filter({ hasText: 'nothing is lost' }).waitFor();
    await page.reload();
    await page.locator('.monaco-workbench').waitFor();
    await page.getByRole('treeitem').first().waitFor();
    await workbench.started();
    await workbench.runCommand('Interlinear: Learn from My Translations');
    await pick(workbench, 'Learn from My Translations', 'mine');
    await page.getByRole('dialog').getByRole('button', { name: 'Go On' }).click();

    const report = workbench.notifications.filter({ hasText: 'has learnt: BLEU' });
    await report.waitFor({ timeout: 120_000 });
    await report.getByRole('button', { name: 'Keep and Use Here' }).click();
    await page.getByText('The model "mine" has been added.').waitFor();
    assert.match(await translated(workbench), /^Tú /);
  });
});
