import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Corpus, HeldOut, Pair, Recipe } from '../../../src/train';
import { draw, parsePairs, readCorpora, setApart } from '../../../src/train';
import { parseParallel, readLines } from '../../../src/train/corpus';

describe('parallel text', () => {
  it('is one pair a line; blank lines and carriage returns do not count', () => {
    assert.deepEqual(parsePairs('Go.\tVa !\r\n\n  \nI lost.\tJ’ai perdu.', 'x.tsv'), [
      { source: 'Go.', target: 'Va !' },
      { source: 'I lost.', target: 'J’ai perdu.' },
    ]);
  });

  it('with a broken line is refused, file and line named', () => {
    const refused = (text: string, message: RegExp) =>
      assert.throws(() => parsePairs(text, 'x.tsv'), { name: 'TrainError', code: 'corpus', message });
    refused('a\tb\nc', /x\.tsv, line 2: expected "source<TAB>target", found 1 columns/);
    refused('a\tb\n\nc\td\te\nf\tg', /x\.tsv, line 3: .* found 3 columns/);
    refused('a\tb\n\t c', /x\.tsv, line 2/);
    refused('a\t \r\n', /x\.tsv, line 1/);
    refused(' \n\n', /x\.tsv has no pairs/);
  });

  it('of one language is the lines that say something', () => {
    assert.deepEqual(readLines('one\r\n\n two \n', 'x.txt'), ['one', ' two ']);
    assert.throws(() => readLines('\n \n', 'x.txt'), {
      name: 'TrainError',
      code: 'corpus',
      message: /x\.txt has no lines/,
    });
  });
});

describe('corpora of a recipe', () => {
  it('are named by folder, by file where a folder has several, and by number where one comes again', () => {
    const paths = ['a/en-fr.tsv', 'b/x.txt.gz', 'b/y.txt.gz', 'a/en-fr.tsv'];
    const recipe = {
      data: paths.map((path) => ({ path, licence: 'MIT' })),
      network: { encoder: { layers: [{}] } },
    };
    const corpora = readCorpora(recipe as unknown as Recipe, () => 'one\tun');
    assert.deepEqual(
      corpora.map(({ name }) => name),
      ['a', 'b/x', 'b/y', 'a (2)'],
    );
  });
});

describe('parallel files', () => {
  it('are read line by line beside each other', () => {
    assert.deepEqual(parseParallel('one\ntwo\n', 'un\ndeux\n', 'a', 'b'), [
      { source: 'one', target: 'un' },
      { source: 'two', target: 'deux' },
    ]);
  });

  it('with different numbers of lines are refused', () => {
    const message = /a\.en has 2 lines, a\.fr 1/;
    assert.throws(() => parseParallel('one\ntwo', 'un', 'a.en', 'a.fr'), { code: 'corpus', message });
  });
});

function corpus(name: string, pairs: Pair[], more: Partial<Corpus['entry']> = {}): Corpus {
  return { name, pairs, entry: { path: `${name}/x.tsv`, licence: 'MIT', ...more } };
}

function holdOut(pairs: Pair[], sizes: { development: number; test: number }, seed: number): HeldOut {
  return setApart([corpus('all', pairs)], { heldOut: { ...sizes, seed } });
}

/** A number as a word of letters: sentences that differ in numbers only are nearly one. */
const spelled = (i: number): string => [...String(i)].map((digit) => 'abcdefghij'[Number(digit)]).join('');

