/** Which translations the panel remembers, and in which order. Knows nothing of the page. */
import type { HistoryEntry, Store } from './state';

const KEPT = 30;
/** Longer texts are not kept: the state is written at every change. */
const MAX_LENGTH = 2000;

/** What is typed on replaces what it begins with; what was translated before moves to the front. */
export function withEntry(history: readonly HistoryEntry[], entry: HistoryEntry): HistoryEntry[] {
  if (entry.text.length > MAX_LENGTH || entry.text.trim() === '') return [...history];
  const [last, ...others] = history;
  const goesOn = last?.model === entry.model && entry.text.startsWith(last.text);
  const rest = (goesOn ? others : history).filter(
    ({ model, text }) => model !== entry.model || text !== entry.text,
  );
  return [entry, ...rest].slice(0, KEPT);
}

export function remember(store: Store, entry: HistoryEntry): void {
  store.update({ history: withEntry(store.state.history, entry) });
}
