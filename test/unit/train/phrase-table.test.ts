/** Phrase tables made of corpora: agreement between projects, the case of the middle of a sentence, what is by hand. */
import assert from 'node:assert/strict';
import type { PhraseCorpus, PhraseTableOptions } from '../../../src/train';
import { makePhraseTable } from '../../../src/train';

const OPTIONS: PhraseTableOptions = {
  source: 'en',
  target: 'fr',
  agreement: 2,
  share: 0.5,
  length: 30,
  bytes: 10_000,
};

const corpus = (name: string, pairs: [string, string][], weight = 1): PhraseCorpus => ({
  name,
  weight,
  pairs: pairs.map(([source, target]) => ({ source, target })),
});

const made = (
  corpora: PhraseCorpus[],
  own = new Map<string, string>(),
  options = OPTIONS,
): Record<string, string> =>
  Object.fromEntries(
    makePhraseTable(corpora, own, options).map(({ phrase, translation }) => [phrase, translation]),
  );

describe('a phrase table out of corpora', () => {
  it('has what several corpora translate alike, whatever the case, the accelerators and the signs at the end', () => {
    const table = made([
      corpus('a', [
        ['&Save', '&Enregistrer'],
        ['Wipe', 'Nettoyer'],
      ]),
      corpus('b', [
        ['Save…', 'Enregistrer…'],
        ['Wipe', 'Volet'],
      ]),
      corpus('c', [['save', 'sauver']]),
    ]);
    assert.deepEqual(table, { save: 'enregistrer' });
  });

  it('counts a corpus once, however often it says so', () => {
    assert.deepEqual(
      made([
        corpus('a', [
          ['Save', 'Garder'],
          ['save', 'garder'],
          ['SAVE', 'GARDER'],
        ]),
      ]),
      {},
    );
  });

  it('has what is written by hand, before what corpora say', () => {
    const table = made(
      [corpus('a', [['Save', 'Sauver']]), corpus('b', [['Save', 'Sauver']])],
      new Map([['save', 'enregistrer']]),
    );
    assert.deepEqual(table, { save: 'enregistrer' });
  });

  it('writes names with their capital, and nothing else', () => {
    const sentence = (name: string): [string, string] => [
      `I like the ${name} here today.`,
      `Ici on aime la ville de ${name} et la Mer.`,
    ];
    const both: [string, string][] = [
      ['Map of Paris', 'Carte de Paris'],
      ['Open The File', 'Ouvrir le fichier'],
      sentence('Paris'),
      sentence('Paris'),
    ];
    const table = made([corpus('a', both), corpus('b', both)]);
    assert.deepEqual(table, { 'map of paris': 'carte de Paris', 'open the file': 'ouvrir le fichier' });
  });

  it('leaves out what is no phrase: masks, numbers, acronyms, sentences, the wrong script', () => {
    const pairs: [string, string][] = [
      ['Open {0}', 'Ouvrir {0}'],
      ['Page 3', 'Page 3'],
      ['HTML', 'HTML'],
      ['This is a whole sentence of words', 'Voici toute une phrase'],
      ['Text', '文本'],
    ];
    assert.deepEqual(made([corpus('a', pairs), corpus('b', pairs)]), {});
  });

  it('is no larger than it may be, and keeps what most corpora have', () => {
    const often: [string, string][] = [['Close', 'Fermer']];
    const rare: [string, string][] = [['Abandon', 'Abandonner']];
    const corpora = [corpus('a', [...often, ...rare]), corpus('b', [...often, ...rare]), corpus('c', often)];
    assert.deepEqual(made(corpora, undefined, { ...OPTIONS, bytes: 20 }), { close: 'fermer' });
  });
});
