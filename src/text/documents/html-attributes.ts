/** Attributes of HTML that a reader sees or hears: alternative texts, titles, labels. Not here: text between tags (html.ts). */
import type { DefaultTreeAdapterTypes as Tree } from 'parse5';
import type { Span } from '../span';
import { hasLetters } from './passage';
import type { StringForm } from './string-value';

const PROSE = ['alt', 'title', 'aria-label', 'placeholder'];

/** @returns what stands between the quotation marks of an element's attributes, where it is prose, in any order */
export function proseAttributes(document: string, { sourceCodeLocation }: Tree.Element): Span[] {
  return PROSE.flatMap((name) => {
    const place = sourceCodeLocation?.attrs?.[name];
    if (!place) return [];
    const written = document.slice(place.startOffset, place.endOffset);
    // Without quotation marks a second word would be another attribute.
    const value = /=\s*(["'])([\s\S]*)\1$/.exec(written)?.[2];
    if (value === undefined || !isProse(value) || (name === 'alt' && isLabel(value))) return [];
    const end = place.endOffset - 1;
    return [{ start: end - value.length, end }];
  });
}

/** Neither the name of a file or a thing in code, nor a template that is filled in later. */
function isProse(value: string): boolean {
  const isName = /^\s*\S+\s*$/.test(value) && /[\w)][./\\:@#-]\w|\d|\p{Ll}\p{Lu}|_/u.test(value);
  return hasLetters(value) && !isName && !/\{\{|\{%|<[%?]|\$\{/.test(value);
}

/** One or two words: those of a badge or a logo, which say what stands in the picture. */
const isLabel = (value: string): boolean =>
  value.trim().split(/\s+/).length < 3 && !/\p{Script=Han}{4}/u.test(value);

/** How a value in the quotation marks of its attribute is written. */
export const attributeForm = (text: StringForm, quote: string): StringForm => ({
  ...text,
  spell: (character, before, after) =>
    character === quote ? (quote === '"' ? '&quot;' : '&#39;') : text.spell(character, before, after),
});
