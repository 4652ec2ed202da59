/**
 * A passage as annotated sentences (annotated.ts), and the way back, which puts every mask's own text where the translation
 * has the mask.
 */
import type { AnnotatedSentence } from '../annotated';
import { annotate, MASK, withoutMasks } from '../annotated';
import type { Span } from '../span';
import { unmask } from '../placeholders';
import type { Passage } from './passage';
import { isCjk } from './passage';

export interface Written {
  text: string;
  /** Of it, without what has been masked. */
  words: string;
  /** Two masked things stand side by side, or an address and a sign: to the format's parser they may be one. */
  touching: boolean;
}

export interface MaskedPassage {
  sentences: AnnotatedSentence[];
  /**
   * @param translated one for each sentence, with the same masks; undefined: the sentence stays
   * @returns what stands in the passage's range then; undefined: nothing changes; 'broken': the passage's format would not
   *   be what it was, so nothing may change
   * @throws PlaceholderError when a mask is missing, doubled or unknown
   */
  write(translated: readonly (string | undefined)[]): Written | 'broken' | undefined;
}

/** What follows it without a space may become a part of it. */
const ADDRESS = /:\/\/|^www\.|@/;

/** @param locale of the passage's language, for the ends of its sentences */
export function maskPassage(passage: Passage, locale: string): MaskedPassage {
  const sentences = annotate(passage.text, passage.markup, locale);
  return {
    sentences,
    write(translated) {
      let text = sentences[0]?.before ?? '';
      const atoms: Span[] = [];
      sentences.forEach(({ text: own, placeholders, after }, i) => {
        const sentence = translated[i] ?? own;
        const last = i === sentences.length - 1;
        const separator = last || translated[i] === undefined ? after : separatorOf(own, sentence, after);
        const restored = restore(sentence, placeholders);
        for (const atom of restored.atoms)
          atoms.push({ start: text.length + atom.start, end: text.length + atom.end });
        text += restored.text + separator;
      });
      const same =
        text === passage.text && (!passage.elsewhere || translated.every((one) => one === undefined));
      if (same) return undefined;
      if (passage.verify?.(text) === false) return 'broken';
      const touching = atoms.some(
        ({ start, end }, i) =>
          start === atoms[i - 1]?.end ||
          (ADDRESS.test(text.slice(start, end)) && /\S/.test(text[end] ?? ' ')),
      );
      return { text: passage.write(text, atoms), words: withoutAtoms(text, atoms), touching };
    },
  };
}

/** A space between sentences is for languages that have one. */
function separatorOf(source: string, translated: string, after: string): string {
  // A mask may be a sign of emphasis, which needs the space it has.
  if (after === ' ' && endsInCjk(translated)) return '';
  return after === '' && endsInCjk(withoutMasks(source)) && !endsInCjk(withoutMasks(translated))
    ? ' '
    : after;
}

/** Quotation marks are the same signs in many scripts. */
const endsInCjk = (text: string): boolean => isCjk(text.replace(/(?<!["'”’…—)\]])["'”’…—)\]]+$/, '').at(-1));

function restore(text: string, placeholders: readonly string[]): { text: string; atoms: Span[] } {
  const whole = unmask(text, placeholders);
  const atoms: Span[] = [];
  let shift = 0;
  for (const { 0: mask, 1: digits, index } of text.matchAll(MASK)) {
    const { length } = placeholders[Number(digits)];
    atoms.push({ start: index + shift, end: index + shift + length });
    shift += length - mask.length;
  }
  return { text: whole, atoms };
}

function withoutAtoms(text: string, atoms: readonly Span[]): string {
  let words = '';
  let done = 0;
  for (const { start, end } of atoms) {
    words += text.slice(done, start);
    done = end;
  }
  return words + text.slice(done);
}
