import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { maskPlaceholders, normalize, unmask } from '../../../src/text';
import type { Pair, Recipe } from '../../../src/train';
import { trainingText } from '../../../src/train';
import type { Counts } from '../../../src/train/cleaning';
import { clean, maskPair } from '../../../src/train/cleaning';

const FRENCH = { source: 'en', target: 'fr' };
const CHINESE = { source: 'en', target: 'zh' };

/** What is left of good pairs with a bad one among them, and which step took it out. */
function cleaned(bad: Pair, languages = FRENCH): { kept: boolean; by: string[] } {
  const good = Array.from({ length: 9 }, (_, i) => ({
    source: `This is sentence ${'x'.repeat(i + 1)} of the corpus.`,
    target:
      languages === FRENCH
        ? `Voici la phrase ${'x'.repeat(i + 1)} du corpus.`
        : `这是第${'一'.repeat(i + 1)}个句子。`,
  }));
  const counts: Counts = {};
  const left = clean([...good, bad], languages, counts);
  const removed = Object.entries(counts).filter(([, n]) => n > 0);
  return { kept: left.length === 10, by: removed.map(([name]) => name) };
}

describe('cleaning', () => {
  const faulty: [string, Pair, typeof FRENCH?][] = [
    ['without letters', { source: '…', target: '…' }],
    ['too long', { source: 'a word '.repeat(90), target: 'un mot '.repeat(90) }],
    [
      'length ratio',
      {
        source: 'A short one.',
        target: 'Une phrase qui raconte bien plus de choses que la première, et de loin.',
      },
    ],
    ['numbers differ', { source: 'Wait 30 seconds.', target: 'Attendez 15 secondes.' }],
    ['untranslated', { source: 'This was never translated.', target: 'This was never translated.' }],
    ['wrong script', { source: 'Good morning to you all.', target: 'Доброе утро всем вам.' }],
    ['wrong script', { source: 'Good morning to you all.', target: 'Bonjour.' }, CHINESE],
    ['placeholders differ', { source: 'Open {0} now.', target: 'Ouvrez {1} maintenant.' }],
    ['placeholders differ', { source: 'Run `npm start` twice.', target: 'Lancez deux fois.' }],
    ['duplicates', { source: 'This is sentence x of the corpus.', target: 'Voici la phrase x du corpus.' }],
  ];
  for (const [fault, pair, languages] of faulty) {
    it(`takes out what is ${fault}: ${pair.source.slice(0, 30)}`, () => {
      assert.deepEqual(cleaned(pair, languages), { kept: false, by: [fault] });
    });
  }

  const sound: [string, Pair, typeof FRENCH?][] = [
    ['a name', { source: 'Python', target: 'Python' }],
    ['a thousands separator', { source: 'It costs 1,500 francs.', target: 'Cela coûte 1 500 francs.' }],
    ['short words of other lengths', { source: 'OK', target: "D'accord." }],
    ['placeholders in another order', { source: 'Copy {0} to {1}.', target: 'Vers {1}, copiez {0}.' }],
    [
      'Latin names among Chinese',
      { source: 'Install Node.js first.', target: '请先安装 Node.js。' },
      CHINESE,
    ],
  ];
  for (const [what, pair, languages] of sound) {
    it(`keeps ${what}`, () => assert.deepEqual(cleaned(pair, languages), { kept: true, by: [] }));
  }
});

describe('a masked pair', () => {
  it('numbers the placeholders of the target as the source does', () => {
    assert.deepEqual(maskPair({ source: 'Copy {0} to %s.', target: 'Vers %s, copiez {0}.' }), {
      source: 'Copy ⦑0⦒ to ⦑1⦒.',
      target: 'Vers ⦑1⦒, copiez ⦑0⦒.',
    });
  });

  it('gives both texts back, or is none', () => {
    const part = fc.constantFrom('{0}', '{1}', '%s', '`x`', 'a', ' ', 'é');
    const text = fc.array(part, { maxLength: 14 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, text, (source, target) => {
        const masked = maskPair({ source, target });
        const { placeholders } = maskPlaceholders(source);
        const sorted = (t: string): string[] => maskPlaceholders(t).placeholders.sort();
        if (!masked) {
          assert.ok(placeholders.length > 10 || String(sorted(source)) !== String(sorted(target)));
          return;
        }
        assert.equal(unmask(masked.source, placeholders), source);
        assert.equal(unmask(masked.target, placeholders), target);
      }),
      { numRuns: 500 },
    );
  });
});

