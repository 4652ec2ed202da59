/** The figures of the lecture notes, as `lessons search` prints them. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SearchLesson, SearchOutcome } from '../../../src/cli/lessons/lessons-search';
import { searchLesson } from '../../../src/cli/lessons/lessons-search';
import type { ToyTables } from '../../../src/search';

const TOY = JSON.parse(readFileSync(join(__dirname, '../../fixtures/toy-search.json'), 'utf8')) as ToyTables;

describe('lessons search', () => {
  let lesson: SearchLesson;
  before(async () => (lesson = await searchLesson()));

  const of = (search: string): SearchOutcome => {
    const found = lesson.outcomes.find((outcome) => outcome.search === search);
    assert.ok(found, search);
    return found;
  };
  const product = (search: string): string =>
    of(search)
      .factors.map((p) => p.toFixed(1))
      .join(' ');

  for (const search of ['greedy', 'beam, k = 1']) {
    it(`${search} finds the notes' 0.048`, () => {
      assert.deepEqual(of(search).tokens, ['A', 'B', 'C', '<eos>']);
      assert.equal(product(search), '0.5 0.4 0.4 0.6');
      assert.ok(Math.abs(of(search).probability - 0.048) < 1e-7);
    });
  }

  for (const search of ['exhaustive', 'beam, k = 2', 'exact']) {
    it(`${search} finds the notes' 0.054`, () => {
      assert.deepEqual(of(search).tokens, ['A', 'C', 'B', '<eos>']);
      assert.equal(product(search), '0.5 0.3 0.6 0.6');
      assert.ok(Math.abs(of(search).probability - 0.054) < 1e-7);
    });
  }

  it('prints factors that stand in the notes’ tables', () => {
    for (const { tokens, factors } of lesson.outcomes) {
      const listed = tokens.map((token, t) => {
        const row = TOY.tables[tokens.slice(0, t).join(' ')];
        return row[TOY.vocabulary.indexOf(token)];
      });
      factors.forEach((p, t) => assert.ok(Math.abs(p - listed[t]) < 1e-6, `${p}, listed ${listed[t]}`));
    }
  });

  it('looks at no more continuations than the formula beside it allows', () => {
    for (const search of ['greedy', 'beam, k = 1', 'beam, k = 2', 'exhaustive'])
      assert.ok(of(search).cost.expansions <= Number(of(search).bound.split(' = ')[1]), search);
  });

  it('counts what the notes count, and refuses 10^30 sequences with the count', () => {
    assert.equal(Number(lesson.beamCost), 5e5);
    assert.equal(lesson.exhaustiveCost, '10^30');
    assert.match(lesson.refusal, /1000\^10 = 10\^30/);
  });
});
