/**
 * A phrase table: what headings, buttons, greetings and short messages are in another language, word for word. Such a
 * phrase is looked up as a whole; its case and the signs at its end are carried over. It may have slots, {0}, {1} …, for
 * what is copied.
 *
 * Not here: how the tables are made (src/train/phrase-table.ts), and who asks them before the network (src/engine).
 */
import { inCaseOf } from './letter-case';

/** A sentence taken apart: masks around it, the words, the sign that ends it. */
export interface PhraseParts {
  /** Masks and blanks before and after the words, as they stand. */
  before: string;
  after: string;
  words: string;
  /** None, or some of . ! ? : …, or a comma; those of full width as those of ASCII. */
  end: string;
}

const MASKS_BEFORE = /^(?:\u2991\d+\u2992|\s)*/;
const MASK_AT_END = /\u2991\d{1,9}\u2992$/;
/** Longer sentences are no phrases. */
const LONGEST = 200;

const END_SIGNS = /(?<![.!?:…。！？：])[.!?:…。！？：]+$|[,，]$/;
const ASCII: Readonly<Record<string, string>> = { '。': '.', '！': '!', '？': '?', '：': ':', '，': ',' };

export function phraseParts(sentence: string): PhraseParts {
  const [before] = MASKS_BEFORE.exec(sentence)!;
  const last = masksAtEnd(sentence, before.length);
  const body = sentence.slice(before.length, last);
  const signs = END_SIGNS.exec(body)?.index ?? body.length;
  return {
    before,
    after: sentence.slice(last),
    words: signs < body.length ? body.slice(0, signs).trimEnd() : body,
    end: body.slice(signs).replace(/[。！？：，]/g, (sign) => ASCII[sign]),
  };
}

/** Where the masks and blanks at a sentence's end begin. */
function masksAtEnd(sentence: string, from: number): number {
  for (let end = sentence.length; ;) {
    const words = from + sentence.slice(from, end).trimEnd().length;
    const mask = MASK_AT_END.exec(sentence.slice(Math.max(from, words - 11), words));
    if (!mask) return words;
    end = words - mask[0].length;
  }
}

/** What a phrase is found by: small letters, plain signs, single blanks, none between Chinese and what is copied. */
export const phraseKey = (words: string): string =>
  words
    .normalize('NFC')
    .toLowerCase()
    .replace(/[’ʼ]/g, "'")
    .replace(/，\s*/g, ', ')
    .replace(/\s+/g, ' ')
    .replace(/(?<=\p{Script=Han}) (?=\{)|(?<=\}) (?=\p{Script=Han})/gu, '')
    .trim();

const MASK = /\u2991\d+\u2992/g;
const SLOT = /\{(\d)\}/g;

export class PhraseTable {
  private readonly translations: ReadonlyMap<string, string>;

  /**
   * @param table lines of phrase ⇥ translation; those that begin with # are remarks. Of two with the same phrase the later one counts
   * @param target BCP 47 tag: how signs are set, and letters made capitals
   */
  constructor(
    table: string,
    private readonly target: string,
  ) {
    const lines = table.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#'));
    this.translations = new Map(
      lines.flatMap((line): [string, string][] => {
        const [phrase, translation] = line.split('\t');
        return phrase && translation ? [[phraseKey(phrase), translation]] : [];
      }),
    );
  }

  get size(): number {
    return this.translations.size;
  }

  /**
   * @param sentence may have masks (⦑0⦒) around its words, which stay, or between them where a phrase has slots
   * @returns undefined where the table has no such phrase
   */
  find(sentence: string): string | undefined {
    if (sentence.length > LONGEST) return undefined;
    return this.around(sentence) ?? this.alone(sentence);
  }

  /** A phrase around what is copied, {0}, {1} …: "fixed by {0} in {1}". */
  private around(sentence: string): string | undefined {
    const masks = sentence.match(MASK);
    if (!masks) return undefined;
    const whole = sentence.trim();
    const signs = END_SIGNS.exec(whole)?.index ?? whole.length;
    let slot = 0;
    const words = whole
      .slice(0, signs)
      .trimEnd()
      .replace(MASK, () => `{${slot++}}`);
    const translation = this.translations.get(phraseKey(words));
    if (translation === undefined) return undefined;
    // What begins with a slot has no letter that could be a capital.
    const cased = translation.startsWith('{') ? translation : inCaseOf(words, translation, this.target);
    const end = this.endSign(whole.slice(signs).replace(/[。！？：，]/g, (sign) => ASCII[sign]));
    const [blank] = /^\s*/.exec(sentence)!;
    return blank + cased.replace(SLOT, (_, number: string) => masks[Number(number)]) + end;
  }

  private alone(sentence: string): string | undefined {
    const { before, after, words, end } = phraseParts(sentence);
    const translation = this.translations.get(phraseKey(words));
    if (translation === undefined) return undefined;
    return before + inCaseOf(words, translation, this.target) + this.endSign(end) + after;
  }

  private endSign(end: string): string {
    if (/^zh(?:$|[-_])/i.test(this.target))
      return end === '...' ? end : end.replace(/[.!?:,]/g, (sign) => FULL_WIDTH[sign]);
    // French sets a blank before these signs; the networks write it as a plain one, and so do most files.
    return /^fr(?:$|[-_])/i.test(this.target) && /^[!?:]/.test(end) ? ` ${end}` : end;
  }
}

const FULL_WIDTH: Readonly<Record<string, string>> = {
  '.': '。',
  '!': '！',
  '?': '？',
  ':': '：',
  ',': '，',
};
