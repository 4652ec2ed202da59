/** What the report of `translate` lists, and where. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { reportOf } from '../../../src/cli/report';
import type { DocumentSentence } from '../../../src/protocol/document';

describe('the report of a translation', () => {
  const text = "One is sure.\r\nTwo is not.\r\n\r\nIt\\'s escaped. Three stays.\r\n";
  const passage = (from: string, to: string): { start: number; end: number } => ({
    start: text.indexOf(from),
    end: text.indexOf(to) + to.length,
  });
  const first = passage('One', 'not.');
  const second = passage('It', 'stays.');
  const doubt = { word: 'deux', probability: 0.001 };
  const sentences: DocumentSentence[] = [
    { source: 'One is sure.', passage: first, translation: 'Un.', doubt: { word: 'un', probability: 0.9 } },
    { source: 'Two is not.', passage: first, translation: 'deux.', doubt },
    { source: "It's escaped.", passage: second, kept: 'placeholders' },
    { source: 'Three stays.', passage: second, kept: 'doubtful' },
  ];

  it('lists sentences that stay and those with a doubtful word, each with its line', () => {
    assert.deepEqual(reportOf('a.txt', text, { edits: [], sentences }), [
      { file: 'a.txt', line: 2, source: 'Two is not.', translation: 'deux.', doubtful: doubt },
      { file: 'a.txt', line: 4, source: "It's escaped.", kept: 'placeholders' },
      { file: 'a.txt', line: 4, source: 'Three stays.', kept: 'doubtful' },
    ]);
  });

  it('has the line of every sentence, whatever stands before it', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('It stays.', '', 'Other words'), { maxLength: 30 }), (lines) => {
        const whole = lines.join('\n');
        let at = 0;
        const kept = lines.flatMap((line): DocumentSentence[] => {
          const range = { start: at, end: at + line.length };
          at += line.length + 1;
          return line === 'It stays.' ? [{ source: line, passage: range, kept: 'markup' }] : [];
        });
        const expected = lines.flatMap((line, i) => (line === 'It stays.' ? [i + 1] : []));
        const report = reportOf('a', whole, { edits: [], sentences: kept });
        assert.deepEqual(
          report.map(({ line }) => line),
          expected,
        );
      }),
    );
  });
});
