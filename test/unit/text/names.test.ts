/** Names are told by what a network has learnt, never by a capital at the start of a sentence alone. */
import assert from 'node:assert/strict';
import type { Lexicon } from '../../../src/text';
import { findNames } from '../../../src/text';
import { wordList } from '../../../src/train';

const LEARNT = new Set(
  'Mr Dr the a of and with in is was by ask for thanks to patch stone london english save button open file new themes adding le ami de habite à'.split(
    ' ',
  ),
);
const COPIED = new Set(['Python', 'Redis']);
/** A piece for every three letters. */
const lexicon: Lexicon = {
  kindOf: (word) =>
    LEARNT.has(word) || word === 'London' ? 'translated' : COPIED.has(word) ? 'copied' : 'unseen',
  piecesOf: (word) => Math.ceil(word.length / 3),
};
const names = (text: string, seldom = false): string[] =>
  findNames(text, lexicon, seldom).map(({ start, end }) => text.slice(start, end));

describe('names', () => {
  const CASES: [string, string[]][] = [
    ['Thanks to Mireille Kowalczyk and Tomás Ueda for the patch.', ['Mireille Kowalczyk', 'Tomás Ueda']],
    ['Ask Olga Stone in London.', ['Olga Stone']],
    ['The file was by Guido van Rossum.', ['Guido van Rossum']],
    ['Kowalczyk is in London.', ['Kowalczyk']],
    ['Open the Save button.', []],
    ['Is Ada new?', ['Ada']],
    ['Bob is new.', []],
    ['Kestrel', ['Kestrel']],
    ['Ask Mr. Stone or Dr Patch.', ['Stone', 'Dr Patch']],
    ["Wojciech's file is open.", ['Wojciech']],
    ["L'ami d'Oluwaseun habite à London.", ['Oluwaseun']],
    ['Ask the systemd-journald file.', ['systemd-journald']],
    ['Adding New Kubernetes Themes', ['Kubernetes']],
    ['请使用 Kubernetes 部署。', ['Kubernetes']],
    ['请使用Kubernetes部署。', ['Kubernetes']],
    // Letters in an id, which is copied whole.
    ['Open the file 9fcebdaq02 of max_fcebdaqor.', []],
  ];
  for (const [text, wanted] of CASES) it(text, () => assert.deepEqual(names(text), wanted));

  it('that training had on both sides are left to the network at first', () => {
    assert.deepEqual(names('The file is in Python.'), []);
    assert.deepEqual(names('The file is in Python.', true), ['Python']);
  });
});

describe('the list of learnt words', () => {
  const pairs = (count: number, source: string, target: string) =>
    Array.from({ length: count }, () => ({ source, target }));

  it('has what was seen often enough, marks what is copied, and leaves out what is copied now and then', () => {
    const list = wordList([
      ...pairs(30, 'house', 'maison'),
      ...pairs(30, 'London', 'Londres'),
      ...pairs(30, 'Python', 'Python'),
      ...pairs(5, 'Kubernetes', 'Kubernetes'),
      ...pairs(2, 'gobbledygook', 'charabia'),
      ...pairs(30, 'table', 'table'),
    ]);
    assert.deepEqual(list, ['=Python', 'London', 'house', 'table']);
  });
});
