/** Comments as they are read: without signs, a paragraph in one line. */
import assert from 'node:assert/strict';
import type { Signs } from '../../../../src/extension/reading/comment-text';
import { readableComment } from '../../../../src/extension/reading/comment-text';

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
