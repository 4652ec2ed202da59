/** The panel as a tab of the editor, by hand: the same state as in the side bar, and the document beside it. */
import assert from 'node:assert/strict';
import { PanelPage } from '../../tools/panel-page';
import { stageExtension } from '../../tools/stage';
import { TestWindow } from './support';

const LINE = 9;
const ENGLISH = 'I would like a cup of coffee, please.';

describe('the panel in an editor tab, by hand', () => {
  const window = TestWindow.inSuite(() => stageExtension('shipped'));

  it('writes into the document beside it, and the side bar goes on with the same text', async () => {
    const { workbench } = window;
    const panel = new PanelPage(workbench);
    await workbench.openFile('welcome.md');
    await workbench.selectLine(LINE);
    await workbench.runCommand('Interlinear: Open the Panel in an Editor Tab');
    await panel.root.waitFor();
    await panel.frame.getByText('Take the selection').click();
    await panel.candidates.first().waitFor();
    assert.equal(await panel.text.inputValue(), ENGLISH);
    const french = (await panel.translation.innerText()).trim();
    await panel.frame.getByRole('button', { name: 'Replace selection' }).click();
    const { page } = workbench;
    await page
      .locator('.view-line', { hasText: french.split(' ')[1] })
      .first()
      .waitFor();
    await page.locator('.tab', { hasText: 'Interlinear' }).getByRole('button', { name: /Close/ }).click();
    await panel.root.waitFor({ state: 'detached' });
    await panel.open();
    assert.equal(await panel.text.inputValue(), ENGLISH);
  });
});
