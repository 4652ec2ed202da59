import assert from 'node:assert/strict';
import { DocumentError, findPassages } from '../../../src/text';
import { checkDensity } from '../../../src/text/documents/density';

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

describe('lists and quotations of Markdown that begin', () => {
  for (const unit of [
    ...['a\n- b\n\n', '- a\n\nb\n\n', '> a\n\nb\n\n', '- - - a\n'],
    ...['* a\n+ b\n', '-\n\nb\n\n', '1. a\n\nb\n\n'],
  ])
    it(`end as a typed error where they are 5,000 close together: ${JSON.stringify(unit)}`, () => {
      assert.throws(
        () => findPassages(unit.repeat(5000), { kind: 'markdown' }),
        (error: unknown) => error instanceof DocumentError && error.code === 'too-dense' && error.line! > 600,
      );
    });

  it('are as many as there are where their words are as long as words are', () => {
    const entry = (i: number): string =>
      `## Version 1.${i}\n\n- The program starts again where it stopped, and says so.\n- A word of ${i} letters is one.\n\n`;
    assert.doesNotThrow(() => checkDensity(Array.from({ length: 3000 }, (_, i) => entry(i)).join('')));
  });

  it('are not seen in long lists, in answers to answers, in rulers and in code', () => {
    for (const text of [
      '- a\n'.repeat(3000),
      Array.from({ length: 3000 }, (_, i) => `${i + 1}. a\n`).join(''),
      '> > > a\n'.repeat(3000),
      'a\n\n- - -\n\n'.repeat(3000),
      `\`\`\`\n${'a\n- b\n\n'.repeat(3000)}\`\`\`\n`,
    ])
      assert.doesNotThrow(() => checkDensity(text), text.slice(0, 20));
  });
});
