/** The report of a lesson: its figures as they were measured, and strangers' sentences as text. */
import '../fake-vscode';
import assert from 'node:assert/strict';
import { reportText } from '../../../../src/extension/learning/lesson-report';
import type { LearnReport } from '../../../../src/protocol/workshop';

const plan = { model: 'en-fr', result: 'mine', origin: 'en.json, fr.json', pairs: [], begun: '' };
const report: LearnReport = {
  counts: { read: 400 },
  learnt: 258,
  updates: 97,
  targetTokens: 40_000,
  seconds: 130,
  own: { sentences: 100, bleu: [34.31, 40.74], chrf: [59.7, 64.2] },
  general: { sentences: 120, bleu: [47.44, 46.18], chrf: [70, 69.5] },
  samples: [{ source: '[a](command:x)', reference: 'b', before: '![c](https://x)', after: '# d' }],
};

describe('the report of a lesson', () => {
  it('says before, after and the difference, on own and on ordinary sentences', () => {
    const text = reportText(plan, report);
    assert.match(text, /\| 100 \| 34\.3 → 40\.7 \(\+6\.4\) \| 59\.7 → 64\.2 \(\+4\.5\) \|/);
    assert.match(text, /\| 120 \| 47\.4 → 46\.2 \(−1\.3\) \| 70\.0 → 69\.5 \(−0\.5\) \|/);
    assert.doesNotMatch(reportText(plan, { ...report, general: undefined }), /ordinary sentences \|/);
  });

  it('shows sentences as text', () => {
    const text = reportText(plan, report);
    assert.doesNotMatch(text, /(?<!\\)\]\(/);
    assert.doesNotMatch(text, /: # d/);
  });
});
