import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ScoreFilesAnswer } from '../../../src/protocol/score';
import type { SearchCandidate } from '../../../src/protocol/search';
import { attentionOfWords } from '../../../webview/parts/attention-model';
import { logProbability, percent, probability, seconds } from '../../../webview/parts/format';
import { composed } from '../../../webview/parts/insertion';
import { l10n, setTexts } from '../../../webview/app/l10n';
import { ranked, scoreOf } from '../../../webview/app/requests';
import { csv, filesCsv } from '../../../webview/score/score-export';
import { initialState, readState, Store, TOY } from '../../../webview/app/state';
import { modelAmong, modelFor } from '../../../webview/parts/taken-text';

const candidate = (logProb: number, length: number): SearchCandidate => ({
  text: '',
  tokens: Array.from({ length }, () => ({ id: 0, text: '', logProb: logProb / length })),
  words: [],
  logProb,
  score: 0,
  ended: 'eos',
});

describe('the state of the panel', () => {
  it('comes back as it was written', () => {
    let written = '';
    const store = new Store(initialState(), (state) => (written = state));
    store.update({ text: 'Hello', beamSize: 3 });
    assert.deepEqual(readState(written), { ...initialState(), text: 'Hello', beamSize: 3 });
  });

  it('starts anew from whatever else it finds', () => {
    const start = initialState();
    for (const written of [
      undefined,
      null,
      '',
      '{',
      '[]',
      '{"tab":"fill"}',
      JSON.stringify({ ...start, k: 1, text: 5 }),
      JSON.stringify({ ...start, history: [{ model: 'en-fr', text: 5, translation: '' }] }),
    ])
      assert.deepEqual(readState(written), start, String(written));
    fc.assert(fc.property(fc.json(), (written) => void assert.deepEqual(readState(written), start)));
  });
});

describe('the model for a text', () => {
  const models = ['en-fr', 'en-zh', 'zh-en'].map((id) => {
    const [source, target] = id.split('-');
    return { id, source, target, description: '' };
  });

  it('is the chosen one where it reads the language, else what fits', () => {
    assert.equal(modelFor('en-zh', 'en-fr', models), 'en-zh');
    assert.equal(modelFor('en-fr', 'zh-en', models), 'zh-en');
    assert.equal(modelFor('en-fr', null, models), 'en-fr');
    assert.equal(modelFor('en-fr', 'gone', models), 'en-fr');
    assert.equal(modelFor(TOY, 'zh-en', models), TOY);
    const both = [...models, { id: 'zh-fr', source: 'zh', target: 'fr', description: '' }];
    assert.equal(modelFor('en-fr', 'zh-en', both), 'zh-fr');
  });

  it('is one that is there', () => {
    assert.equal(modelAmong('zh-en', models), 'zh-en');
    assert.equal(modelAmong('fr-en', models), 'en-fr');
    assert.equal(modelAmong('', []), TOY);
    assert.equal(modelAmong(TOY, models), TOY);
  });
});

describe('what the panel shows', () => {
  it('orders candidates by (1/L^α) Σ log p', () => {
    const short = candidate(-2, 2);
    const long = candidate(-3, 6);
    assert.deepEqual(ranked([long, short], 0), [short, long]);
    assert.deepEqual(ranked([short, long], 1), [long, short]);
    assert.equal(scoreOf(long, 1), -0.5);
  });

  it('puts sentences into the text they came from, white space as it was', () => {
    const sentences = [
      { before: '  ', text: 'One.', after: '' },
      { before: ' \n', text: 'Two.', after: '\n' },
    ];
    assert.equal(composed(sentences, new Map()), '  One. \nTwo.\n');
    assert.equal(composed(sentences, new Map([[1, 'Deux.']])), '  One. \nDeux.\n');
    const chinese = ['你好。', '再见。'].map((text) => ({ before: '', text, after: '' }));
    assert.equal(composed(chinese, new Map([[0, 'Hello.']])), 'Hello. 再见。');
    const english = ['Hello.', 'Bye.'].map((text) => ({ before: '', text, after: ' ' }));
    assert.equal(composed(english, new Map([[0, '你好。']])), '你好。Bye. ');
  });

  it('sums attention over the pieces of a source word, and averages it over those of a target word', () => {
    const words = [{ text: 'ab', start: 0, end: 2 }];
    const source = [
      { text: 'x', start: 0, end: 2 },
      { text: 'y', start: 2, end: 3 },
    ];
    const attention = Float32Array.of(0.5, 0.25, 0.25, 0, 0, 1);
    const shown = attentionOfWords({ ...candidate(-1, 2), words, attention }, source);
    assert.deepEqual(shown?.weights, [[0.375, 0.625]]);
    assert.equal(attentionOfWords(candidate(-1, 2), source), undefined);
  });

  it('says small probabilities as they are', () => {
    assert.deepEqual([0, 1, 0.054, 0.5, 1.2e-7].map(probability), [
      '0',
      '1.0',
      '0.054',
      '0.50',
      '1.20 × 10⁻⁷',
    ]);
  });

  it('says shares as percent, and one too small to tell as less than the least', () => {
    assert.deepEqual([0, 0.0001, 0.0006, 0.034, 0.5, 1].map(percent), [
      '0%',
      '<0.1%',
      '0.1%',
      '3.4%',
      '50%',
      '100%',
    ]);
  });

  it('writes every kind of number as the language does', () => {
    setTexts({}, 'fr');
    try {
      assert.equal(probability(1.2e-7), '1,20 × 10⁻⁷');
      assert.equal(logProbability(-1.5), '-1,500');
      assert.equal(logProbability(null), '-∞');
      assert.equal(seconds(1234), '1,23');
      assert.equal(percent(0.034), '3,4\u00a0%');
      assert.equal(l10n.t('{0} words', 12_345), '12\u202f345 words');
    } finally {
      setTexts({}, 'en');
    }
  });

  it('speaks the language it is given, and English where a text is missing', () => {
    setTexts({ 'Hello {0}': 'Bonjour {0}' }, 'fr');
    assert.equal(l10n.t('Hello {0}', 'Tom'), 'Bonjour Tom');
    assert.equal(l10n.t('Bye {0}', 2), 'Bye 2');
    setTexts({}, 'en');
  });
});

describe('scores as CSV', () => {
  it('keeps every field whole, whatever is in it', () => {
    const field = fc.string({ unit: fc.constantFrom('a', ',', '"', '\r', '\n', ' ') });
    fc.assert(
      fc.property(fc.array(fc.array(field, { minLength: 2, maxLength: 3 }), { minLength: 1 }), (rows) => {
        assert.deepEqual(parseCsv(csv(rows)), rows);
      }),
    );
  });

  it('has a row for every sentence', () => {
    const answer: ScoreFilesAnswer = {
      scores: [{ metric: 'BLEU', score: 40, lower: 38, upper: 42, signature: 'x' }],
      sentences: [{ line: 1, system: 'a, b', reference: 'c', bleu: 1, chrf: 2 }],
    };
    assert.deepEqual(parseCsv(filesCsv(answer)).at(-1), ['1', '1', '2', '', 'a, b', 'c']);
  });
});

/** RFC 4180, straight from its grammar. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const token = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/y;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    const [, field, end] = match;
    row.push(field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field);
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
