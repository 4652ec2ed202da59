/** Texts in VS Code's language: the English text is the key, as in the extension itself; the host gives the translations. */

let texts: Readonly<Record<string, string>> = {};
let language = 'en';

export function setTexts(translations: Readonly<Record<string, string>>, tag: string): void {
  texts = translations;
  language = tag;
}

export const currentLanguage = (): string => language;

export const l10n = {
  /** @param text plain, with {0}, {1}, … for `args`; those that are numbers are counts, written as the language writes them */
  t: (text: string, ...args: (string | number)[]): string =>
    (texts[text] ?? text).replace(/\{(\d+)\}/g, (hole, i: string) =>
      (args[Number(i)] ?? hole).toLocaleString(language),
    ),
};
