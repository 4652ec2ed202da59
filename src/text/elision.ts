/**
 * French elision: "de abandonner" becomes "d'abandonner". A network that does not see the word that will be copied into its
 * place cannot know how it begins. Grevisse, Le bon usage, § 45: before a vowel; words with h or y at the beginning, which do as
 * they please, and those that refuse it are left alone.
 */

const ELIDED =
  /(?<![\p{L}\p{M}\p{N}_'’./-])(de|le|la|je|ne|me|te|se|que|jusque|lorsque|puisque|quoique) (?!(?:à|onz|oui|ouate|ouistiti|yaourt|un(?:e|es|ième)?(?!\p{L})))(?=[aeiouâàéèêëîïôöûü]\p{L})/giu;
const CONDITION = /(?<![\p{L}\p{M}\p{N}_'’./-])si (?=ils?(?!\p{L}))/giu;

/** @param text French, with or without masks; what stands behind one is not looked at */
export const elided = (text: string): string =>
  text.replace(ELIDED, (_, word: string) => `${word.slice(0, -1)}'`).replace(CONDITION, ([s]) => `${s}'`);
