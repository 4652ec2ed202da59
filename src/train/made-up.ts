/**
 * Names, numbers and identifiers that nobody uses: a network that is to copy what it has never seen must be shown such.
 * What a word says about grammar stays: its first sound (l'Anna, de Tom), its end, and of a number whether it is plural.
 */
import type { Random } from '../random';

const CONSONANTS = [
  'b',
  'c',
  'd',
  'f',
  'g',
  'k',
  'l',
  'm',
  'n',
  'p',
  'r',
  's',
  't',
  'v',
  'z',
  'br',
  'st',
  'tr',
  'th',
];
const VOWELS = ['a', 'e', 'i', 'o', 'u', 'ai', 'ou', 'ei'];
/** A word before one of these may be written shorter in French. */
const VOWEL = /^[aeiouyhàâäéèêëîïôöùûüœæ]/iu;
const KEPT_LETTERS = 2;

const oneOf = <T>(items: readonly T[], random: Random): T => items[random.below(items.length)];

/** Of words that may take each other's place: first sound, end, and whether it is written in capitals. */
export function kindOfName(name: string): string {
  if (isAcronym(name)) return `capitals ${name[0]} ${name.length}`;
  return `${VOWEL.test(name) ? 'vowel' : 'consonant'} ${name.slice(-1)}`;
}

const isAcronym = (name: string): boolean => /^[\p{Lu}\d]{2,}$/u.test(name);

/** @returns a word of the same kind, with the same capitals at its start */
export function madeUpName(name: string, random: Random): string {
  // The first letter says whether it is l'API or le CPU.
  if (isAcronym(name))
    return name.replace(/(?<!^)\p{Lu}/gu, () => letter(random)).replace(/\d/g, () => digit(0, random));
  const [, first, second] = /^(\p{Lu}[^\p{Lu}]+)(\p{Lu}.*)$/u.exec(name) ?? [];
  // GitHub, JavaScript
  if (first) return capitalised(syllables(first, random)) + capitalised(syllables(second, random));
  const word = syllables(name, random);
  return /^\p{Lu}/u.test(name) ? capitalised(word) : word;
}

/** About as long, in small letters. */
function syllables(name: string, random: Random): string {
  const count = Math.max(1, Math.min(4, Math.round(name.length / 2.5) - 1) + random.below(2));
  const end = name.slice(-KEPT_LETTERS).toLowerCase();
  let word = VOWEL.test(name) ? oneOf(VOWELS, random) : '';
  for (let i = 0; i < count; i++) word += oneOf(CONSONANTS, random) + oneOf(VOWELS, random);
  return word + (VOWEL.test(end) ? oneOf(CONSONANTS, random) : '') + end;
}

const capitalised = (word: string): string => word[0].toUpperCase() + word.slice(1);
const letter = (random: Random): string => String.fromCharCode(65 + random.below(26));
const digit = (from: number, random: Random): string => String(from + random.below(10 - from));

/**
 * @param digits of a number, without the signs between them, from 2 on
 * @returns as many others; a 0 at the start stays, and what is plural stays plural
 */
export function madeUpDigits(digits: string, random: Random): string {
  return digits.replace(/\d/g, (old, i: number) => {
    if (i > 0) return digit(0, random);
    return old === '0' ? '0' : digit(digits.length === 1 ? 2 : 1, random);
  });
}

const PARTS = [
  'get',
  'set',
  'max',
  'user',
  'file',
  'node',
  'list',
  'map',
  'key',
  'data',
  'item',
  'path',
  'log',
  'tmp',
  'app',
  'cfg',
  'xml',
  'http',
  'ui',
  'db',
  'render',
  'parse',
  'token',
  'index',
  'buffer',
  'worker',
  'schema',
  'cache',
  'queue',
  'handler',
];
const EXTENSIONS = [
  'ts',
  'js',
  'json',
  'py',
  'md',
  'yml',
  'toml',
  'sh',
  'txt',
  'html',
  'css',
  'rs',
  'go',
  'xml',
  'log',
];

/** Names as programs have them: each is one placeholder for `maskPlaceholders`. */
const IDENTIFIERS: ((part: () => string, random: Random) => string)[] = [
  (part) => `${part()}_${part()}`,
  (part) => `${part()}_${part()}`.toUpperCase(),
  (part) => part() + capitalised(part()),
  (part) => `${part() + capitalised(part())}()`,
  (part) => `${part()}.${part()}`,
  (part, random) => `${part()}.${oneOf(EXTENSIONS, random)}`,
  (part, random) => `${part()}/${part()}.${oneOf(EXTENSIONS, random)}`,
  (part) => `/${part()}/${part()}`,
  (part) => `--${part()}-${part()}`,
];

export function madeUpIdentifier(random: Random): string {
  const part = (): string => (random.uniform() < 0.6 ? oneOf(PARTS, random) : madeUpName('node', random));
  return oneOf(IDENTIFIERS, random)(part, random);
}
