/** The panel's What if and Gates tabs by hand, with the model that ships. */
import assert from 'node:assert/strict';
import { PanelPage } from '../../tools/panel-page';
import { stageExtension } from '../../tools/stage';
import { TestWindow } from './support';

describe('the panel: What if and Gates, by hand', () => {
  const window = TestWindow.inSuite(() => stageExtension('shipped'));
  let panel: PanelPage;

  beforeEach(async () => {
    panel = new PanelPage(window.workbench);
    await panel.open();
  });

  it('another word, a word of one’s own, a phrase forced and forbidden: the rest is decoded again', async () => {
    await panel.show('What if');
    await panel.text.fill('I would like a cup of coffee, please.');
    const words = panel.frame.locator('button.word');
    const sentence = async (): Promise<string> =>
      (await words.allInnerTexts()).map((text) => text.split('\n')[0]).join(' ');
    await words.first().waitFor();
    const before = await sentence();
    await words.first().click();
    const alternatives = panel.frame.getByRole('group', { name: 'Alternatives' }).getByRole('button');
    await alternatives.nth(2).waitFor();
    const chosen = (await alternatives.nth(1).innerText()).split(/\s/)[0];
    await alternatives.nth(1).click();
    await panel.frame.locator('button.word.given').first().filter({ hasText: chosen }).waitFor();
    assert.notEqual(await sentence(), before);

    await words.first().click();
    await panel.frame.getByLabel('A word of your own').fill('Nous');
    await panel.frame.getByRole('button', { name: 'Go on from there' }).click();
    await words.first().filter({ hasText: 'Nous' }).waitFor();

    await panel.frame.getByRole('button', { name: 'Start again' }).click();
    await words
      .first()
      .filter({ hasText: before.split(' ')[0] })
      .waitFor();
    await panel.frame.getByLabel('Must occur').fill('tasse');
    await window.workbench.page.keyboard.press('Enter');
    await words.filter({ hasText: 'tasse' }).waitFor();
    await panel.frame.getByRole('button', { name: 'Remove “tasse”' }).click();
    await panel.frame.getByLabel('Must not occur').fill('café');
    await window.workbench.page.keyboard.press('Enter');
    await words.filter({ hasText: /^café/ }).waitFor({ state: 'detached' });
  });

  it('attention: a word pointed at says what belongs to it; the table’s rows sum to 1', async () => {
    await panel.show('What if');
    await panel.text.fill('Tom and Mary live in Paris.');
    const view = panel.frame.locator('il-attention-view');
    await view.locator('.lines .word').first().waitFor();
    // The name stands in the source, too; the target's words come after it.
    const target = view.getByRole('button', { name: /^Paris/ }).last();
    await target.focus();
    await view.getByText(/^Paris: \S+ \d/).waitFor();
    await view.getByText('As a table').click();
    const rows = await view.locator('tbody tr').allInnerTexts();
    for (const row of rows) {
      const sum = (row.match(/\d\.\d+/g) ?? []).reduce((total, number) => total + Number(number), 0);
      assert.ok(Math.abs(sum - 1) < 0.01, row);
    }
  });

  it('gates: the equation of a step holds in the numbers shown; steps are played', async () => {
    await panel.show('Gates');
    await panel.text.fill('The weather is beautiful today.');
    const maps = panel.frame.getByRole('application', { name: /unit 0/ });
    await maps.nth(3).waitFor();
    await panel.frame.getByRole('button', { name: 'Next step' }).click();
    const shown = await panel.frame.locator('.equations li').last().innerText();
    const [Z, before, again, candidate, H] = (shown.match(/-?\d+\.\d{4}/g) ?? []).map(Number);
    assert.equal(Z, again);
    assert.ok(Math.abs(Z * before + (1 - Z) * candidate - H) < 2e-4, shown);
    const layers = panel.frame.getByLabel('Layer', { exact: true });
    const label = await layers.locator('option', { hasText: /^Decoder 2 \(GRU/ }).innerText();
    await layers.selectOption({ label });
    await panel.frame.getByRole('button', { name: '<bos>' }).waitFor();
    await panel.frame.getByRole('button', { name: 'Play' }).click();
    await panel.frame.getByText(/^Step 4 of/).waitFor();
    await maps.first().focus();
    await window.workbench.page.keyboard.press('ArrowDown');
    await panel.frame
      .getByRole('application', { name: /unit 1,/ })
      .first()
      .waitFor();
  });
});
