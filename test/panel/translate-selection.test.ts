/** Translate Selection as a person uses it, with the engine and the model that ship. */
import assert from 'node:assert/strict';
import { stageExtension } from '../../tools/stage';
import { TestWindow } from './support';

const LINE = 8;
const ENGLISH = 'Good morning! How are you today?';
const COMMAND = 'Interlinear: Translate Selection';

describe('Translate Selection, by hand', () => {
  const window = TestWindow.inSuite(() => stageExtension('shipped'), undefined, { shared: true });

  beforeEach(async () => {
    await window.workbench.openFile('welcome.md');
    await window.workbench.selectLine(LINE);
    assert.equal(await window.workbench.lineText(LINE), ENGLISH);
  });

  it('from the palette: the sentence becomes French, undo brings it back', async () => {
    const { workbench } = window;
    await workbench.runCommand(COMMAND);
    const french = await workbench.waitForLine(LINE, (text) => text !== ENGLISH);
    assert.match(french, /\p{L}+ ! .+\p{L}+ \?$/u);
    await workbench.page.keyboard.press('Control+Z');
    await workbench.waitForLine(LINE, (text) => text === ENGLISH);
    await workbench.statusBarItem.filter({ hasText: 'en → fr' }).waitFor();
    assert.equal(await workbench.notifications.count(), 0);
  });

  it('from the keyboard, with its shortcut', async () => {
    const { workbench } = window;
    await workbench.page.keyboard.press('Control+Alt+T');
    await workbench.waitForLine(LINE, (text) => text !== ENGLISH);
    await workbench.page.keyboard.press('Control+Z');
    await workbench.waitForLine(LINE, (text) => text === ENGLISH);
  });

  it('from the context menu of the editor', async () => {
    const { workbench } = window;
    const open = (): Promise<void> =>
      workbench.editor.getByText(ENGLISH).click({ button: 'right', position: { x: 60, y: 8 } });
    await workbench.chooseFromMenu(open, 'Interlinear', 'Translate Selection');
    await workbench.waitForLine(LINE, (text) => text !== ENGLISH);
  });
});
