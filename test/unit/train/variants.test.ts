import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { maskPlaceholders, unmask } from '../../../src/text';
import type { Pair, Recipe } from '../../../src/train';
import { Random } from '../../../src/random';
import { maskPair } from '../../../src/train/cleaning';
import { madeUpDigits, madeUpIdentifier, madeUpName } from '../../../src/train/made-up';
import { variantsOf } from '../../../src/train/variants';

type Kind = keyof NonNullable<Recipe['variants']>;

/** The variants of one kind that all pairs get, beside the pair each is made from. */
function variants(kind: Kind, pairs: Pair[], seed = 1): [from: Pair, made: Pair][] {
  const all = variantsOf(pairs, { [kind]: 1 }, new Random(seed));
  assert.deepEqual(variantsOf(pairs, { [kind]: 1 }, new Random(seed)), all, 'the same seed gives the same');
  // Text for the words that are known, a pair to be varied: then the variant is of the last.
  return pairs.flatMap((pair) => {
    const without = pairs.filter((p) => p !== pair);
    const [made] = variantsOf([...without, pair], { [kind]: 1 }, new Random(seed)).slice(
      variantsOf([...without, { source: '', target: '' }], { [kind]: 1 }, new Random(seed)).length,
    );
    return made ? [[pair, made] as [Pair, Pair]] : [];
  });
}

const NAMES = ['Tom', 'Anna', 'Kubernetes', 'GitHub', 'HTTP', 'Jean-Paul', 'Élodie', 'Python3', 'IBM'];
const name = fc.constantFrom(...NAMES);
const number = fc.oneof(
  fc.integer({ min: 2, max: 99_999 }).map((n) => [String(n), String(n)]),
  fc.integer({ min: 2000, max: 999_999 }).map((n) => [n.toLocaleString('en'), n.toLocaleString('fr')]),
  fc
    .tuple(fc.integer({ min: 2, max: 99 }), fc.integer({ min: 1, max: 9 }))
    .map(([a, b]) => [`${a}.${b}`, `${a},${b}`]),
);
const code = fc.constantFrom('`npm start`', '{0}', '%s', 'src/a.ts', '--all', 'getName()');

/** A part that stands on both sides, and a word that is translated. */
const part = fc.oneof(
  { weight: 2, arbitrary: name.map((n) => [n, n]) },
  number,
  code.map((c) => [c, c]),
  fc.constantFrom(['with', 'avec'], ['the house', 'la maison'], ['sees', 'voit'], ['open', 'ouvert']),
);
const frenchPair = fc
  .uniqueArray(part, { minLength: 1, maxLength: 9, selector: ([s]) => s })
  .map((parts) => ({
    source: `He said that ${parts.map(([s]) => s).join(' and ')}.`,
    target: `Il a dit que ${parts.map(([, t]) => t).join(' et ')}.`,
  }));
const chinesePair = frenchPair.map(({ source }) => ({
  source,
  target: `他说${[...source.matchAll(/(?<=that | and )(.+?)(?= and |\.$)/g)].map(([p]) => (/^[a-z ]+$/.test(p) ? '房子' : p)).join('和')}。`,
}));
const maskedPair = fc.oneof(frenchPair, chinesePair).map((pair) => maskPair(pair)!);

/** What of the text the masks of the variant stand for, by the number of the mask. */
function standingFor(variant: string, original: string): string[] {
  const escaped = variant.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const pattern = new RegExp(`^${escaped.replace(/\u2991\d+\u2992/g, '(.+?)')}$`, 'u');
  const found = pattern.exec(original);
  assert.ok(found, `${variant} is not made from ${original}`);
  const numbers = Array.from(variant.matchAll(/\u2991(\d+)\u2992/g), ([, n]) => Number(n));
  assert.deepEqual(numbers, [...numbers.keys()], 'masks are numbered in the order of the source');
  return found.slice(1);
}

/** 1,500 and 1 500, 12.5 and 12,5 as one. */
const sameNumbers = (text: string): string =>
  text.replace(/(?<=\d)[,\s](?=\d{3}(?!\d))/gu, '').replace(/(?<=\d),(?=\d)/g, '.');

const check = <T>(arbitrary: fc.Arbitrary<T>, test: (value: T) => void): void =>
  fc.assert(fc.property(arbitrary, test), { numRuns: 300, seed: 17 });

