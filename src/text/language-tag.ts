/** Tags of languages, BCP 47 or what looks like it (zh_CN). Not here: which language a text is in (languages.ts). */

/** @returns its language without script and region, in small letters: "fr" of "fr-CA" */
export const languageOf = (tag: string): string => tag.toLowerCase().split(/[-_]/)[0];
