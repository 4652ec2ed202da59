/** Changes of a proposed translation that are taken one by one end where all of them at once do. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { divided, editsAt } from '../../../../src/extension/documents/hunks';
import type { Proposal } from '../../../../src/extension/documents/hunks';
import { applyEdits } from '../../../../src/text';

/** A text of stretches, some of which are edited. */
const proposal = fc
  .array(fc.tuple(fc.string({ maxLength: 6 }), fc.option(fc.string({ maxLength: 8 }))), { minLength: 1 })
  .map((stretches): Proposal => {
    let text = '';
    const edits = stretches.flatMap(([own, other]) => {
      const start = text.length;
      text += own + '\n';
      return other === null ? [] : [{ start, end: start + own.length, text: other }];
    });
    const sentences = edits.map(({ start, end, text: translation }, edit) => ({
      source: text.slice(start, end),
      passage: { start, end },
      translation,
      edit,
    }));
    return { text, translation: { edits, sentences } };
  });

describe('changes that are taken one by one', () => {
  it('are together what the proposal is', () => {
    fc.assert(
      fc.property(proposal, fc.array(fc.nat(), { maxLength: 4 }), (whole, picks) => {
        const wanted = applyEdits(whole.text, whole.translation.edits);
        let now = whole;
        for (const pick of picks) {
          const { length } = now.translation.edits;
          if (length === 0) break;
          const { taken, rest } = divided(now, [pick % length]);
          assert.equal(taken.edits.length, 1);
          assert.equal(rest.text, applyEdits(now.text, taken.edits));
          assert.equal(applyEdits(rest.text, rest.translation.edits), wanted);
          for (const { edit, source, translation, passage } of rest.translation.sentences) {
            const own = rest.translation.edits[edit!];
            assert.equal(own.text, translation);
            assert.equal(rest.text.slice(own.start, own.end), source);
            assert.equal(rest.text.slice(passage.start, passage.end), source);
          }
          now = rest;
        }
      }),
      { seed: 2026 },
    );
  });

  it('are those that the ranges of the text as it would be touch', () => {
    const edits = [
      { start: 0, end: 3, text: 'Une' },
      { start: 4, end: 7, text: 'Deuxième' },
      { start: 8, end: 13, text: 'Three' },
    ];
    const text = 'One\nTwo\nThree\n';
    const whole = { text, translation: { edits, sentences: [] } };
    assert.deepEqual(editsAt(whole, [{ start: 5, end: 6 }]), [1]);
    assert.deepEqual(editsAt(whole, [{ start: 0, end: 6 }]), [0, 1]);
    assert.deepEqual(editsAt(whole, [{ start: 13, end: 18 }]), [], 'what stays is no change');
  });
});
