/**
 * Sentences in capitals and titles with capitals on every word, as sentences: networks have read few of them. Acronyms,
 * identifiers and names keep theirs.
 */
import type { Lexicon } from '../../text';
import { capitalise, isAllCapitals, isUnknown, capitals as inCapitals } from '../../text';

const MASK = /\u2991\d+\u2992/;
const WORD = /\p{L}[\p{L}\p{M}\p{N}'’]*/gu;

/** Short words in capitals that are none because of their sentence. */
const ACRONYMS = new Set(
  (
    'AI API APIS ASCII AWS BIOS CD CI CLI CPU CSS CSV DNS DOM DVD EU EULA FAQ FTP GIF GIT GPL GPS GPU GUI HD HDMI HTML HTTP HTTPS ' +
    'ICU ID IDE IDS IMAP IP ISO JPEG JPG JSON JWT KB LAN LED LTS MB MIT NASA NPM ORM OS PC PDF PHP PIN PNG POSIX QR RAM REST ' +
    'RGB ROM RPC RSS SD SDK SMS SMTP SQL SSD SSH SSL SVG TCP TLS TV UDP UI UK UN URI URL URLS US USA USB UTC UTF UUID UX VM VPN WIFI ' +
    'XML YAML ZIP ONG SNCF TVA UE ONU'
  ).split(' '),
);
/** Names that a title has with the capital that all sentences give them. */
const NAMES = new Set(
  (
    'Android Angular Apache Apple Arch Azure Bash Bluetooth Chrome Chromium Debian Docker Edge Electron Excel Fedora Firefox Git Google ' +
    'Java Jenkins Kotlin Kubernetes Linux Mac Maven Microsoft Mozilla Node Office Oracle Outlook Perl Python Rails React Redis Ruby Rust ' +
    'Dr Mr Mrs Ms Mme Mlle Prof St ' +
    'Safari Scala Slack Swift Twitter Ubuntu Unicode Unix Visual Studio Code Vue Webpack Windows Wikipedia ' +
    'Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February April June July August September October November December ' +
    'English French German Spanish Italian Chinese Japanese Portuguese Russian Dutch Korean Arabic American British European ' +
    'America Europe Asia Africa Australia Canada China France Germany England Japan Paris London'
  ).split(' '),
);
const BEFORE_NAMES = new Set('Dr Mr Mrs Ms Mme Mlle Prof St'.split(' '));
/** Small in a title, too. */
const MINOR = new Set(
  'a an and as at but by for from if in into nor of on or per so the to up via vs with yet de du des la le les et un une'.split(
    ' ',
  ),
);

/** A sentence as a network should read it, and the way back. */
export interface Recased {
  text: string;
  restore(translation: string): string;
}

/**
 * @param text with masks
 * @param language of the translation, BCP 47
 * @param lexicon tells names from words
 * @returns undefined for a sentence that is written as sentences are
 */
export function recase(text: string, language: string, lexicon?: Lexicon): Recased | undefined {
  const keepsCapital = (word: string): boolean =>
    isWrittenSo(word) || (lexicon !== undefined && isUnknown(word.toLowerCase(), lexicon));
  const words = text.split(MASK).join(' ').match(WORD) ?? [];
  if (words.length > 1 && isAllCapitals(words.join(' ')))
    return {
      text: sentenceCase(
        text,
        (word) => ACRONYMS.has(word) || !/[AEIOUYÀ-Þ]/u.test(word) || /\p{N}/u.test(word),
      ),
      restore: (translation) => inCapitals(translation, language),
    };
  if (isTitle(words, keepsCapital))
    return { text: sentenceCase(text, keepsCapital), restore: (translation) => translation };
  return undefined;
}

/** Inner capitals, digits and names stay. */
const isWrittenSo = (word: string): boolean =>
  /^.+[\p{Lu}\p{N}]/u.test(word) || NAMES.has(word) || word === 'I';

/** Three words and more, each with a capital but for the small ones, and not all of them names. */
function isTitle(words: readonly string[], keepsCapital: (word: string) => boolean): boolean {
  const important = words.filter((word) => !MINOR.has(word));
  const begin = important.every((word) => /^\p{Lu}/u.test(word));
  const changed = words.slice(1).filter((word) => /^\p{Lu}/u.test(word) && !keepsCapital(word));
  return begin && important.length >= 2 && words.length >= 3 && changed.length >= words.length / 3;
}

function sentenceCase(text: string, keeps: (word: string) => boolean): string {
  let before: string | undefined;
  return text.replace(WORD, (word) => {
    const isName = before !== undefined && BEFORE_NAMES.has(before);
    const small = isName || keeps(word) || word === 'I' ? word : word.toLowerCase();
    const result = before === undefined ? capitalise(small, 'en') : small;
    before = word;
    return result;
  });
}
