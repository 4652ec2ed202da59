import assert from 'node:assert/strict';
import { DocumentError, findPassages } from '../../../src/text';

const lists = (levels: number): string =>
  Array.from({ length: levels }, (_, i) => `${'  '.repeat(i)}- level ${i}`).join('\n');

describe('containers of Markdown in each other', () => {
  for (const mark of ['> ', '>', '- ', '1. ', '- > 1. '])
    it(`end as a typed error when there are 10,000 of ${JSON.stringify(mark)}`, () => {
      assert.throws(
        () => findPassages(`# Title\n\n${mark.repeat(10_000)}words\n`, { kind: 'markdown' }),
        (error: unknown) => error instanceof DocumentError && error.code === 'too-deep' && error.line === 3,
      );
    });

  it('end as a typed error when they are a thousand lists over a thousand lines', () => {
    assert.throws(() => findPassages(lists(1000), { kind: 'markdown' }), DocumentError);
  });

  it('are read as far as anyone writes them', () => {
    assert.equal(findPassages(lists(20), { kind: 'markdown' }).length, 20);
    assert.equal(findPassages(`${'> '.repeat(20)}words\n`, { kind: 'markdown' }).length, 1);
  });

  it('are not seen in rulers, tables and far-away text', () => {
    for (const text of [
      `${'- '.repeat(60)}`,
      `${'-'.repeat(5000)}`,
      `${' '.repeat(3000)}words`,
      '| a |\n|---|\n| - b |',
    ])
      assert.doesNotThrow(() => findPassages(text, { kind: 'markdown' }), text.slice(0, 20));
  });
});
