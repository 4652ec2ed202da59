/** Identifiers as words, and what they mean. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as fc from 'fast-check';
import {
  explainIdentifier,
  parseDictionary,
  wordsOf,
} from '../../../../src/extension/reading/identifier-words';

const WORDS = resolve(__dirname, '../../../../media/words');
const dictionaryOf = (target: string) =>
  parseDictionary(readFileSync(join(WORDS, `en-${target}.tsv`), 'utf8'));

describe('the words of an identifier', () => {
  const cases: [string, string[]][] = [
    ['fetchUserList', ['fetch', 'user', 'list']],
    ['max_retry_count', ['max', 'retry', 'count']],
    ['MAX_RETRY_COUNT', ['max', 'retry', 'count']],
    ['parseHTTPResponse', ['parse', 'http', 'response']],
    ['HTTPServer2', ['http', 'server']],
    ['_privateKey$', ['private', 'key']],
    ['x', ['x']],
    ['__', []],
  ];
  for (const [identifier, words] of cases) it(identifier, () => assert.deepEqual(wordsOf(identifier), words));

  it('are found again in every style in which they are written', () => {
    const word = fc.stringMatching(/^[a-z]{2,8}$/);
    const title = (one: string): string => one[0].toUpperCase() + one.slice(1);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), (words) => {
        const styles = [words.join('_'), words.join('_').toUpperCase(), words.map(title).join('')];
        for (const style of styles) assert.deepEqual(wordsOf(style), words, style);
      }),
      { seed: 19 },
    );
  });
});

describe('what an identifier means', () => {
  const explain = (identifier: string, target: string): (string | undefined)[] | undefined =>
    explainIdentifier(identifier, dictionaryOf(target))?.map(({ meaning }) => meaning);

  it('is said word by word, in French and Chinese', () => {
    assert.deepEqual(explain('fetchUserList', 'fr'), ['récupérer', 'utilisateur', 'liste']);
    assert.deepEqual(explain('max_retry_count', 'zh'), ['最大值', '重试', '数量']);
  });

  it('is said of abbreviations and of forms of words', () => {
    const dictionary = new Map(Object.entries({ message: 'a', query: 'b', parse: 'c', stop: 'd', box: 'e' }));
    const of = (identifier: string) =>
      explainIdentifier(identifier, dictionary)
        ?.map(({ meaning }) => meaning)
        .join('');
    assert.equal(of('parsedMsg'), 'ca');
    assert.equal(of('stoppedQueries'), 'db');
    assert.equal(of('parsing_boxes'), 'ce');
  });

  it('is left out where it is one word, or mostly none', () => {
    assert.equal(explain('function', 'fr'), undefined);
    assert.equal(explain('xq_zzt_list', 'fr'), undefined);
  });

  it('is there for the words that code is made of', () => {
    const own = readFileSync(join(WORDS, 'own.tsv'), 'utf8')
      .split('\n')
      .filter((line) => /^[a-z]/.test(line));
    for (const [i, target] of ['fr', 'zh'].entries()) {
      const dictionary = dictionaryOf(target);
      assert.ok(dictionary.size > 3000, `${dictionary.size} words`);
      const missing = own
        .map((line) => line.split('\t'))
        .filter((row) => dictionary.get(row[0]) !== row[i + 1]);
      assert.deepEqual(
        missing.map(([word]) => word),
        [],
      );
    }
  });
});
