/** French elision where the word behind begins with a vowel, and only there. */
import assert from 'node:assert/strict';
import { elided } from '../../../src/text';

describe('elision', () => {
  for (const [text, wanted] of [
    ['Essayez avant de abandonner.', "Essayez avant d'abandonner."],
    ['Le API de OpenAI', "L'API d'OpenAI"],
    ['il faut que elle le envoie si il peut', "il faut qu'elle l'envoie s'il peut"],
    ['la une des onze pages, le onze, le oui, de hier', 'la une des onze pages, le onze, le oui, de hier'],
    ['dites-le en français, là où il est', 'dites-le en français, là où il est'],
    ['de ⦑0⦒ et de `async`, de **important**', 'de ⦑0⦒ et de `async`, de **important**'],
    ['the file le.exe, a/de apres', 'the file le.exe, a/de apres'],
    ["l'API d'un ami", "l'API d'un ami"],
  ])
    it(text, () => assert.equal(elided(text), wanted));

  it('changes nothing twice', () => {
    const text = 'que il ne a de ami';
    assert.equal(elided(elided(text)), elided(text));
  });
});
