/** The repair of micromark's edits, held to making one change after the other, and to the library's own result. */
import assert from 'node:assert/strict';
import { EditMap } from 'micromark-util-edit-map';
import fc from 'fast-check';
import { applyChanges } from '../../../src/text/documents/edit-map';

/** Stretches of a list and what takes their place; none overlap, and no two begin at one place. */
const generated = fc
  .array(fc.record({ stay: fc.nat(3), remove: fc.nat(2), add: fc.array(fc.nat(99), { maxLength: 3 }) }), {
    maxLength: 6,
  })
  .map((parts) => {
    let at = 0;
    const changes = parts.map(({ stay, remove, add }): [number, number, number[]] => {
      const index = at + stay;
      at = index + Math.max(1, remove);
      return [index, remove, add];
    });
    return { changes, length: at + 2 };
  });

describe('changes of a list of events', () => {
  it('are those that are made one by one from the end, in whatever order they come', () => {
    fc.assert(
      fc.property(generated, fc.infiniteStream(fc.nat()), ({ changes, length }, order) => {
        const before = Array.from({ length }, (_, i) => 1000 + i);
        const expected = [...before];
        for (const [index, remove, add] of [...changes].reverse()) expected.splice(index, remove, ...add);
        const keys = new Map(changes.map((change) => [change, order.next().value]));
        const mixed = [...changes].sort((a, b) => keys.get(a)! - keys.get(b)!);
        const entries = [...before];
        applyChanges(entries, mixed);
        assert.deepEqual(entries, expected);
      }),
      { seed: 20261128 },
    );
  });

  it('are made through the library, which can be used again afterwards', () => {
    const events = ['a', 'b', 'c', 'd'] as unknown as Parameters<EditMap['consume']>[0];
    const map = new EditMap();
    const add = (index: number, remove: number, ...words: string[]): void =>
      map.add(index, remove, words as never);
    add(3, 1);
    add(1, 0, 'x', 'y');
    map.consume(events);
    assert.deepEqual(events, ['a', 'x', 'y', 'b', 'c']);
    map.consume(events);
    add(0, 1, 'z');
    map.consume(events);
    assert.deepEqual(events, ['z', 'x', 'y', 'b', 'c']);
  });
});
