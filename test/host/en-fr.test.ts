import { assert } from 'chai';
import { errorsShown, openText, select, translate, translateAll } from './support';

describe('the bundled en-fr', () => {
  it('translates everyday sentences in the engine worker', async () => {
    let translated = '';
    const shown = await errorsShown(async () => (translated = await translateAll('I lost.')));
    assert.deepEqual(shown, []);
    assert.equal(translated, "J'ai perdu.");
  });

  it('keeps the form of the text around its sentences', async () => {
    const content = '  # I lost.   I lost.  \n\n\t// I lost.\n';
    assert.equal(await translateAll(content), "  # J'ai perdu.   J'ai perdu.  \n\n\t// J'ai perdu.\n");
  });

  it('gives the same words again, wherever the sentence stands', async () => {
    const editor = await openText('I lost.\nIt is late and I want to go home.\nI lost.');
    select(editor, [0, 0], [8, 42], [44, 44]);
    await translate();
    const [first, , third] = editor.document.getText().split('\n');
    assert.equal(first, "J'ai perdu.");
    assert.equal(third, first);
  });
});
