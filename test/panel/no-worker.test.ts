/** Where no worker can be made, as with extensions installed on a remote machine: the engine runs in the extension host. */
import { stageExtension } from '../../tools/stage';
import { TestWindow } from './support';

const LINE = 8;

describe('without a worker, by hand', () => {
  // A file in the place of the worker's script that no worker can run.
  const broken = { LICENSE: 'dist/engine.js' };
  const window = TestWindow.inSuite(() => stageExtension('shipped', broken, 'no-worker'));

  it('the sentence becomes French all the same, and the log says where', async () => {
    const { workbench } = window;
    await workbench.openFile('welcome.md');
    await workbench.selectLine(LINE);
    const english = await workbench.lineText(LINE);
    await workbench.runCommand('Interlinear: Translate Selection');
    await workbench.waitForLine(LINE, (text) => text !== english);
    await workbench.started();
    await workbench.runCommand('Interlinear: Show Log');
    await workbench.output
      .filter({ hasText: /in.the.extension.host/ })
      .first()
      .waitFor();
  });
});
