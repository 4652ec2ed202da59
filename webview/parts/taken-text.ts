/** Text, taken from a document or typed, is translated by the model that fits its language. */
import type { PanelModel } from '../../src/protocol/panel';
import type { Store } from '../app/state';
import { NO_CONSTRAINTS, TOY } from '../app/state';

/** What of the panel is needed for it. */
interface Taker {
  store: Store;
  info: { translators: readonly PanelModel[] };
  connection: { request(method: 'translatorFor', params: { text: string }): Promise<string | null> };
}

export async function takeText(taker: Taker, text: string): Promise<void> {
  taker.store.update({ text, taken: true, sentence: 0, whatIf: NO_CONSTRAINTS });
  await suggestModel(taker, text);
}

/** The model that fits the language of the text takes the place of one that reads another. */
export async function suggestModel({ store, connection, info }: Taker, text: string): Promise<void> {
  if (!store.state.detect || info.translators.length < 2 || !/\p{L}/u.test(text)) return;
  const suggested = await connection.request('translatorFor', { text }).catch(() => null);
  if (store.state.text !== text) return;
  const model = modelFor(store.state.model, suggested, info.translators);
  if (model !== store.state.model) store.update({ model, sentence: 0, whatIf: NO_CONSTRAINTS });
}

/** A command has brought the text: the lecture's example, which reads none, gives way to a model. */
export async function showText(taker: Taker, text: string): Promise<void> {
  const { store, info } = taker;
  if (store.state.model === TOY) store.update({ model: info.translators[0]?.id ?? TOY });
  await takeText(taker, text);
}

/** What the user has chosen stays where it reads the language of the text, and its target where a model goes there. */
export function modelFor(current: string, suggested: string | null, models: readonly PanelModel[]): string {
  const [now, fitting] = [current, suggested].map((id) => models.find((one) => one.id === id));
  if (current === TOY || !fitting || now?.source === fitting.source) return current;
  const sameTarget = models.find(({ source, target }) => source === fitting.source && target === now?.target);
  return sameTarget?.id ?? fitting.id;
}

/** @returns the model to go on with when the list has changed */
export function modelAmong(current: string, models: readonly PanelModel[]): string {
  return current === TOY || models.some(({ id }) => id === current) ? current : (models[0]?.id ?? TOY);
}
