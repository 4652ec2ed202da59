/** Which of the bundled models translate into a language: told by what a text is in, unless its language is named. */
import { languageOf } from '../text/language-tag';
import { detectDocumentLanguages } from '../engine/translate/document-services';
import { bundledModels, readCard } from '../node/models';
import type { DocumentFormat } from '../protocol/document';
import { UsageError } from './errors';

export interface Wishes {
  /** BCP 47 tags. */
  to?: string;
  from?: string;
  /** A model for everything. */
  model?: string;
}

/**
 * The target that was asked for is never left: a text that is in it already stays.
 * @returns ids or folders of models, that of the text's main language first
 * @throws UsageError where there is none
 */
export function modelsFor(text: string, format: DocumentFormat, { to, from, model }: Wishes): string[] {
  if (model !== undefined) return [model];
  if (to === undefined)
    throw new UsageError('name the language to translate into with --to, or a model with --model');
  const all = bundledModels()
    .map((id) => ({ id, card: readCard(id) }))
    .filter(({ card }) => card.task === 'translate');
  const into = all.filter(({ card }) => languageOf(card.target) === languageOf(to));
  const fitting = into.filter(
    ({ card }) => from === undefined || languageOf(card.source) === languageOf(from),
  );
  if (fitting.length === 0) {
    const pairs = all.map(({ card }) => `${card.source} → ${card.target}`).join(', ');
    const asked = from === undefined ? `into "${to}"` : `from "${from}" into "${to}"`;
    throw new UsageError(`there is no model ${asked}; there are: ${pairs}`);
  }
  if (fitting.length === 1) return [fitting[0].id];
  const sources = fitting.map(({ card }) => card.source);
  const languages = detectDocumentLanguages({ text, format, among: [...sources, to] });
  const told = languages.flatMap((language) => fitting.filter(({ card }) => card.source === language));
  return (told.length > 0 ? told : fitting).map(({ id }) => id);
}
