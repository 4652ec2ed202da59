/**
 * Text as the published Multi30k figures were computed on: lower case, cut as Moses' tokenizer.perl cuts it (Koehn et
 * al. 2007), as far as image captions need it: punctuation stands alone, French elisions keep their apostrophe (l' homme),
 * English endings theirs (man 's), German apostrophes stand alone. Hyphens do not cut.
 *
 * Not here: abbreviations (a full stop within a line stays with its word, at the end it is cut off), as captions have
 * one sentence each.
 */
export function tokenizeMoses(sentence: string, language: 'en' | 'de' | 'fr'): string {
  return elisions(
    ` ${sentence.toLowerCase()} `
      .replace(/[\u2019\u2018´`]/g, "'")
      .replace(/[\u201c\u201d\u201e«»]|''/g, '"')
      .replace(/([^\p{L}\p{M}\p{N}\s.'`,-])/gu, ' $1 ')
      .replace(/\.{2,}/g, ' $& ')
      // A comma within a number stays.
      .replace(/(?<!\p{N}),|,(?!\p{N})/gu, ' , ')
      .replace(/\.\s*$/, ' . '),
    language,
  )
    .replace(/\s+/g, ' ')
    .trim();
}

function elisions(text: string, language: 'en' | 'de' | 'fr'): string {
  const alone = text.replace(/(?<!\p{L})'|'(?!\p{L})/gu, " ' ");
  if (language === 'fr') return alone.replace(/(?<=\p{L})'(?=\p{L})/gu, "' ");
  if (language === 'en') return alone.replace(/(?<=\p{L})'(?=\p{L})/gu, " '");
  return alone.replace(/'/g, " ' ");
}