describe('variants that teach copying', () => {
  it('masks: what they stand for, put back on both sides, gives the pair again', () => {
    let made = 0;
    check(maskedPair, (pair) => {
      for (const [, variant] of variants('masks', [pair])) {
        const texts = standingFor(variant.source, pair.source);
        assert.equal(sameNumbers(unmask(variant.target, texts)), sameNumbers(pair.target));
        assert.ok(texts.some((text) => !text.startsWith('\u2991')));
        made++;
      }
    });
    assert.ok(made > 100, `${made}`);
  });

  it('identifiers: masked as the editor does, they give the pair again', () => {
    let made = 0;
    check(maskedPair, (pair) => {
      for (const [, variant] of variants('identifiers', [pair])) {
        assert.deepEqual(maskPair(variant), pair);
        const left = Array.from(variant.source.matchAll(/\u2991(\d+)\u2992/g), ([, n]) => Number(n));
        assert.deepEqual(left, [...left.keys()]);
        made++;
      }
    });
    assert.ok(made > 100, `${made}`);
  });

  it('names: others stand in the same places of both sides, everything else is as it was', () => {
    const slots = /(?<![\p{L}-])(?:\p{Lu}[\p{L}\p{N}]*)(?:-\p{Lu}\p{L}*)?/gu;
    let made = 0;
    check(maskedPair, (pair) => {
      for (const [, variant] of variants('names', [pair])) {
        const frame = (text: string): string => text.replace(/(?<=^.+)/u, '').replace(slots, '□');
        assert.equal(frame(variant.source), frame(pair.source));
        assert.equal(frame(variant.target), frame(pair.target));
        const sorted = (text: string): string[] => [...text.slice(3).matchAll(slots)].map(([n]) => n).sort();
        assert.deepEqual(sorted(variant.source), sorted(variant.target));
        assert.notDeepEqual(sorted(variant.source), sorted(pair.source));
        made++;
      }
    });
    assert.ok(made > 30, `${made}`);
  });

  it('numbers: others of as many digits, equal on both sides, signs between them as they were', () => {
    const frame = (text: string): string => text.replace(/\d/g, '0');
    const value = (text: string): number[] =>
      [...text.matchAll(/\d[\d.,\s]*(?<=\d)/g)].map(([n]) =>
        Number(n.replace(/[,\s](?=\d{3}\b)/g, '').replace(',', '.')),
      );
    let made = 0;
    check(frenchPair, (raw) => {
      const pair = {
        source: raw.source.replace(/HTTP|Python3/g, 'x'),
        target: raw.target.replace(/HTTP|Python3/g, 'x'),
      };
      for (const [, variant] of variants('numbers', [pair])) {
        assert.equal(frame(variant.source), frame(pair.source));
        assert.equal(frame(variant.target), frame(pair.target));
        assert.deepEqual(value(variant.source), value(variant.target));
        assert.ok(value(variant.source).every((n, i) => n === value(pair.source)[i] || n >= 2));
        made++;
      }
    });
    assert.ok(made > 100, `${made}`);
  });

  it('leave alone what is no name: the first word, a word known in small letters, what one side lacks', () => {
    const known = Array.from({ length: 4 }, (_, i) => ({
      source: `Open ${i} windows in paris.`,
      target: `Ouvre ${i} fenêtres à paris.`,
    }));
    for (const pair of [
      { source: 'Tom sleeps.', target: 'Tom dort.' },
      { source: 'He is in Paris.', target: 'Il est à Paris.' },
      { source: 'He met Alexander.', target: 'Il a rencontré Alexandre.' },
      { source: 'WAIT FOR TOM', target: 'ATTENDEZ TOM' },
      { source: 'He saw Tom and Tom.', target: 'Il a vu Tom et Tom.' },
    ])
      assert.deepEqual(variants('names', [...known, pair]), [], pair.source);
    for (const source of ['There is 1 file.', 'It has 3D.', 'Use v2 of 0.5.'])
      assert.deepEqual(variants('numbers', [{ source, target: source }]), [], source);
  });

  it('made-up words keep first sound and end; digits keep their number', () => {
    check(fc.tuple(name, fc.nat()), ([n, seed]) => {
      const made = madeUpName(n, new Random(seed));
      assert.match(made, /^\p{Lu}[\p{L}\d-]*$/u);
      if (/\p{Ll}/u.test(n)) assert.equal(made.slice(-2), n.slice(-2).toLowerCase());
      assert.equal(/^[aeiouyhÉ]/iu.test(made), /^[aeiouyhÉ]/iu.test(n), `${n} ${made}`);
    });
    check(fc.tuple(fc.stringMatching(/^\d{1,9}$/), fc.nat()), ([digits, seed]) => {
      const made = madeUpDigits(digits, new Random(seed));
      assert.match(made, /^\d+$/);
      assert.equal(made.length, digits.length);
      assert.equal(made.startsWith('0'), digits.startsWith('0'));
      if (/^[2-9]$/.test(digits)) assert.match(made, /^[2-9]$/);
    });
    check(fc.nat(), (seed) => {
      const identifier = madeUpIdentifier(new Random(seed));
      assert.deepEqual(maskPlaceholders(`a ${identifier} b`).placeholders, [identifier]);
    });
  });
});

