import { assert } from 'chai';
import { errorsShown, openText, selectAll, translate, translateAll } from './support';

describe('an engine that fails', () => {
  it('by a crash: one clear message, no change, and the next use starts it again', async () => {
    const editor = await openText('CRASH please');
    selectAll(editor);
    assert.deepEqual(await errorsShown(translate), [
      'The translation engine crashed. Nothing was changed; it starts again when you run the command again.',
    ]);
    assert.equal(editor.document.getText(), 'CRASH please');
    assert.equal(await translateAll('and again'), 'AND AGAIN');
  });

  it('by an error of its own: its reason is shown, and it goes on', async () => {
    const editor = await openText('FAIL please');
    selectAll(editor);
    assert.deepEqual(await errorsShown(translate), [
      'It did not work, and nothing was changed: you asked for it',
    ]);
    assert.equal(editor.document.getText(), 'FAIL please');
    assert.equal(await translateAll('and again'), 'AND AGAIN');
  });
});
