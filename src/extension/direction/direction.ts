/** From which language into which, and with which models: what the text is in decides, then what the user has chosen. Knows nothing of VS Code. */

import { isTraditional, TRADITIONAL } from '../../text/chinese-variants';

export interface Translator {
  id: string;
  source: string;
  target: string;
}

export interface DirectionWishes {
  /** A model for everything; 'auto': by language. */
  model: string;
  /** Chosen models by pair: "en-fr". */
  byPair: Readonly<Record<string, string>>;
  /** Where the user has chosen one. */
  target: string | undefined;
  /** Of VS Code's own texts. */
  uiLanguage: string;
}

export interface Direction {
  /** The first is that of the text's main language. */
  models: string[];
  source: string;
  target: string;
  /** Of the target, where one has been chosen: Traditional Chinese. */
  variant?: string;
}

/** What a user may translate into: variants of what models write, too. */
export const targetsOf = (translators: readonly Pick<Translator, 'target'>[]): string[] => [
  ...new Set(translators.flatMap(({ target }) => (isChinese(target) ? [target, TRADITIONAL] : [target]))),
];

const isChinese = (tag: string): boolean => /^zh(?:-(?:Hans|CN))?$/i.test(tag);

/** The model's target of which this is a variant; the tag itself where it is none. */
export const targetOf = (tag: string, translators: readonly Pick<Translator, 'target'>[]): string =>
  isTraditional(tag) ? (translators.find(({ target }) => isChinese(target))?.target ?? tag) : tag;

/** All that models read and write. */
export const languagesOf = (models: readonly Pick<Translator, 'source' | 'target'>[]): string[] => [
  ...new Set(models.flatMap(({ source, target }) => [source, target])),
];

export const pairOf = ({ source, target }: Pick<Translator, 'source' | 'target'>): string =>
  `${source}-${target}`;

/**
 * @param languages of the text, that of most of it first
 * @returns undefined where there is no model at all
 */
export function chooseDirection(
  translators: readonly Translator[],
  wishes: DirectionWishes,
  languages: readonly string[],
): Direction | undefined {
  const forced = translators.find(({ id }) => id === wishes.model);
  if (forced) return { models: [forced.id], source: forced.source, target: forced.target };
  const main = mainTranslator(translators, wishes, languages);
  if (!main) return undefined;
  const others = languages
    .filter((language) => language !== main.source && language !== main.target)
    .flatMap((source) => preferred(translators, wishes, source, main.target) ?? []);
  return { models: [main, ...others].map(({ id }) => id), source: main.source, target: main.target };
}

function mainTranslator(
  translators: readonly Translator[],
  wishes: DirectionWishes,
  languages: readonly string[],
): Translator | undefined {
  // What is not in the chosen language goes into it, however little it is; only where all is in it, the other way round.
  const wanted = wishes.target;
  for (const source of wanted === undefined ? [] : languages) {
    const found = preferred(translators, wishes, source, wanted!);
    if (found) return found;
  }
  const targets = [wishes.uiLanguage.split('-')[0], ...translators.map(({ target }) => target)];
  for (const source of languages)
    for (const target of targets) {
      const found = target && target !== source && preferred(translators, wishes, source, target);
      if (found) return found;
    }
  // The language cannot be told, or nothing reads it: into the wanted language at least.
  const fallback = translators.find(({ target }) => target === wishes.target) ?? translators[0];
  return fallback && preferred(translators, wishes, fallback.source, fallback.target);
}

/** The way back: into the language that is translated from, or else any from the language that is translated into. */
export function reversed(
  translators: readonly Translator[],
  { source, target }: { source?: string; target?: string },
): Translator | undefined {
  const back = translators.filter((one) => one.source === target);
  return back.find((one) => one.target === source) ?? back[0];
}

function preferred(
  translators: readonly Translator[],
  { byPair }: DirectionWishes,
  source: string,
  target: string,
): Translator | undefined {
  const fitting = translators.filter((one) => one.source === source && one.target === target);
  return fitting.find(({ id }) => id === byPair[pairOf({ source, target })]) ?? fitting[0];
}
