/**
 * What a network and the phrase table are given for a sentence, and what becomes of their translation: Traditional Chinese
 * as Simplified, capitals as sentences, a part of a sentence as a part.
 *
 * Not here: placeholders, names and pairs (the masked sentence), and the search.
 */
import type { Lexicon } from '../../text';
import { toSimplified } from '../../text';
import { recase } from './capitals';

export interface SourceForm {
  /** With the masks of the sentence: what a network reads. */
  text: string;
  /** What the phrase table is asked for: it carries capitals over by itself. */
  phrase: string;
  /** @param translation with masks or without */
  restore(translation: string): string;
}

/**
 * @param text of a sentence, with masks
 * @param source and @param target BCP 47 tags
 * @param lexicon what is a name; absent: only some are known
 */
export function sourceForm(text: string, source: string, target: string, lexicon?: Lexicon): SourceForm {
  const simplified = /^zh/i.test(source) ? toSimplified(text) : text;
  const recased = recase(simplified, target, lexicon);
  return {
    text: recased?.text ?? simplified,
    phrase: simplified,
    restore: (translation) =>
      withOwnSigns(
        asPartOf(text, (recased ?? { restore: (one: string) => one }).restore(translation)),
        target,
      ),
  };
}

/** The space that French has before high signs, and English has not: those of the sentence, behind its words. */
function withOwnSigns(translation: string, target: string): string {
  if (/^fr/i.test(target)) return translation.replace(/(?<=[\p{L}\p{N})»])([!?:;])(?=\s|$)/gu, ' $1');
  return /^en/i.test(target)
    ? translation.replace(/(?<=[\p{L}\p{N})”"])[ \u00a0\u202f]([!?:;])(?=\s|$)/gu, '$1')
    : translation;
}

const PART_END = /[,;:，；：]$/;

/** A part of a sentence (clauses.ts) begins with a small letter and ends with its own sign. */
function asPartOf(source: string, translation: string): string {
  const [end] = PART_END.exec(source) ?? [];
  const ended =
    end === undefined
      ? translation
      : translation.replace(/[.,;:。，；：]$/u, '').trimEnd() + signLike(end, translation);
  // "I", names and acronyms begin with a capital wherever they stand.
  const begins =
    /^\p{Ll}/u.test(source) && /^\p{Lu}(?:\p{Ll}|['’ ]\p{Ll})/u.test(ended) && !/^I['’ ]/.test(ended);
  return begins && end !== undefined ? ended.charAt(0).toLowerCase() + ended.slice(1) : ended;
}

const FULL_WIDTH: Readonly<Record<string, string>> = { ',': '，', ';': '；', ':': '：' };
const HALF_WIDTH: Readonly<Record<string, string>> = { '，': ',', '；': ';', '：': ':' };

/** The sign in the width of the translation's script. */
function signLike(sign: string, translation: string): string {
  const isChinese = /\p{Script=Han}/u.test(translation);
  const found = isChinese ? (FULL_WIDTH[sign] ?? sign) : (HALF_WIDTH[sign] ?? sign);
  return found;
}