describe('variants of writing', () => {
  const one = (kind: Kind, source: string, target: string, ...others: Pair[]): string[] =>
    variants(kind, [...others, { source, target }])
      .filter(([from]) => from.source === source)
      .flatMap(([, made]) => [made.source, made.target]);

  it('change what they are for, and nothing else', () => {
    assert.deepEqual(one('titleCase', 'Add a theme to the editor.', "Ajouter un thème à l'éditeur."), [
      'Add a Theme to the Editor',
      "Ajouter un thème à l'éditeur",
    ]);
    assert.deepEqual(one('withoutPunctuation', 'No, I did not!', 'Non, je ne l’ai pas fait !'), [
      'No I did not',
      'Non, je ne l’ai pas fait',
    ]);
    assert.deepEqual(one('withoutPunctuation', '好的，谢谢。', 'All right, thanks.'), [
      '好的 谢谢',
      'All right, thanks',
    ]);
    assert.deepEqual(one('quotes', 'Press "Save" now.', 'Appuyez sur « Save ».'), [
      'Press “Save” now.',
      'Appuyez sur « Save ».',
    ]);
    assert.deepEqual(one('quotes', 'Press “Save” now.', 'x'), ['Press "Save" now.', 'x']);
    const known = { source: 'He will open it.', target: 'Il va ouvrir cela. ouvrez' };
    assert.deepEqual(one('fragments', 'Open the file.', 'Ouvrez le fichier.', known), [
      'open the file',
      'ouvrez le fichier',
    ]);
    assert.deepEqual(one('fragments', 'Tom is here.', 'Tom est là.', known), []);
  });

  it('of sentences joined: both sides in order, each mask once', () => {
    const placeholders = ['{0}', '%s'];
    const a = { source: 'Open ⦑0⦒ now.', target: '立即打开⦑0⦒。' };
    const b = { source: 'Then close ⦑0⦒ it.', target: '然后关闭⦑0⦒。' };
    const [made] = variantsOf([a, b], { joined: 1 }, new Random(1));
    assert.equal(unmask(made.source, placeholders), 'Open {0} now. Then close %s it.');
    assert.equal(unmask(made.target, placeholders), '立即打开{0}。然后关闭%s。');
    const label = { source: 'Open', target: '打开' };
    assert.deepEqual(variantsOf([label, a, label], { joined: 1 }, new Random(1)), []);
    const many = (text: string): string => Array.from({ length: 6 }, (_, i) => `⦑${i}⦒`).join(text);
    const full = { source: `See ${many(' and ')}.`, target: `见${many('和')}。` };
    const other = { ...full, source: `Look at ${many(' and ')}.` };
    assert.deepEqual(variantsOf([full, other], { joined: 1 }, new Random(1)), []);
  });

  it('come as often as their share says', () => {
    const pairs = Array.from({ length: 2000 }, (_, i) => ({
      source: `Sentence ${i}.`,
      target: `Phrase ${i}.`,
    }));
    const made = variantsOf(pairs, { lowerCase: 0.2 }, new Random(3));
    assert.ok(made.length > 320 && made.length < 480, String(made.length));
    assert.deepEqual(variantsOf(pairs, {}, new Random(3)), []);
  });
});
