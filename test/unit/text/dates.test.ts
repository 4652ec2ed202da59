/** Dates in words, between Chinese and languages that write months as names. */
import assert from 'node:assert/strict';
import { findDates } from '../../../src/text';

const converted = (text: string, source: string, target: string): string => {
  let result = '';
  let done = 0;
  for (const { start, end, as } of findDates(text, source, target)) {
    result += text.slice(done, start) + as;
    done = end;
  }
  return result + text.slice(done);
};

describe('dates in words', () => {
  for (const [text, source, target, right] of [
    ['2024年7月14日，共有', 'zh', 'en', 'July 14, 2024，共有'],
    ['2023年3月发布', 'zh-CN', 'en', 'March 2023发布'],
    ['5月3日', 'zh', 'fr', '3 mai'],
    ['5月1日', 'zh', 'fr', '1er mai'],
    ['在7月份', 'zh', 'en', '在July'],
    ['七个月 13月1日 3个月 7月', 'zh', 'en', '七个月 13月1日 3个月 7月'],
    ['on July 14, 2024 or 3rd March', 'en', 'zh', 'on 2024年7月14日 or 3月3日'],
    ['May I? In May 2024.', 'en', 'zh', 'May I? In May 2024.'],
    ['le 1er août 2020', 'fr', 'zh', 'le 2020年8月1日'],
    ['May I? In May 2024.', 'en', 'fr', 'May I? En mai 2024.'],
    ['On July 14, 2024', 'en', 'fr', 'Le 14 juillet 2024'],
    ['before 1 May 2021', 'en', 'fr', 'before 1er mai 2021'],
    ['the letter of 12 January 2024', 'en', 'fr', 'the letter du 12 janvier 2024'],
    ['the release of April 2021', 'en', 'fr', "the release d'avril 2021"],
    ['met on March 3rd', 'en', 'fr', 'met le 3 mars'],
    ['le 14 juillet 2024', 'fr', 'en', 'le 14 juillet 2024'],
  ] as const)
    it(`${text} (${source} to ${target})`, () => assert.equal(converted(text, source, target), right));
});
