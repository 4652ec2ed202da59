/** What a person sees of long and of failing work. The stand-in engine takes its time, hangs and crashes on request. */
import assert from 'node:assert/strict';
import { stageExtension } from '../../tools/stage';
import { TestWindow } from './support';

const LINE = 8;
const COMMAND = 'Interlinear: Translate Selection';

describe('long and failing work, by hand', () => {
  const window = TestWindow.inSuite(() => stageExtension('stand-in'), undefined, { shared: true });

  async function translateTyped(text: string): Promise<void> {
    const { workbench } = window;
    await workbench.openFile('welcome.md');
    await workbench.selectLine(LINE);
    await workbench.page.keyboard.type(text);
    await workbench.selectLine(LINE);
    await workbench.runCommand(COMMAND);
  }

  async function cancel(): Promise<void> {
    const { notifications } = window.workbench;
    const progress = notifications.filter({ hasText: 'Translating' });
    await progress.waitFor();
    await progress.hover();
    await progress.getByRole('button', { name: 'Cancel' }).click();
    await progress.waitFor({ state: 'detached' });
  }

  it('shows progress, and stops when cancelled', async () => {
    await translateTyped('SLOW words');
    const { workbench } = window;
    await workbench.notifications.filter({ hasText: /\d+ of 40 sentences/ }).waitFor();
    await cancel();
    assert.equal(await workbench.lineText(LINE), 'SLOW words');
    assert.equal(await workbench.notifications.count(), 0);
  });

  it('ends an engine that does not stop, and works on with a new one', async () => {
    await translateTyped('HANG words');
    const { workbench } = window;
    await cancel();
    assert.equal(await workbench.lineText(LINE), 'HANG words');
    await workbench.selectLine(LINE + 1);
    await workbench.runCommand(COMMAND);
    await workbench.waitForLine(LINE + 1, (text) => text === 'I WOULD LIKE A CUP OF COFFEE, PLEASE.');
  });

  it('says that the engine crashed, and shows the log', async () => {
    const { workbench } = window;
    await workbench.started();
    await translateTyped('CRASH words');
    const message = workbench.notifications.filter({ hasText: 'The translation engine crashed.' });
    await message.getByRole('button', { name: 'Show Log' }).click();
    await workbench.output.filter({ hasText: 'crashed' }).first().waitFor();
    assert.equal(await workbench.lineText(LINE), 'CRASH words');
  });
});
