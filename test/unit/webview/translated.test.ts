import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { DocumentSentence } from '../../../src/protocol/document';
import { splitSentences } from '../../../src/text';
import { modelOfPair, wayBack } from '../../../webview/app/languages';
import { distinct } from '../../../webview/app/requests';
import type { HistoryEntry } from '../../../webview/app/state';
import { withEntry } from '../../../webview/app/history';
import { matched, shownWords, wholeText } from '../../../webview/translate/translated';

const told = (source: string, translation?: string): DocumentSentence => ({
  source,
  translation,
  passage: { start: 0, end: source.length },
});

describe('a translated text in the panel', () => {
  const text = 'One line.  Two lines.\n\nThree lines.\n';
  const sentences = splitSentences(text, 'en');
  const translated = [
    told('One line.', 'Une ligne.'),
    told('Two lines.', 'Deux lignes.'),
    told('Three lines.'),
  ];

  it('knows its sentences again, whatever white space stands between', () => {
    const found = matched(sentences, translated);
    assert.deepEqual(
      [...found!.values()].map(({ source }) => source),
      ['One line.', 'Two lines.', 'Three lines.'],
    );
    assert.equal(matched(sentences, translated.slice(1)), undefined);
    assert.equal(matched(sentences, [...translated, told('Four.')]), undefined);
  });

  it('is what the commands write, until the user takes another candidate', () => {
    const answer = { text: 'as the commands write it', sentences: translated };
    assert.equal(wholeText(answer, sentences, new Map()), answer.text);
    const at = sentences.findIndex((one) => one.text.startsWith('Two'));
    assert.equal(
      wholeText(answer, sentences, new Map([[at, 'Deux traits.']])),
      'Une ligne.  Deux traits.\n\nThree lines.\n',
    );
    // What was cut otherwise is not put together anew.
    assert.equal(wholeText({ ...answer, sentences: [] }, sentences, new Map([[at, 'x']])), answer.text);
  });

  it('shows words as they stand in the text, with nothing lost between them', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'é', '好', '’'), minLength: 1, maxLength: 4 });
    const gap = fc.constantFrom(' ', '', '\u202f');
    fc.assert(
      fc.property(fc.array(fc.tuple(gap, word), { minLength: 1 }), (parts) => {
        const whole = parts.map(([space, letters], i) => (i === 0 ? '' : space) + letters).join('');
        const words = [...parts.map(([, letters]) => letters), '<eos>'].map((letters, i) => {
          return { text: letters, start: i, end: i + 1 };
        });
        const shown = shownWords({ text: whole, words });
        assert.equal(shown?.map((one) => one.gap + one.text).join(''), whole);
      }),
    );
    const words = [{ text: 'Bonjour', start: 0, end: 1 }];
    assert.equal(shownWords({ text: 'Bonjour Tom', words }), undefined);
    assert.equal(shownWords({ text: 'Salut', words }), undefined);
  });
});

describe('languages of the panel', () => {
  const models = ['en-fr', 'en-zh', 'fr-en'].map((id) => {
    const [source, target] = id.split('-');
    return { id, source, target, description: '' };
  });

  it('have a model where one reads them, into the wanted language where it goes there', () => {
    assert.equal(modelOfPair(models, 'en', 'zh'), 'en-zh');
    assert.equal(modelOfPair(models, 'fr', 'zh'), 'fr-en');
    assert.equal(modelOfPair(models, 'de', 'en'), undefined);
    assert.equal(wayBack(models, 'en-fr'), 'fr-en');
    assert.equal(wayBack(models, 'en-zh'), undefined);
    assert.equal(wayBack(models, 'toy'), undefined);
  });
});

describe('candidates that read the same', () => {
  it('are one, the best', () => {
    const candidate = (text: string, logProb: number) => {
      return { text, logProb, tokens: [], words: [], score: 0, ended: 'eos' as const };
    };
    const kept = distinct([candidate('a', -1), candidate('b', -2), candidate('a', -3)]);
    assert.deepEqual(
      kept.map(({ logProb }) => logProb),
      [-1, -2],
    );
  });
});

describe('the history of the panel', () => {
  const entry = (text: string, model = 'en-fr'): HistoryEntry => ({ model, text, translation: text });
  const texts = (history: readonly HistoryEntry[]): string[] => history.map(({ text }) => text);

  it('has the last first, each once, and what is typed on in one entry', () => {
    let history: HistoryEntry[] = [];
    for (const text of ['Hel', 'Hello', 'Hello Tom', 'Bye', 'Hello Tom'])
      history = withEntry(history, entry(text));
    assert.deepEqual(texts(history), ['Hello Tom', 'Bye']);
    assert.equal(withEntry(history, entry('Hello Tom', 'en-zh')).length, 3);
  });

  it('stays small: thirty entries, none of blanks or of whole documents', () => {
    let history: HistoryEntry[] = [];
    for (let i = 0; i < 40; i++) history = withEntry(history, entry(`${i}: text`));
    assert.equal(history.length, 30);
    assert.deepEqual(withEntry(history, entry('  ')), history);
    assert.deepEqual(withEntry(history, entry('x'.repeat(3000))), history);
  });
});
