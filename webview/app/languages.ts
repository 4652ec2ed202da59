/** Which languages the models read and write, and which model goes from one into another. Knows nothing of the page. */
import type { PanelModel } from '../../src/protocol/panel';
import { currentLanguage } from './l10n';

/** Names a language in the language of VS Code; a tag that is none as it is. */
export function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames([currentLanguage()], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

export const sourcesOf = (models: readonly PanelModel[]): string[] => [
  ...new Set(models.map(({ source }) => source)),
];

export const targetsOf = (models: readonly PanelModel[], source: string): string[] => [
  ...new Set(models.filter((one) => one.source === source).map(({ target }) => target)),
];

/** @returns the id of a model that reads `source`, into `target` where there is one; undefined where nothing reads it */
export function modelOfPair(
  models: readonly PanelModel[],
  source: string,
  target: string | undefined,
): string | undefined {
  const reading = models.filter((one) => one.source === source);
  return (reading.find((one) => one.target === target) ?? reading[0])?.id;
}

/** @returns the id of the model for the way back; undefined where there is none */
export const wayBack = (models: readonly PanelModel[], model: string): string | undefined => {
  const there = models.find(({ id }) => id === model);
  return models.find(({ source, target }) => source === there?.target && target === there.source)?.id;
};
