/** The panel when the engine is slow, fails or dies: the stand-in engine does so on request. */
import assert from 'node:assert/strict';
import { PanelPage } from '../../tools/panel-page';
import { stageExtension } from '../../tools/stage';
import { TestWindow } from './support';

describe('the panel with an engine in trouble, by hand', () => {
  const window = TestWindow.inSuite(() => stageExtension('stand-in'));
  let panel: PanelPage;

  beforeEach(async () => {
    panel = new PanelPage(window.workbench);
    await panel.open();
  });

  const cancel = () => panel.frame.getByRole('button', { name: 'Cancel' });

  it('long work is cancelled by its button, and by typing on', async () => {
    await panel.text.fill('SLOW words');
    await cancel().click();
    await cancel().waitFor({ state: 'detached' });
    assert.equal(await panel.candidates.count(), 0);
    await panel.text.fill('SLOW again');
    await cancel().waitFor();
    const start = Date.now();
    await panel.text.fill('quick words');
    await panel.candidates.first().waitFor();
    // The slow request would have taken four seconds more, and its answer is not waited for.
    assert.ok(Date.now() - start < 15_000);
    assert.equal(await panel.frame.locator('.failure').count(), 0);
  });

  it('a failure is said in the panel, and the next text works', async () => {
    await panel.text.fill('FAIL words');
    await panel.frame.getByRole('alert').filter({ hasText: 'you asked for it' }).waitFor();
    await panel.text.fill('other words');
    await panel.candidates.first().waitFor();
    assert.equal(await panel.frame.getByRole('alert').count(), 0);
  });

  it('an engine that dies is started again', async () => {
    await panel.text.fill('CRASH words');
    const failure = panel.frame.getByRole('alert').filter({ hasText: 'The translation engine crashed.' });
    await failure.getByRole('button', { name: 'Try again' }).waitFor();
    await panel.text.fill('other words');
    await panel.candidates.first().waitFor();
  });
});