describe('sentences of several corpora', () => {
  const sentences = (name: string, count: number): Pair[] =>
    Array.from({ length: count }, (_, i) => ({
      source: `sentence ${spelled(i)}`,
      target: `${name} ${spelled(i)}`,
    }));
  const sources = (pairs: Pair[]): Set<string> => new Set(pairs.map((pair) => pair.source));
  const heldOut = { seed: 3, development: 40, test: 40, perCorpus: true };

  it('are drawn from each, at most a tenth; whatever is drawn from one is trained on from none', () => {
    const { train, development, test } = setApart(
      [corpus('large', sentences('large', 2000)), corpus('small', sentences('small', 300))],
      { heldOut },
    );
    assert.equal(development.length + test.length, sources([...development, ...test]).size);
    assert.equal(development.filter((pair) => pair.corpus === 'large').length, 40);
    assert.ok(development.filter((pair) => pair.corpus === 'small').length <= 15);
    const held = sources([...development, ...test]);
    for (const pair of train) assert.ok(!held.has(pair.source));
    assert.equal(
      train.length,
      [...sentences('l', 2000), ...sentences('s', 300)].filter((p) => !held.has(p.source)).length,
    );
  });

  it('that are learnt beside those of another entry are not drawn from, but what is held out is left out', () => {
    const beside = sentences('beside', 300);
    const { train, development, test } = setApart(
      [corpus('large', sentences('large', 2000)), corpus('beside', beside, { use: 'training' })],
      { heldOut },
    );
    const held = sources([...development, ...test]);
    assert.equal(held.size, 80);
    assert.ok([...development, ...test].every((pair) => pair.corpus === 'large'));
    const learnt = train.filter((pair) => pair.corpus === 'beside').map((pair) => pair.source);
    assert.deepEqual(
      learnt,
      beside.map((pair) => pair.source).filter((source) => !held.has(source)),
    );
  });

  it('are the same pairs in both directions, and neither side of them is trained on', () => {
    // Two sources to a target and two targets to a source, as in everyday text.
    const there = Array.from({ length: 900 }, (_, i) => ({
      source: `sentence ${spelled(i >> 1)}`,
      target: `phrase ${spelled((i + 1) >> 1)}`,
    }));
    const back = there.map(({ source, target }) => ({ source: target, target: source }));
    const one = setApart([corpus('there', there)], { heldOut });
    const other = setApart([corpus('back', back, { reverse: true })], { heldOut });
    const turned = (pairs: Pair[]) => pairs.map(({ source, target }) => `${target}\t${source}`);
    const straight = (pairs: Pair[]) => pairs.map(({ source, target }) => `${source}\t${target}`);
    assert.deepEqual(turned(other.test), straight(one.test));
    assert.deepEqual(turned(other.development), straight(one.development));
    const held = [...other.development, ...other.test];
    const read = sources(held);
    const said = new Set(held.map((pair) => pair.target));
    assert.ok(other.train.every((pair) => !read.has(pair.source) && !said.has(pair.target)));
    assert.ok(other.train.length > 700);
  });

  it('of ready-made sets are measured on, and never trained on', () => {
    const sizes = { heldOut: { seed: 3, development: 0, test: 0 } };
    const ready = sentences('ready', 5);
    const { train, development, test } = setApart(
      [
        corpus('train', sentences('train', 20)),
        corpus('ready', ready, { use: 'development' }),
        corpus('last', [{ source: `sentence ${spelled(7)}`, target: 'x' }], { use: 'test' }),
      ],
      sizes,
    );
    assert.deepEqual(sources(development), sources(ready));
    assert.deepEqual(sources(test), new Set([`sentence ${spelled(7)}`]));
    assert.equal(train.length, 14);
    assert.ok(!sources(train).has(`sentence ${spelled(7)}`) && !sources(train).has(`sentence ${spelled(0)}`));
  });
});

describe('held-out sentences', () => {
  /** Few words, so that sources repeat, in other cases and with other spaces. */
  const source = fc
    .array(fc.constantFrom('go', 'Go', 'GO', 'home', 'été', 'ÉTÉ'), { minLength: 1, maxLength: 3 })
    .chain((words) => fc.constantFrom(' ', '  ', '\u00a0').map((space) => words.join(space)));
  const pairs = fc.array(fc.record({ source, target: fc.string() }), { maxLength: 60 });
  const key = (pair: Pair) => pair.source.toLowerCase().split(/\s+/).join(' ');

  it('are in one set only, whatever their case and spacing', () => {
    fc.assert(
      fc.property(pairs, fc.nat({ max: 5 }), fc.nat({ max: 5 }), fc.nat(), (all, development, test, seed) => {
        const held = holdOut(all, { development, test }, seed);
        const keys = (part: Pair[]) => new Set(part.map(key));
        const [a, b, c] = [keys(held.train), keys(held.development), keys(held.test)];
        assert.equal(new Set([...a, ...b, ...c]).size, a.size + b.size + c.size);
        // One pair of a held-out sentence.
        assert.equal(held.development.length, b.size);
        assert.equal(held.test.length, c.size);
        const sentences = keys(all).size;
        assert.equal(b.size, Math.min(development, sentences));
        assert.equal(c.size, Math.min(test, sentences - b.size));
        for (const { source: s, target: t } of [...held.development, ...held.test])
          assert.ok(all.some((pair) => pair.source === s && pair.target === t));
      }),
    );
  });

  it('do not depend on the order of the corpus or on repetitions, but on the seed', () => {
    const all = Array.from({ length: 400 }, (_, i) => ({
      source: `sentence ${spelled(i)}`,
      target: `phrase ${spelled(i)}`,
    }));
    const sizes = { development: 20, test: 20 };
    const names = (part: Pair[]) => part.map(key);
    const one = holdOut(all, sizes, 1);
    assert.deepEqual(holdOut(all, sizes, 1), one);
    const other = holdOut([...all, ...all].reverse(), sizes, 1);
    assert.deepEqual(names(other.development), names(one.development));
    assert.deepEqual(names(other.test), names(one.test));
    const reseeded = new Set(names(holdOut(all, sizes, 2).development));
    assert.ok(names(one.development).filter((name) => reseeded.has(name)).length < 10);
  });

  it('are drawn from everywhere', () => {
    const all = Array.from({ length: 3000 }, (_, i) => ({ first: `sentence ${i}` }));
    const { development } = draw(all, { development: 300, test: 0 }, 7);
    const thirds = [0, 0, 0];
    for (const pair of development) thirds[Math.floor(Number(pair.first.slice(9)) / 1000)]++;
    for (const count of thirds) assert.ok(count > 65 && count < 135, String(thirds));
  });
});