describe('normalising', () => {
  it('makes one spelling of what looks alike', () => {
    assert.equal(normalize(' l’e\u0301te\u0301 \u00a0 est\u200b là\t'), "l'été est là");
    assert.equal(normalize('👩‍👧'), '👩‍👧');
    assert.equal(normalize('‘so’ he said'), '‘so’ he said');
    assert.equal(normalize('e\u202a\u0301 a \u0000 b'), 'é a b');
  });

  it('changes nothing the second time', () => {
    // Most of all binary characters are letters of their own: of these, every few meet.
    const meeting = fc.constantFrom(
      'e',
      '\u0301',
      '\u0000',
      '\u202a',
      '\u200d',
      '\ufeff',
      '\t',
      ' ',
      '’',
      'ʼ',
      '👩',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(meeting).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (t) => assert.equal(normalize(normalize(t)), normalize(t))),
      { numRuns: 2000 },
    );
  });
});

describe('the text a recipe trains on', () => {
  const recipe = {
    source: 'en',
    target: 'fr',
    data: [
      { path: 'a/en-fr.tsv', licence: 'MIT', repeat: 3 },
      { path: 'b/en-fr.tsv', licence: 'MIT' },
    ],
    clean: true,
    heldOut: { seed: 1, development: 2, test: 2, perCorpus: true },
    training: { seed: 1 },
    network: { encoder: { layers: [{}] } },
  } as unknown as Recipe;
  const word = (i: number): string => String.fromCharCode(97 + (i % 26), 97 + Math.floor(i / 26));
  const lines = (name: string): string =>
    Array.from({ length: 60 }, (_, i) => `This is ${word(i)} {0}.\tVoici ${name} ${word(i)} {0}.`).join('\n');
  const read = (path: string): string => lines(path[0]);

  it('is masked and repeated, what is scored is not; every pair is accounted for', () => {
    const { pairs, train, development, counts } = trainingText(recipe, read);
    assert.ok(pairs.test.every(({ source, target }) => source.includes('{0}') && target.includes('{0}')));
    assert.ok(development.every(({ source, target }) => source.includes('⦑0⦒') && target.includes('⦑0⦒')));
    assert.ok(train.every(({ source, target }) => source.includes('⦑0⦒') && target.includes('⦑0⦒')));
    const [a, b] = [counts.get('a')!, counts.get('b')!];
    for (const { read: came, left, ...gone } of [a, b])
      assert.equal(came, left + Object.values(gone).reduce((sum, n) => sum + n, 0));
    assert.equal(train.length, 3 * a.left + b.left);
    const held = new Set(
      [...pairs.development, ...pairs.test].map((pair) => pair.source.replace('{0}', '⦑0⦒')),
    );
    assert.ok(held.size >= 4 && train.every((pair) => !held.has(pair.source)));
  });

  it('passes over a corpus in part where the repetitions are not whole, and not at all for 0', () => {
    const trained = (...repeats: number[]): Map<string, number> => {
      const data = recipe.data.map((entry, i) => ({ ...entry, repeat: repeats[i] }));
      const times = new Map<string, number>();
      for (const { target } of trainingText({ ...recipe, data }, read).train)
        times.set(target, (times.get(target) ?? 0) + 1);
      return times;
    };
    const times = trained(2.5, 0);
    assert.ok([...times.keys()].every((target) => target.startsWith('Voici a ')));
    const counts = [...times.values()];
    assert.ok(counts.every((n) => n === 2 || n === 3));
    const share = counts.filter((n) => n === 3).length / counts.length;
    assert.ok(share > 0.25 && share < 0.75, String(share));
    assert.deepEqual(trained(2.5, 0), times);
  });

  it('has each way of writing as often as the recipe says', () => {
    const shares = { lowerCase: 1, upperCase: 0, withoutFullStop: 1 };
    const plain = trainingText(recipe, read).train;
    const { train } = trainingText({ ...recipe, variants: shares }, read);
    assert.deepEqual(train.slice(0, plain.length), plain);
    const added = new Set(train.slice(plain.length).map((pair) => pair.source));
    for (const { source } of plain)
      assert.ok(added.has(source.toLowerCase()) && added.has(source.slice(0, -1)), source);
    assert.equal(train.length, 3 * plain.length);
  });
});
