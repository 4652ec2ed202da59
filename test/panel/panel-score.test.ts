/** The panel's Score tab by hand. */
import assert from 'node:assert/strict';
import { PanelPage } from '../../tools/panel-page';
import { stageExtension } from '../../tools/stage';
import { TestWindow } from './support';

describe('the panel: Score, by hand', () => {
  const window = TestWindow.inSuite(() => stageExtension('shipped'));
  let panel: PanelPage;

  beforeEach(async () => {
    panel = new PanelPage(window.workbench);
    await panel.open();
    await panel.show('Score');
  });

  it('the example of the lecture, for k = 2, 3 and 4, with its n-grams', async () => {
    await panel.example('From the lecture').click();
    await panel.frame.getByText('0.681477').waitFor();
    await panel.frame.getByLabel('k of the lecture’s BLEU').fill('3');
    await panel.frame.getByText('0.594034').waitFor();
    await panel.frame.getByLabel('k of the lecture’s BLEU').fill('4');
    await panel.frame.locator('.big', { hasText: /^0\.000000$/ }).waitFor();
    assert.equal(await panel.frame.locator('.matched').first().locator('mark').count(), 5);
    await panel.frame.getByText('nrefs:1|case:mixed|eff:yes|tok:none|smooth:exp|version:2.6.0').waitFor();
  });

  it('several references, typed; the figures leave as JSON', async () => {
    const { workbench } = window;
    await panel.frame.getByLabel('Candidate').fill('The cat is on the mat.');
    await panel.frame.getByLabel('Reference 1', { exact: true }).fill('A cat lies here.');
    await panel.frame.getByRole('button', { name: 'Another reference' }).first().click();
    await panel.frame.getByLabel('Reference 2', { exact: true }).fill('The cat is on the mat.');
    await panel.frame.locator('.big', { hasText: '100.00' }).first().waitFor();
    await panel.frame.getByRole('button', { name: 'JSON' }).click();
    await workbench.page.locator('.tab.active', { hasText: 'Untitled' }).waitFor();
    await workbench.editor.locator('.view-line', { hasText: '"score": 1' }).first().waitFor();
  });

  it('files: corpus scores with intervals, the baseline compared, the worst sentences first, CSV', async () => {
    const { workbench } = window;
    const choose = async (button: string, file: string): Promise<void> => {
      await panel.frame.getByRole('button', { name: button }).last().click();
      const input = workbench.page.locator('.quick-input-widget input[type="text"]');
      await input.waitFor();
      await input.fill(`/scores/${file}`);
      const dialog = workbench.page.locator('.quick-input-widget');
      await dialog.locator('.monaco-list-row', { hasText: file }).waitFor();
      await dialog.getByRole('button', { name: 'OK' }).click();
      await panel.frame.getByText(file).waitFor();
    };
    await choose('System …', 'system.txt');
    await choose('Reference …', 'reference.txt');
    await choose('Baseline to compare with …', 'baseline.txt');
    await panel.frame.getByRole('button', { name: 'Score the files' }).click();
    const table = panel.frame.locator('il-score-files table').first();
    await table
      .getByText(/^\+\d+\.\d+, p = .*significant$/)
      .first()
      .waitFor();
    const [, score, lower, upper] = /BLEU\s+([\d.]+)\s+([\d.]+) – ([\d.]+)/.exec(await table.innerText())!;
    assert.ok(Number(lower) <= Number(score) && Number(score) <= Number(upper));
    const worst = panel.frame.locator('.sentences tbody tr').first();
    assert.doesNotMatch(await worst.innerText(), /The cat is on the mat/);
    // What changed for the worse stands first where there is a baseline; then the worst, then the best.
    await panel.frame.getByRole('button', { name: /^BLEU/ }).click();
    await panel.frame.getByRole('button', { name: /^BLEU ↑/ }).click();
    await worst.filter({ hasText: 'The cat is on the mat.' }).waitFor();
    await panel.frame.getByRole('button', { name: 'CSV' }).click();
    await workbench.editor.locator('.view-line', { hasText: 'metric,score,lower,upper' }).waitFor();
  });
});
