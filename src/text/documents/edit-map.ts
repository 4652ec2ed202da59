/**
 * A repair of micromark 4.0.3, in which every list and quotation that ends copies all that was read before it: 32,000
 * characters of "- - a" took half a minute. Its edits are near the end of what was read, so only that end is made anew.
 * To be taken out when micromark does so itself. Importing this file is enough.
 */
import { EditMap } from 'micromark-util-edit-map';

/** Where the change begins, how many entries go, and what comes in their place. */
type Change<Entry> = [index: number, remove: number, add: Entry[]];

/** @param changes in any order, none overlapping. In time that grows with what stands behind the first of them */
export function applyChanges<Entry>(entries: Entry[], changes: readonly Change<Entry>[]): void {
  const inOrder = [...changes].sort(([a], [b]) => a - b);
  const from = inOrder.length > 0 ? inOrder[0][0] : entries.length;
  const rest = entries.splice(from);
  // Not as arguments of one call: there may be more than the stack takes.
  const append = (list: readonly Entry[]): void => list.forEach((entry) => void entries.push(entry));
  let at = 0;
  for (const [index, remove, add] of inOrder) {
    append(rest.slice(at, index - from));
    append(add);
    at = index - from + remove;
  }
  append(rest.slice(at));
}

type Event = Parameters<EditMap['consume']>[0][number];

EditMap.prototype.consume = function (
  this: EditMap & { map: Change<Event>[]; index: Map<number, Change<Event>> },
  events,
) {
  applyChanges(events, this.map);
  this.map.length = 0;
  this.index.clear();
};
