import { assert } from 'chai';
import { errorsShown, openText, select, translate, translateAll } from './support';

const ENGLISH = 'I lost.';

/** Not which words: those are the network's. */
function assertTranslated(sentence: string): void {
  assert.match(sentence, /^\p{Lu}\P{Lu}*\.$/u);
  assert.notInclude(sentence, 'lost');
}

describe('the bundled en-fr', () => {
  it('translates everyday sentences in the engine worker', async () => {
    let translated = '';
    const shown = await errorsShown(async () => (translated = await translateAll(ENGLISH)));
    assert.deepEqual(shown, []);
    assertTranslated(translated);
  });

  it('keeps the form of the text around its sentences', async () => {
    const text = await translateAll('  # I lost.   I lost.  \n\n\t// I lost.\n');
    const form = /^ {2}# (?<french>\S[^.]*\.) {3}\k<french> {2}\n\n\t\/\/ \k<french>\n$/.exec(text);
    assert.isNotNull(form, text);
    assertTranslated(form!.groups!.french);
  });

  it('gives the same words again, wherever the sentence stands', async () => {
    const editor = await openText('I lost.\nIt is late and I want to go home.\nI lost.');
    select(editor, [0, 0], [8, 42], [44, 44]);
    await translate();
    const [first, , third] = editor.document.getText().split('\n');
    assertTranslated(first);
    assert.equal(third, first);
  });
});
