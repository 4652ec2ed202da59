/** What of a completion counts as right. */
import assert from 'node:assert/strict';
import { rightStart } from '../../../src/evaluation/score-continuation';

describe('the right start of a completion', () => {
  const CASES: [completion: string, rest: string, right: string][] = [
    [' be opened.', ' be opened.', ' be opened.'],
    [' be opened by', ' be opened.', ' be opened'],
    [' be open', ' be opened.', ' be'],
    [' been', ' be opened.', ''],
    [', which is', ', which was', ', which'],
    ['.', '', ''],
    ['', ' be', ''],
  ];
  for (const [completion, rest, right] of CASES)
    it(`"${completion}" where the text goes on with "${rest}": "${right}"`, () => {
      assert.equal(completion.slice(0, rightStart(completion, rest)), right);
    });
});
