/**
 * White space as Python's `str.split` and `str.strip` see it. Not JavaScript's `\s`, which also takes U+FEFF and
 * leaves out U+001C to U+001F and U+0085: sacreBLEU's figures depend on the difference.
 */

const SPACE = '\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000';
const WORD = new RegExp(`[^${SPACE}]+`, 'g');
const IS_SPACE = new RegExp(`[${SPACE}]`);

/** The runs of other characters between white space; an empty or blank line has none. */
export function splitWhitespace(line: string): string[] {
  return line.match(WORD) ?? [];
}

/** The line without white space at its end. */
export function trimEndWhitespace(line: string): string {
  let end = line.length;
  while (end > 0 && IS_SPACE.test(line[end - 1])) end--;
  return line.slice(0, end);
}

/** The line without white space at either end. */
export function trimWhitespace(line: string): string {
  const text = trimEndWhitespace(line);
  let start = 0;
  while (start < text.length && IS_SPACE.test(text[start])) start++;
  return text.slice(start);
}
