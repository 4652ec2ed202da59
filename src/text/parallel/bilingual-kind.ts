/** Which files hold both languages, by their names. Not here: how they are read (bilingual.ts). */

export type BilingualKind = 'po' | 'xliff' | 'tmx' | 'tsv' | 'json';

const NAMES: readonly (readonly [RegExp, BilingualKind])[] = [
  [/\.po$/i, 'po'],
  [/\.(?:xlf|xliff|sdlxliff|mxliff)$/i, 'xliff'],
  [/\.tmx$/i, 'tmx'],
  [/\.(?:tsv|tab)$/i, 'tsv'],
];

/** @returns undefined where such a file usually holds one language */
export const bilingualKind = (path: string): BilingualKind | undefined =>
  NAMES.find(([pattern]) => pattern.test(path))?.[1];
