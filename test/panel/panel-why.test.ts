/** “Why this word?” by the keyboard alone, with the model that ships: four steps, one selected word, and the way back. */
import assert from 'node:assert/strict';
import { PanelPage } from '../../tools/panel-page';
import { stageExtension } from '../../tools/stage';
import { TestWindow } from './support';

describe('the panel: why this word?', () => {
  const window = TestWindow.inSuite(() => stageExtension('shipped'));

  it('walks from a word to its alternatives, to what was looked at, to what the gates kept', async () => {
    const { keyboard } = window.workbench.page;
    const panel = new PanelPage(window.workbench);
    await panel.open();
    await panel.text.fill('Where is the train station?');
    const word = panel.translation.getByRole('button').nth(1);
    await word.waitFor();
    const text = (await word.innerText()).trim();
    await word.focus();
    await keyboard.press('Enter');
    const why = panel.frame.getByRole('button', { name: 'Why this word?' });
    await why.focus();
    await keyboard.press('Enter');

    const guide = panel.frame.getByRole('region', { name: `Why “${text}”?` });
    const step = (name: string) => guide.locator('[aria-current="step"]').filter({ hasText: name }).waitFor();
    await step('The word');
    await guide.getByRole('button', { name: 'Next' }).focus();
    await keyboard.press('Enter');
    await step('What else');
    await guide.getByRole('list', { name: 'Alternatives' }).getByText('(it stands there)').waitFor();
    await keyboard.press('Enter');
    await step('Looked at');
    // What it says is read out.
    const said = (await guide.locator('.said').innerText()).trim();
    await panel.root.getByRole('status').filter({ hasText: said }).first().waitFor({ state: 'attached' });
    const source = guide.getByRole('group', { name: 'How much it looked at each word of your sentence' });
    const shares = (await source.locator('small').allInnerTexts()).map((one) =>
      parseFloat(one.replace('<', '')),
    );
    assert.ok(Math.abs(shares.reduce((sum, one) => sum + one, 0) - 100) < 3, shares.join());
    await keyboard.press('Enter');
    await step('Kept');
    const kept = guide.getByRole('group', { name: 'Kept of the memory at each word' });
    // The network with its gates as outputs is built first.
    await kept.getByRole('button', { pressed: true }).filter({ hasText: text }).waitFor({ timeout: 150_000 });

    // Another word of it: the guide is about that one then, and it is marked in the translation.
    const one = kept.getByRole('button').first();
    const first = (await one.locator('span').innerText()).trim();
    await one.focus();
    await keyboard.press('Enter');
    const next = panel.frame.getByRole('region', { name: `Why “${first}”?` });
    await next.waitFor();
    await keyboard.press('Escape');
    await next.waitFor({ state: 'detached' });
    const focused = panel.translation.locator(':focus');
    assert.equal((await focused.innerText()).trim(), first);
  });
});
