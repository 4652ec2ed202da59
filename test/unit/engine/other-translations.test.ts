/** What a sentence may be instead keeps the structure of its document as the translation itself does, whatever it is. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { translateDocument } from '../../../src/engine/translate/document-translation';
import { applyEdits } from '../../../src/text';
import { honest, hostile } from '../text/documents';
import { KINDS } from '../text/kinds';

const numRuns = Number(process.env.CASES ?? 10);

describe('other translations of a sentence', () => {
  for (const [name, { format, document, skeleton }] of Object.entries(KINDS))
    it(`keep all but its words: ${name}`, async () => {
      let offered = 0;
      await fc.assert(
        fc.asyncProperty(document, honest, hostile, async (text, first, other) => {
          const { edits, sentences } = await translateDocument({ text, format, locale: 'en' }, async (list) =>
            list.map((one) => ({
              text: first(one.text),
              from: 'model',
              alternatives: [other(one.text), one.text.toUpperCase()],
            })),
          );
          for (const { alternatives = [], edit } of sentences)
            for (const { change } of alternatives) {
              offered++;
              const { start, end, text: whole } = edits[edit!];
              const changed = [...edits];
              changed[edit!] = { start, end, text: applyEdits(whole, [change]) };
              assert.deepEqual(skeleton(applyEdits(text, changed)), skeleton(text));
            }
        }),
        { numRuns, seed: 2026, endOnFailure: true },
      );
      assert.ok(offered > 0);
    });
});
