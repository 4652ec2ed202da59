/** Comments as they are read: without signs, a paragraph in one line. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Signs } from '../../../../src/extension/reading/comment-text';
import { readableComment } from '../../../../src/extension/reading/comment-text';
import { readingParts } from '../../../../src/extension/reading/reading-parts';

const C: Signs = { line: '//', block: ['/*', '*/'] };
const PYTHON: Signs = { line: '#', block: ['"""', '"""'] };

describe('a comment as it is read', () => {
  const cases: [string, Signs, string[]][] = [
    ['// one\n// two', C, ['one two']],
    ['/* one */', C, ['one']],
    ['/**\n * Reads the\n * file.\n *\n * Twice.\n */', C, ['Reads the file.', 'Twice.']],
    [
      '/**\n * Reads.\n * @param a the\n *   name\n * @returns it\n */',
      C,
      ['Reads.', '@param a the name', '@returns it'],
    ],
    ['/// one\n/// - two\n/// - three', C, ['one', '- two', '- three']],
    [
      '"""Reads.\n\n:param a: the name\n:returns: it\n"""',
      PYTHON,
      ['Reads.', ':param a: the name', ':returns: it'],
    ],
    ['## 打开\n## 文件', PYTHON, ['打开文件']],
    ['-- one', { line: '--' }, ['one']],
    ['// -1 is none', C, ['-1 is none']],
    ['/****/', C, []],
  ];
  for (const [comment, signs, wanted] of cases)
    it(JSON.stringify(comment), () => assert.deepEqual(readableComment(comment, signs), wanted));
});

describe('the parts in which a document is read', () => {
  it('are the whole text, in order, cut at empty lines', () => {
    const line = fc.constantFrom('', 'a line', '  ', '- item');
    const eol = fc.constantFrom('\n', '\r\n');
    fc.assert(
      fc.property(fc.array(line, { maxLength: 400 }), eol, (lines, end) => {
        const text = lines.join(end);
        const parts = readingParts(text, { kind: 'markdown' });
        if (parts.length === 1) return assert.equal(parts[0], undefined);
        assert.equal(parts.map((part) => text.slice(part!.start, part!.end)).join(''), text);
        for (const part of parts.slice(0, -1))
          assert.match(text.slice(part!.start, part!.end), /(?:^|\n)[ ]*\r?\n$/);
      }),
      { seed: 19, numRuns: 200 },
    );
  });

  it('are one where what is selected would mean more than where nothing is', () => {
    const code = '// a\n\n'.repeat(100);
    assert.deepEqual(readingParts(code, { kind: 'code', language: 'c', line: '//' }), [undefined]);
    assert.deepEqual(readingParts('{"a": "b"}\n\n'.repeat(100), { kind: 'json' }), [undefined]);
  });
});
