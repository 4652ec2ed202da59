/** Signs that a translation lost or repeated words; the word that a network was least sure of. */
import assert from 'node:assert/strict';
import {
  faultOf,
  hasMovedEnd,
  hasMovedNumber,
  leastProbableWord,
} from '../../../src/engine/translate/guards';

/** Attention of a network that looks at these source tokens, one after the other. */
const looking = (tokens: number, at: readonly number[]): Float32Array[] =>
  at.map((s) => Float32Array.from({ length: tokens }, (_, i) => (i === s ? 0.9 : 0.1 / tokens)));

describe('the guards', () => {
  const source = 'one two three four five six seven eight nine ten';
  const sourcePieces = source.split(' ').map((word) => ` ${word}`);
  const all = [...sourcePieces.keys()];
  const judge = (at: readonly number[] | undefined, translation = 'a b c d e f g h i j', from = source) =>
    faultOf({
      source: from,
      translation,
      sourcePieces,
      ...(at && { attention: looking(sourcePieces.length, at) }),
    });

  it('find a part of the source that was never looked at, wherever it is', () => {
    assert.equal(judge(all), undefined);
    assert.equal(judge(all.slice(0, 5)), 'lost');
    assert.equal(judge(all.slice(5)), 'lost');
    assert.equal(judge([0, 1, 7, 8, 9]), 'lost');
    assert.equal(judge([0, 2, 4, 6, 8]), undefined);
    assert.equal(judge(undefined), undefined);
  });

  it('find words that are written again and again, unless the source does so', () => {
    assert.equal(judge(all, 'le nom de la le nom de la le nom de la table'), 'repeated');
    assert.equal(judge(all, 'le nom de la table et le nom de la colonne'), undefined);
    assert.equal(judge(all, 'SourceSource'), 'repeated');
    assert.equal(judge(all, 'non non non'), 'repeated');
    assert.equal(judge(all, 'non non non', 'no no no'), undefined);
    assert.equal(judge(all, 'ha ha ha ha ha', 'ha ha ha ha ha'), undefined);
    for (const stutter of [
      '生成构建构建。',
      '连接的连接已关闭。',
      'the left of the left',
      'all all the files',
      'le fichier de fichier',
      '如果在不同框架中工作，如果在不同框架中工作。',
      'Read the list, read the list, and go.',
    ])
      assert.equal(judge(all, stutter), 'repeated', stutter);
    assert.equal(judge(all, 'le fichier du serveur du bureau et la liste de la liste des mots'), 'repeated');
    assert.equal(judge(all, 'from top to bottom, from left to right'), undefined);
    assert.equal(judge(all, '研究研究', '讨论讨论'), undefined);
  });
});

describe('the least probable word', () => {
  it('is the one whose pieces have the smallest probability together', () => {
    const pieces = ['Le', ' fich', 'ier', ' est', ' là', '.'];
    const probabilities = [0.9, 0.5, 0.4, 0.8, 0.3, 0.01];
    const found = leastProbableWord(pieces, probabilities.map(Math.log));
    assert.equal(found?.word, 'fichier');
    assert.ok(Math.abs(found.probability - 0.2) < 1e-9);
  });

  it('is none where there are no words', () =>
    assert.equal(leastProbableWord(['42', '.'], [0, 0]), undefined));
});

describe('a number that says how many there are', () => {
  const moved = (text: string, translation: string, placeholders: string[] = []): boolean =>
    hasMovedNumber({ text, placeholders }, translation);

  it('should not say which one it is', () => {
    assert.ok(moved('12 files were removed.', 'Les fichiers 12 ont été supprimés.'));
    assert.ok(!moved('12 files were removed.', '12 fichiers ont été supprimés.'));
    assert.ok(moved('⦑0⦒ files', 'les fichiers ⦑0⦒', ['%d']));
    assert.ok(moved('⦑0⦒ files', 'les fichiers ⦑0⦒', ['{{count}}']));
  });

  it('is none where it is a name, or what the noun is called', () => {
    assert.ok(!moved('Import the ⦑0⦒ class.', 'Importez la classe ⦑0⦒.', ['`Scheduler`']));
    assert.ok(!moved('Error in line 12 of the file.', 'Erreur à la ligne 12 du fichier.'));
  });
});

describe('the end of a sentence', () => {
  it('should not have what was copied behind it', () => {
    assert.ok(hasMovedEnd('It takes long on an M1 Mac.', 'Il prend du temps sur un Mac. M1'));
    assert.ok(!hasMovedEnd('It takes long on an M1 Mac.', 'Il prend du temps sur un Mac M1.'));
    assert.ok(!hasMovedEnd('It takes long', 'Il prend du temps'));
    assert.ok(hasMovedEnd('Signed by ⦑0⦒ on ⦑1⦒.', 'This is signed by ⦑0⦒. ⦑1⦒.'));
    assert.ok(!hasMovedEnd('He said “no.”', '他说“不”。'));
  });

  it('should not have an arrow that stood between two words', () => {
    assert.ok(hasMovedEnd('Open *Settings* → **Extensions**.', 'Ouvrez *paramètres* **extensions** →.'));
    assert.ok(!hasMovedEnd('Open File > Save.', 'Ouvrez Fichier > Enregistrer.'));
    assert.ok(!hasMovedEnd('Next >', 'Suivant >'));
  });
});
