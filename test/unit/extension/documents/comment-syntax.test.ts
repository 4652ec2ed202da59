import '../fake-vscode';
import assert from 'node:assert/strict';
import { signsOf } from '../../../../src/extension/documents/comment-syntax';

describe('comment signs from a language configuration', () => {
  it('in JSON with comments and trailing commas', () => {
    const text =
      '{ // a "comment"\n "comments": { "lineComment": "//", /* x */ "blockComment": ["/*", "*/"], }, }';
    assert.deepEqual(signsOf(text), { line: '//', block: ['/*', '*/'] });
  });

  it('with a line comment that is an object, or with none', () => {
    assert.deepEqual(signsOf('{"comments":{"lineComment":{"comment":"#","noIndent":true}}}'), { line: '#' });
    assert.deepEqual(signsOf('{"brackets":[]}'), {});
  });

  it('are none where they are empty or no text: they would be found everywhere', () => {
    for (const block of ['["", ""]', '["/*", " "]', '["", "*/"]', '[1, 2]', '["/*"]'])
      assert.deepEqual(signsOf(`{"comments": {"lineComment": " ", "blockComment": ${block}}}`), {}, block);
  });
});
