import { setEditors } from '../fake-vscode';
import assert from 'node:assert/strict';
import { ArrivingWords } from '../../../../src/extension/documents/arriving-words';
import { secondsLeft } from '../../../../src/extension/ui/progress';

const TEXT = 'One.\nTwo.\nThree.\nFour.\n';
const lines = TEXT.split('\n');

/** An editor that shows two lines of a document. */
function shown() {
  const offsetAt = ({ line, character }: { line: number; character: number }): number =>
    lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0) + character;
  const document = {
    version: 1,
    offsetAt,
    positionAt: (offset: number) => offset,
    lineAt: (line: number) => ({ range: { end: { line, character: lines[line].length } } }),
  };
  const range = { start: { line: 1, character: 0 }, end: { line: 2, character: 0 } };
  let words: string[] = [];
  const editor = {
    document,
    visibleRanges: [range],
    setDecorations: (_: unknown, all: { renderOptions: { after: { contentText: string } } }[]) =>
      void (words = all.map(({ renderOptions }) => renderOptions.after.contentText.trim())),
  };
  setEditors([editor]);
  const state = { document, version: 1, text: TEXT } as unknown as ConstructorParameters<
    typeof ArrivingWords
  >[0];
  return { state, document, words: () => words };
}

describe('words of a long document', () => {
  afterEach(() => setEditors([]));

  it('know where the user looks: whole lines, and nothing where nobody does', () => {
    const { state } = shown();
    const [span] = new ArrivingWords(state).visible!;
    assert.equal(TEXT.slice(span.start, span.end), 'Two.\nThree.');
    setEditors([]);
    assert.equal(new ArrivingWords(state).visible, undefined);
  });

  it('stand there as they come, each in one line, until the document changes', () => {
    const { state, document, words } = shown();
    const arriving = new ArrivingWords(state);
    arriving.show([{ start: 0, end: 4, text: 'Un.' }]);
    arriving.show([]);
    arriving.show([{ start: 5, end: 9, text: 'Deux\n  et demi.' }]);
    assert.deepEqual(words(), ['Un.', 'Deux et demi.']);
    document.version++;
    arriving.show([{ start: 10, end: 16, text: 'Trois.' }]);
    assert.deepEqual(words(), []);
    arriving.dispose();
  });

  it('say how long the rest will take, when that can be said', () => {
    assert.equal(secondsLeft(1000, 5, 10), undefined);
    assert.equal(secondsLeft(9000, 0, 10), undefined);
    assert.equal(secondsLeft(9000, 10, 10), undefined);
    assert.equal(secondsLeft(9000, 5, 10), 9);
    assert.equal(secondsLeft(4000, 4, 5), 1);
  });
});
