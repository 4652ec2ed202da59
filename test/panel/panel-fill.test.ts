/** The panel's Fill tab by hand, with the model that ships. */
import assert from 'node:assert/strict';
import { PanelPage } from '../../tools/panel-page';
import { stageExtension } from '../../tools/stage';
import { TestWindow } from './support';

const LINE = 2;

describe('the panel: Fill, by hand', () => {
  const window = TestWindow.inSuite(() => stageExtension('shipped'));

  it('from the selection: past only beside past and future; a click fills the blank in the document', async () => {
    const { workbench } = window;
    const panel = new PanelPage(workbench);
    await workbench.openFile('blanks.txt');
    await workbench.selectLine(LINE);
    await workbench.runCommand('Interlinear: Fill Blanks');
    const column = (name: string) => panel.frame.getByRole('list', { name });
    await column('Past and future').getByRole('button').first().waitFor();
    const both = await column('Past and future').getByRole('button').allInnerTexts();
    const past = await column('Past only').getByRole('button').allInnerTexts();
    assert.notDeepEqual(both, past);
    assert.match(both.join(' '), /not/);
    await column('Past and future')
      .getByRole('button', { name: /^Insert not / })
      .click();
    await workbench.waitForLine(LINE, (line) => line === 'I am not very hungry.');
    await panel.frame.getByText('There is no blank in the text').waitFor();
    await workbench.editor.click();
    await workbench.page.keyboard.press('Control+Z');
    await workbench.waitForLine(LINE, (line) => line === 'I am ___ very hungry.');
  });

  it('the three sentences of the lecture get different words', async () => {
    const panel = new PanelPage(window.workbench);
    await panel.open();
    await panel.show('Fill');
    await panel.example('From the lecture').click();
    const best = panel.frame.locator('.result b');
    const seen: string[] = [];
    const examples = ['I am ___.', 'I am ___ very hungry.', 'I am ___ very hungry, I could eat half a pig.'];
    for (const example of examples) {
      const [before, after] = example.split('___');
      const filled = new RegExp(`^\\s*${before}\\S+( \\S+)?${after.replace('.', '\\.')}\\s*$`);
      await panel.frame.getByLabel('Text with blanks').fill(example);
      await panel.frame.locator('.result', { hasText: filled }).waitFor();
      await panel.frame.getByText(/^Filled in/).waitFor();
      seen.push(await best.innerText());
    }
    assert.equal(new Set(seen).size, 3, seen.join());
  });
});
