/**
 * Documents of every format through the whole road of their sentences, with a network that drops, doubles, moves and respells
 * words: whatever it writes, only words change. `CASES=100` makes more of them; bench/documents.ts does the same with the real
 * networks.
 */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { translateDocument } from '../../../src/engine/translate/document-translation';
import { answerSentences } from '../../../src/engine/translate/answers';
import { applyEdits, numbersOf } from '../../../src/text';
import { standInNetwork } from '../support/stand-in-network';
import { KINDS } from '../text/kinds';

const numRuns = Number(process.env.CASES ?? 8);
const options = { beamSize: 3, nBest: 3, lengthPenalty: 0, maxLength: 300, batchSize: 8 };
const quiet = { signal: new AbortController().signal, progress: () => undefined };
const signsOf = (text: string): string[] =>
  (text.match(/%s|\{0\}|\{name\}|\$HOME|--force|snake_case/g) ?? []).sort();

describe('whole documents, by a network that loses its way', () => {
  for (const [name, { format, document, skeleton }] of Object.entries(KINDS))
    it(`keep all but their words: ${name}`, async () => {
      let translated = 0;
      await fc.assert(
        fc.asyncProperty(document, fc.integer({ min: 0 }), async (text, seed) => {
          const model = standInNetwork(seed);
          const { edits, sentences } = await translateDocument({ text, format, locale: 'en' }, async (list) =>
            (await answerSentences(model, list, [], options, quiet)).map(({ outcome }) => outcome),
          );
          const after = applyEdits(text, edits);
          assert.deepEqual(skeleton(after), skeleton(text));
          assert.ok(!after.includes('\ufffd'));
          for (const { source, translation } of sentences) {
            if (translation === undefined) continue;
            translated++;
            assert.deepEqual(numbersOf(translation), numbersOf(source));
            assert.deepEqual(signsOf(translation), signsOf(source));
          }
        }),
        { numRuns, seed: 2026, endOnFailure: true },
      );
      assert.ok(translated > 0, 'something is translated');
    });
});
