/**
 * Writes src/text/statistics/traditional.ts: of OpenCC's phrases (opencc-js, 1 MB) those that character by character
 * would come out wrong. Run it when opencc-js is updated: `npx tsx tools/traditional-phrases.ts`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CustomConverter } from 'opencc-js/core';
import { Converter } from 'opencc-js/t2cn';
import { ROOT } from './paths';

/** "loosened hair": in all that is written today 被 is a passive, and 发 means to send. */
const NOT_MEANT = new Set(['被发']);
const LINE = 190;

const dictionary = (name: string): string[][] => {
  const source = readFileSync(join(ROOT, 'node_modules/opencc-js/dist/esm-lib/dict', `${name}.js`), 'utf8');
  return /"(.*)"/s
    .exec(source)![1]
    .split('|')
    .map((entry) => entry.split(' '));
};

/** What shorter phrases and characters get right is left out. */
function needed(): string[][] {
  const kept = dictionary('STCharacters');
  const characters = kept.length;
  const phrases = dictionary('STPhrases').sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1));
  const lengths = [...new Set(phrases.map(([phrase]) => phrase.length))];
  for (const length of lengths) {
    const convert = CustomConverter(kept);
    const wrong = phrases.filter(
      ([phrase, wanted]) => phrase.length === length && convert(phrase) !== wanted && !NOT_MEANT.has(phrase),
    );
    kept.push(...wrong);
  }
  return kept.slice(characters);
}

/** As src/text/traditional.ts has it: what it makes of the Traditional form need not be written. */
const toSimplified = Converter({ from: 't', to: 'cn' });

let lines = '';
for (const [simplified, traditional] of needed()) {
  const text = toSimplified(traditional) === simplified ? traditional : `${simplified} ${traditional}`;
  const last = lines.slice(lines.lastIndexOf('\n') + 1);
  lines += (last === '' ? '' : last.length + text.length > LINE ? '|\n' : '|') + text;
}
writeFileSync(
  join(ROOT, 'src/text/statistics/traditional.ts'),
  `/**
 * Phrases of Simplified Chinese whose characters have several in Traditional, as they are meant there, the
 * Simplified ones before them only where OpenCC would not make these of them; made by
 * tools/traditional-phrases.ts out of OpenCC's tables (Apache-2.0); not to be edited.
 */
export const PHRASES = \`
${lines}
\`;
`,
);
