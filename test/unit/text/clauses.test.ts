/** Where long sentences are cut, and Traditional Chinese as Simplified. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { clauseStarts, joinSegments, splitSentences, toSimplified } from '../../../src/text';

const words = (text: string): number => text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
const partsOf = (text: string): string[] => {
  const starts = [0, ...clauseStarts(text)];
  return starts.map((start, i) => text.slice(start, starts[i + 1]));
};

describe('a long sentence', () => {
  const LONG =
    'When the server starts, it reads the file, checks every line, writes a report, and sends it to the users who asked ' +
    'for it, then it waits for ten minutes, looks for new files, copies them into the second folder, removes the old ones, ' +
    'and begins again from the first step.';

  it('is cut at its clauses, behind their commas, in parts that are neither long nor single words', () => {
    const parts = partsOf(LONG);
    assert.ok(parts.length > 2);
    assert.equal(parts.join(''), LONG);
    for (const part of parts.slice(0, -1)) assert.match(part, /, $/);
    for (const part of parts) assert.ok(words(part) >= 4 && words(part) < 26, part);
  });

  it('is not cut inside brackets and quotation marks, nor where it is of usual length', () => {
    assert.deepEqual(clauseStarts('It reads the file, checks every line, and begins again.'), []);
    const inside = `The (${'word, and '.repeat(30)}word) end`;
    assert.deepEqual(clauseStarts(inside), []);
  });

  it('is cut in Chinese, too', () => {
    const parts = partsOf(`${'服务器启动时会读取文件并检查每一行，'.repeat(8)}然后重新开始。`);
    assert.ok(parts.length > 2);
    for (const part of parts.slice(0, -1)) assert.match(part, /，$/);
  });

  it('is the same text when its sentences are joined, whatever it is', () => {
    const part = fc.constantFrom(
      'word ',
      'and ',
      ', ',
      '; ',
      ': ',
      '(',
      ')',
      '。',
      '，',
      '但 ',
      '. ',
      '\n',
      '“',
      '”',
      'which ',
      '字字字字',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 200 }), (parts) => {
        const text = parts.join('');
        assert.equal(joinSegments(splitSentences(text, 'en')), text);
      }),
    );
  });
});

describe('Traditional Chinese', () => {
  for (const [traditional, simplified] of [
    ['請稍候。', '请稍候。'],
    ['檔案無法開啟。', '文件无法打开。'],
    ['歡迎使用我們的軟體。', '欢迎使用我们的软件。'],
    ['點擊⦑0⦒以儲存', '点击⦑0⦒以保存'],
    ['文件无法打开。', '文件无法打开。'],
    ['The file is open.', 'The file is open.'],
  ] as const)
    it(traditional, () => assert.equal(toSimplified(traditional), simplified));

  it('has in the phrases of a table nothing to change: they are Simplified', () => {
    const lines = readFileSync(join(__dirname, '../../../media/phrases/zh-en.tsv'), 'utf8').split('\n');
    const changed = lines
      .map((line) => line.split('\t')[0])
      .filter((phrase) => toSimplified(phrase) !== phrase);
    assert.ok(changed.length < lines.length / 100, changed.join(' '));
  });
});
