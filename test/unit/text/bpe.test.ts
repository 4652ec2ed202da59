/** The byte-pair trainer beside the algorithm as it is described, which counts everything anew for each merge. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PLACEHOLDER_TOKENS, SPECIAL_TOKENS, trainBpe } from '../../../src/text';
import type { BpeOptions } from '../../../src/text/tokenizers/bpe';
import { PRE_TOKENIZER_PATTERN } from '../../../src/text/format';
import { CHARACTER_OF_BYTE, toByteCharacters } from '../../../src/text/tokenizers/bytes';

function merge(tokens: string[], [a, b]: [string, string]): string[] {
  const merged: string[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const isPair = tokens[i] === a && tokens[i + 1] === b;
    merged.push(isPair ? a + b : tokens[i]);
    if (isPair) i++;
  }
  return merged;
}

/** Sennrich et al. 2016, figure 1; of equally frequent pairs the one whose tokens came first. */
function mergesByDefinition(
  lines: string[],
  { vocabularySize, specialTokens, minFrequency }: BpeOptions,
): [string, string][] {
  const vocabulary = [...specialTokens, ...CHARACTER_OF_BYTE];
  let words = lines.flatMap((line) =>
    Array.from(line.matchAll(new RegExp(PRE_TOKENIZER_PATTERN, 'gu')), ([word]) => [
      ...toByteCharacters(word),
    ]),
  );
  const merges: [string, string][] = [];
  const passed = new Set<string>();
  while (vocabulary.length < vocabularySize) {
    const counts = new Map<string, number>();
    for (const word of words)
      for (let i = 0; i + 1 < word.length; i++) {
        const key = `${word[i]} ${word[i + 1]}`;
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    const numbers = (key: string): number[] => key.split(' ').map((token) => vocabulary.indexOf(token));
    const [best] = [...counts]
      .filter(([key, count]) => count >= Math.max(1, minFrequency) && !passed.has(key))
      .sort(([k, m], [l, n]) => n - m || numbers(k)[0] - numbers(l)[0] || numbers(k)[1] - numbers(l)[1]);
    if (!best) break;
    const [a, b] = best[0].split(' ');
    passed.add(best[0]);
    if (vocabulary.includes(a + b)) continue;
    merges.push([a, b]);
    vocabulary.push(a + b);
    words = words.map((word) => merge(word, [a, b]));
  }
  return merges;
}

describe('the byte-pair trainer', () => {
  const letters = fc.constantFrom(
    'a',
    'a',
    'a',
    'b',
    'ab',
    ' ',
    'é',
    '文',
    '件',
    '文件',
    '无法打开',
    '。',
    '<',
    'x>',
  );
  const line = fc.array(letters, { maxLength: 40 }).map((parts) => parts.join(''));
  const options = fc.record({
    merges: fc.integer({ min: 0, max: 60 }),
    minFrequency: fc.integer({ min: 0, max: 4 }),
    specialTokens: fc.constantFrom<string[]>(['<pad>'], ['<pad>', 'aa', '<x>']),
  });

  it('makes the merges of the definition, in their order', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), options, (lines, { merges, ...rest }) => {
        const all = { ...rest, vocabularySize: 256 + rest.specialTokens.length + merges };
        const { model } = trainBpe(lines, all);
        assert.ok(model.type === 'BPE');
        assert.deepEqual(model.merges, mergesByDefinition(lines, all));
      }),
      { numRuns: 80, seed: 5 },
    );
  });

  it('does so in long runs of Chinese, and never joins what a placeholder parts', () => {
    const run = Array.from({ length: 3000 }, (_, i) => String.fromCodePoint(0x4e00 + ((i * i) % 97))).join(
      '',
    );
    const all = { vocabularySize: 256 + 5 + 120, specialTokens: [...SPECIAL_TOKENS], minFrequency: 2 };
    const { model } = trainBpe([run], all);
    assert.ok(model.type === 'BPE');
    assert.deepEqual(model.merges, mergesByDefinition([run], all));
    const parted = trainBpe(Array<string>(9).fill('⦑0⦒ab⦑1⦒ab'), {
      ...all,
      textTokens: PLACEHOLDER_TOKENS,
      vocabularySize: 256 + 5 + 10 + 20,
    });
    assert.ok(parted.model.type === 'BPE');
    assert.deepEqual(parted.model.merges, [['a', 'b']]);
  });
});
