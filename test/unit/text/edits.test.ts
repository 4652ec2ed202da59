/** Edits and the places around them, against a text whose every letter is known by name. */
import assert from 'node:assert/strict';
import type { TextEdit } from '../../../src/text/edits';
import { applyEdits, editsWithin, mapOffset, mapSpan, spansAfter } from '../../../src/text/edits';
import { Random } from '../../../src/random';

/** Letters that stand once each, so that a letter says where it came from. */
const letters = (n: number, from: number): string =>
  String.fromCodePoint(...Array.from({ length: n }, (_, i) => from + i));
const OWN = 0x4e00;
const NEW = 0xac00;

/** In order, none overlapping, no two at one place; insertions, deletions and replacements. */
function drawEdits(length: number, random: Random): TextEdit[] {
  const edits: TextEdit[] = [];
  for (let start = random.below(4), next = NEW; start <= length;) {
    const end = Math.min(length, start + random.below(4));
    const size = random.below(4);
    edits.push({ start, end, text: letters(size, next) });
    next += size;
    start = end + 1 + random.below(6);
  }
  return edits;
}

const changes = ({ start, end, text }: TextEdit): boolean => end > start || text !== '';

describe('edits of a text', () => {
  const cases = Array.from({ length: 300 }, (_, seed) => {
    const random = new Random(seed);
    const text = letters(1 + random.below(30), OWN);
    return { text, edits: drawEdits(text.length, random), random };
  });

  it('replace what they name and leave the rest in its order', () => {
    for (const { text, edits } of cases) {
      const gone = (i: number): boolean => edits.some(({ start, end }) => i >= start && i < end);
      const after = applyEdits(text, edits);
      const kept = [...text].filter((_, i) => !gone(i)).join('');
      assert.equal(after.replace(/[\uac00-\ud7a3]/g, ''), kept);
      assert.equal(after.replace(/[^\uac00-\ud7a3]/g, ''), edits.map((edit) => edit.text).join(''));
      spansAfter(edits).forEach(({ start, end }, i) => assert.equal(after.slice(start, end), edits[i].text));
    }
  });

  it('leave a place before the letter that it was before, whatever the order in which they are told', () => {
    for (const { text, edits } of cases) {
      const after = applyEdits(text, edits);
      for (const [offset, letter] of [...text].entries()) {
        const now = after.indexOf(letter);
        const touching = edits.filter(changes).some(({ start, end }) => start <= offset && offset <= end);
        if (now < 0 || touching) continue;
        for (const side of ['before', 'after'] as const)
          for (const told of [edits, [...edits].reverse()])
            assert.equal(mapOffset(offset, told, side), now, `${offset} in ${JSON.stringify(edits)}`);
      }
    }
  });

  it('put a place inside of one on the side that is wanted', () => {
    const edit = { start: 2, end: 6, text: 'new' };
    assert.deepEqual([mapOffset(4, [edit], 'before'), mapOffset(4, [edit], 'after')], [2, 5]);
    const insertion = { start: 4, end: 4, text: 'new' };
    assert.deepEqual([mapOffset(4, [insertion], 'before'), mapOffset(4, [insertion], 'after')], [4, 7]);
  });

  it('inside a span, or at its ends, belong to it afterwards', () => {
    for (const { text, edits, random } of cases) {
      const start = random.below(text.length);
      const span = { start, end: start + random.below(text.length - start + 1) };
      const touches = (edit: TextEdit): boolean =>
        (edit.start < span.start && edit.end > span.start) || (edit.start < span.end && edit.end > span.end);
      if (edits.some(touches)) continue;
      const inside = applyEdits(text.slice(span.start, span.end), editsWithin(edits, span));
      const now = mapSpan(span, edits);
      assert.equal(applyEdits(text, edits).slice(now.start, now.end), inside);
    }
  });
});
