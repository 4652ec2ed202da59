/** What stands on the second side of a comparison: another text, another model of the same languages, or both. */
import type { PanelModel } from '../../src/protocol/panel';
import type { PanelState } from '../app/state';

/** Other models that go from the same language into the same. */
export function othersOfPair(model: string, models: readonly PanelModel[]): PanelModel[] {
  const own = models.find(({ id }) => id === model);
  return models.filter(
    ({ id, source, target }) => id !== model && source === own?.source && target === own.target,
  );
}

/** @returns the panel's state with the second text and model; null where both are the first's */
export function secondOf(state: PanelState, models: readonly PanelModel[]): PanelState | null {
  const { compare } = state;
  const text = /[\p{L}\p{N}]/u.test(compare.text) ? compare.text : state.text;
  // A model of other languages was chosen for another text, or is gone.
  const other = othersOfPair(state.model, models).find(({ id }) => id === compare.model);
  const model = other?.id ?? state.model;
  return text === state.text && model === state.model ? null : { ...state, text, model };
}
