/** What of a translation should be looked at, and where it stands after the user has gone on writing. */
import assert from 'node:assert/strict';
import type { DocumentSentence } from '../../../../src/protocol/document';
import { alternativeEdits, reviewItems } from '../../../../src/extension/documents/review-items';
import { applyEdits } from '../../../../src/text';

const passage = { start: 0, end: 9 };

const sure = (translation: string): DocumentSentence => ({
  source: 'x',
  passage,
  translation,
  from: 'model',
  edit: 0,
  doubt: { word: translation, probability: 0.9 },
});
const doubtful = (translation: string, word: string): DocumentSentence => ({
  ...sure(translation),
  doubt: { word, probability: 0.001 },
});
const kept: DocumentSentence = { source: 'It stays.', passage, kept: 'doubtful' };

describe('what should be looked at', () => {
  const translation = {
    edits: [],
    sentences: [sure('Bonjour.'), doubtful('Le fichier est\nlà.', 'fichier'), kept],
  };
  const wordsIn = (text: string): string[] =>
    reviewItems(translation, text, () => ({ start: 0, end: text.length })).map(({ start, end }) =>
      text.slice(start, end),
    );

  it('is the word that the model was not sure of, and the sentence that stayed', () => {
    assert.deepEqual(wordsIn('Bonjour. Le fichier est là. It stays.'), ['fichier', 'It stays.']);
  });

  it('is found again where the document has moved it or broken it into lines', () => {
    assert.deepEqual(wordsIn('fichier fichier\n\nBonjour. Le fichier\nest là.\n\nIt stays.'), [
      'fichier',
      'It stays.',
    ]);
    const text = 'fichier. Bonjour. Le fichier est là.';
    const [item] = reviewItems(translation, text, () => ({ start: 0, end: text.length }));
    assert.equal(item.start, text.lastIndexOf('fichier'));
  });

  it('is what is found within a tenth of a second', () => {
    const text = 'It stays. It stays. It stays. It stays. It stays. It stays.';
    const sentences = Array.from({ length: 6 }, () => kept);
    const found = (step: number): number => {
      let time = 0;
      return reviewItems(
        { edits: [], sentences },
        text,
        () => undefined,
        () => (time += step),
      ).length;
    };
    assert.equal(found(1), 6);
    assert.equal(found(40), 2);
  });

  it('is not what the user has changed since, nor what is in the target language already', () => {
    assert.deepEqual(wordsIn('Bonjour. Le dossier est là. It stays.'), ['It stays.']);
    const same: DocumentSentence = { source: 'Bonjour.', passage, kept: 'language' };
    assert.deepEqual(
      reviewItems({ edits: [], sentences: [same] }, 'Bonjour.', () => undefined),
      [],
    );
  });
});

describe('another translation', () => {
  const after = 'One is here. Two is there. Three.';
  const alternatives = [{ translation: 'Two was there.', change: { start: 17, end: 19, text: 'was' } }];
  const sentence = { ...doubtful('Two is there.', 'is'), alternatives };
  const applied = (text: string, place: { start: number; end: number }): string[] =>
    alternativeEdits({ edits: [{ start: 0, end: 5, text: after }] }, sentence, text, place).map(({ edit }) =>
      applyEdits(text, [edit]),
    );
  const placed = (now: string): string[] => applied(`# ${now}\n`, { start: 2, end: 2 + now.length });

  it('replaces what is different in the sentence, and nothing else', () => {
    assert.deepEqual(placed(after), ['# One is here. Two was there. Three.\n']);
  });

  it('finds its place where the user has changed other sentences', () => {
    assert.deepEqual(placed('The first is here. Two is there. Three.'), [
      '# The first is here. Two was there. Three.\n',
    ]);
    assert.deepEqual(placed('One is here. Two is there. And three.'), [
      '# One is here. Two was there. And three.\n',
    ]);
  });

  it('is none where its words have been changed, or nobody knows the place', () => {
    assert.deepEqual(placed('One is here. Two are there. Three.'), []);
    assert.deepEqual(placed(''), []);
    assert.deepEqual(
      alternativeEdits({ edits: [{ start: 0, end: 5, text: after }] }, sentence, after, undefined),
      [],
    );
  });
});
