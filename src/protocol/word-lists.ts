/**
 * Which lists tell the words of a language: those of the bundled models that read it (words.txt in their folders). What a network
 * writes into it is held against them.
 */
import { languageOf } from '../text/language-tag';

const MODELS: Readonly<Record<string, readonly string[]>> = { en: ['en-fr', 'en-zh'], fr: ['fr-en'] };

/** @returns ids of models, in whose folders the lists are; none for languages without spaces between words */
export const wordListsOf = (language: string): readonly string[] => {
  const name = languageOf(language);
  return Object.hasOwn(MODELS, name) ? MODELS[name] : [];
};
