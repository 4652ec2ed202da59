/** Tags of Traditional Chinese. Not here: how it is written (traditional.ts, whose tables are large). */

/** The one that is offered: with the words of Taiwan. */
export const TRADITIONAL = 'zh-Hant';

/** Hong Kong has some characters of its own, and other words than Taiwan. */
const HONG_KONG = /^zh-(?:Hant-)?(?:HK|MO)$/i;
const ELSEWHERE = /^zh-(?:Hant(?:-TW)?|TW)$/i;

const withHyphens = (tag: string): string => tag.replaceAll('_', '-');

export const isHongKong = (tag: string): boolean => HONG_KONG.test(withHyphens(tag));

/** @param tag BCP 47, or what looks like it (zh_TW) */
export const isTraditional = (tag: string): boolean => isHongKong(tag) || ELSEWHERE.test(withHyphens(tag));
