/** The panel's Translate tab by hand, with the engine and the model that ship. */
import assert from 'node:assert/strict';
import { PanelPage } from '../../tools/panel-page';
import { stageExtension } from '../../tools/stage';
import { TestWindow, waitUntil } from './support';

const LINE = 9;
const ENGLISH = 'I would like a cup of coffee, please.';

describe('the panel: Translate, by hand', () => {
  const window = TestWindow.inSuite(() => stageExtension('shipped'));
  let panel: PanelPage;

  beforeEach(async () => {
    const { workbench } = window;
    panel = new PanelPage(workbench);
    await workbench.openFile('welcome.md');
    await workbench.selectLine(LINE);
  });

  it('a click selects a candidate, Replace selection writes it, one undo takes it back', async () => {
    const { workbench } = window;
    await workbench.runCommand('Interlinear: Show Candidates in the Panel');
    await panel.candidates.nth(2).waitFor();
    const replace = panel.frame.getByRole('button', { name: 'Replace selection' });
    const text = (await panel.candidates.nth(1).innerText()).trim();
    await panel.candidates.nth(1).click();
    await panel.translation.filter({ hasText: text }).waitFor();
    assert.equal(await workbench.lineText(LINE), ENGLISH);
    await replace.click();
    await workbench.waitForLine(LINE, (line) => line === text);
    // Another candidate takes the place of the first: the panel knows where it stands.
    const first = (await panel.candidates.first().innerText()).trim();
    await panel.candidates.first().focus();
    await workbench.page.keyboard.press('Enter');
    await replace.click();
    await workbench.waitForLine(LINE, (line) => line === first);
    await workbench.editor.click();
    await workbench.page.keyboard.press('Control+Z');
    await workbench.waitForLine(LINE, (line) => line === text);
    await workbench.page.keyboard.press('Control+Z');
    await workbench.waitForLine(LINE, (line) => line === ENGLISH);
  });

  it('Insert puts the translation below the selected line, and leaves the line', async () => {
    const { workbench } = window;
    await workbench.runCommand('Interlinear: Show Candidates in the Panel');
    await panel.candidates.first().waitFor();
    const text = (await panel.translation.innerText()).trim();
    await panel.frame.getByRole('button', { name: 'Insert', exact: true }).click();
    await workbench.waitForLine(LINE + 1, (line) => line === text);
    assert.equal(await workbench.lineText(LINE), ENGLISH);
  });

  it('Copy, and the menu of a candidate, copy', async () => {
    const { page } = window.workbench;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await panel.open();
    await panel.text.fill('Where is the train station?');
    await panel.candidates.nth(1).waitFor();
    const copied = (text: string) => async (): Promise<boolean> =>
      (await page.evaluate('navigator.clipboard.readText()')) === text;
    const whole = (await panel.translation.innerText()).trim();
    await panel.frame.getByRole('button', { name: 'Copy', exact: true }).click();
    await waitUntil(copied(whole), 'the translation is in the clipboard');
    const other = (await panel.candidates.nth(1).innerText()).trim();
    const open = (): Promise<void> => panel.candidates.nth(1).click({ button: 'right' });
    await window.workbench.chooseFromMenu(open, 'Copy Candidate');
    await waitUntil(copied(other), 'the candidate is in the clipboard');
  });

  it('the language of what is typed is detected; languages are swapped, and the way back checks', async () => {
    await panel.open();
    await panel.text.fill('Je voudrais une tasse de café.');
    await panel.frame.getByRole('combobox', { name: 'From' }).getByText('French (detected)').waitFor({
      state: 'attached',
    });
    await panel.translation.filter({ hasText: 'coffee' }).waitFor();
    await panel.frame.getByText('Translate back').click();
    await panel.frame.locator('.back').filter({ hasText: 'café' }).waitFor();
    await panel.frame.getByRole('button', { name: 'Swap languages' }).click();
    await waitUntil(async () => /coffee/.test(await panel.text.inputValue()), 'the translation is the text');
    await panel.translation.filter({ hasText: 'café' }).waitFor();
  });

  it('another word is chosen in the translation, and the sentence goes on from there', async () => {
    await panel.open();
    await panel.text.fill('I would like a cup of coffee, please.');
    await panel.candidates.nth(1).waitFor();
    const before = (await panel.translation.innerText()).trim();
    await panel.translation.getByRole('button').first().click();
    const alternatives = panel.frame.getByRole('group', { name: 'Alternatives' }).getByRole('button');
    await alternatives.nth(2).waitFor();
    const chosen = (await alternatives.nth(1).locator('span').first().innerText()).trim();
    await alternatives.nth(1).click();
    await panel.translation.filter({ hasText: new RegExp(`^\\s*${chosen}`) }).waitFor();
    assert.notEqual((await panel.translation.innerText()).trim(), before);
  });

  it('what was translated comes back from the history', async () => {
    await panel.open();
    await panel.text.fill('Good morning.');
    await panel.translation.filter({ hasText: 'Bonjour' }).waitFor();
    await panel.frame.getByText('History (1)').waitFor();
    await panel.text.fill('Where is the train station?');
    await panel.translation.filter({ hasText: 'gare' }).waitFor();
    await panel.frame.getByText('History (2)').click();
    await panel.frame
      .getByRole('list', { name: 'History' })
      .getByRole('button', { name: /Good morning/ })
      .click();
    await waitUntil(async () => (await panel.text.inputValue()) === 'Good morning.', 'the text is back');
  });

  it('α orders what was found anew, and asks for nothing; k asks', async () => {
    await panel.open();
    await panel.chooseModel('en-fr');
    await panel.text.fill('Tom and Mary live in Paris.');
    await panel.lookInside();
    // The candidates of the text before stand there until then; a name stays what it is.
    await panel.candidates.first().filter({ hasText: 'Paris' }).waitFor();
    const facts = panel.frame.locator('.facts');
    const steps = async (): Promise<string> =>
      panel.frame.getByRole('row', { name: 'Hypotheses stepped' }).innerText();
    const before = await steps();
    const scores = async (): Promise<string[]> => facts.allInnerTexts();
    const old = await scores();
    await panel.frame.getByLabel('Length penalty α').fill('0');
    const first = await facts.first().innerText();
    // With α = 0 the score is the log-probability itself.
    const [score, logProb] = [...first.matchAll(/-?\d+\.\d+/g)].map(([number]) => number);
    assert.equal(score, logProb);
    assert.notDeepEqual(await scores(), old);
    assert.equal(await steps(), before);
    await panel.frame.getByLabel('Beam size k').fill('2');
    await facts.nth(2).waitFor({ state: 'detached' });
    await waitUntil(async () => (await steps()) !== before, 'the cost is that of two beams');
  });

  it('the lecture: greedy ends at 0.048, the best is 0.054, and the tree can be walked and read', async () => {
    const { page } = window.workbench;
    await panel.open();
    await panel.example('From the lecture').click();
    await panel.chooseModel('toy');
    await panel.frame.getByLabel('Beam size k').fill('1');
    await panel.candidates.filter({ hasText: '0.048' }).waitFor();
    await panel.frame.getByRole('button', { name: 'Find the exact optimum' }).click();
    await panel.frame.getByText('The beam missed the optimum:').waitFor();
    await panel.frame.locator('il-exact-search').getByText('A C B <eos>').waitFor();
    await panel.frame.getByLabel('Beam size k').fill('2');
    await panel.candidates.first().filter({ hasText: '0.054' }).waitFor();
    await panel.frame.getByRole('button', { name: 'Find the exact optimum' }).click();
    await panel.frame.getByText('The beam found the optimum.').waitFor();
    const tree = panel.frame.getByRole('application', { name: /^Beam tree/ });
    await tree.focus();
    for (const key of ['Home', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key);
    await panel.frame
      .getByRole('status')
      .filter({ hasText: /^C: probability 0\.30, .*best candidate/ })
      .waitFor();
    await panel.frame.getByText('The tree as a list').click();
    await panel.frame
      .locator('li', { hasText: /B: probability 0\.40,[^]*greedy path/ })
      .first()
      .waitFor();
  });

  it('is as it was when it comes back after being hidden', async () => {
    await panel.open();
    await panel.text.fill('Where is the train station?');
    await panel.chooseModel('en-fr');
    await panel.frame.getByLabel('Beam size k').fill('3');
    await panel.candidates.nth(3).waitFor({ state: 'detached' });
    await panel.candidates.nth(1).waitFor();
    const before = await panel.candidates.first().innerText();
    // By the pointer: a key that hides the frame it was pressed in may never be answered.
    await window.workbench.page
      .locator('.activitybar')
      .getByRole('tab', { name: /Explorer/ })
      .click();
    await window.workbench.page.locator('iframe.webview.ready').waitFor({ state: 'hidden' });
    await panel.open();
    assert.equal(await panel.text.inputValue(), 'Where is the train station?');
    await panel.candidates.nth(1).waitFor();
    assert.equal(await panel.candidates.first().innerText(), before);
    assert.ok((await panel.candidates.count()) <= 3);
  });
});
