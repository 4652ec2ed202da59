/**
 * What a sentence says to a machine and not to a person (placeholders, code, addresses, paths, tags), set apart before
 * translation: each becomes a numbered mask token, ⦑0⦒, ⦑1⦒ …, and comes back afterwards. Training data and the
 * editor's text go through this same file, so that a network meets in the editor what it has learnt.
 *
 * Not here: Markdown, HTML and comments as documents (documents/), and how a mask is carried through a network.
 */
import type { Span } from './span';
import { PlaceholderError } from './errors';

const OPEN = '\u2991';
const CLOSE = '\u2992';
const MASK = /\u2991(\d+)\u2992/g;

/** The mask token of a number, as it stands in masked text and in the vocabulary of networks that know it. */
export const maskToken = (index: number): string => `${OPEN}${index}${CLOSE}`;

export interface MaskedText {
  /** With mask tokens numbered from 0 in the order of the text. */
  text: string;
  /** What each number stands for. */
  placeholders: string[];
}

/** Longest line of code between backticks, longest address, …: bounds, so that no text takes quadratic time. */
const LONG = '{1,1000}?';
const NAME = '[A-Za-z_][\\w.-]{0,100}';

/** `code`, ``code``, :role:`target`, `link <target>`_, each on one line. */
const CODE = `(?:(?<![\\w:]):[\\w:+.-]{1,60}:)?(?<!\`)(\`{1,4})(?!\`)[^\\r\\n]${LONG}(?<!\`)\\1(?!\`)(?:__?(?!\\w))?`;

/** {0}, {name:fmt}, {{x}}, {@link x}, \${x}, #{x}, %{x}; messages such as {count, plural, one {# file} other {# files}}. */
const INNER = '\\{[^{}\\r\\n]{0,300}\\}';
const BRACES = [
  `[$#%@]?\\{\\{[^{}\\r\\n]{0,300}\\}\\}`,
  `[$#%@]\\{(?:[^{}\\r\\n]|${INNER}){0,300}\\}`,
  `\\{[^\\s{}]{0,100}\\}`,
  `\\{@[a-z]{1,30}\\s[^{}\\r\\n]{1,300}\\}`,
  `\\{\\s{0,4}[\\w.]{1,60}\\s{0,4},(?:[^{}\\r\\n]|\\{(?:[^{}\\r\\n]|${INNER}){0,300}\\}){0,300}\\}`,
  `\\{\\s{1,4}[\\w.]{1,60}\\s{1,4}\\}`,
].join('|');

/** $NAME$, $t(key), $(icon), $[name], $NAME, this.$refs.name, %NAME%, %PRODUCTNAME. A price ($5) is none. */
const VARIABLES = [
  '\\$[A-Za-z_][\\w.]{0,60}\\$',
  '\\$[A-Za-z]{0,20}\\([^()\\r\\n]{1,100}\\)',
  '\\$\\[[^[\\]\\r\\n]{1,100}\\]',
  '(?:(?<![\\w.$])(?:[A-Za-z_]\\w{0,60}\\.){1,4})?\\$[A-Za-z_]\\w{0,60}(?:\\.[a-z_]\\w{0,60}){0,8}',
  '%[A-Za-z_][\\w]{1,60}%',
  '(?<!\\w)%[A-Z][A-Z_]{2,60}(?![a-z])',
].join('|');

/** %s, %5.2f, %1$s, %(name)d, %[1]s, %1, %%. Not the sign in "100 % des" or "50% of". */
const CONVERSION = '(?:hh|h|ll|l|L|q|j|z|t)?[diouxXeEfFgGaAcCsSpnqvTr@](?![A-Za-z]{3})';
const PRINTF = [
  `(?<!\\d)%(?:\\d{1,3}\\$)?[-+0#']{0,5}(?:\\d{1,4}|\\*)?(?:\\.(?:\\d{1,3}|\\*))?${CONVERSION}`,
  `%[-+0#]{0,5}\\[\\d{1,3}\\]\\d{0,3}(?:\\.\\d{1,3})?[A-Za-z]`,
  `%\\([^()\\r\\n]{1,60}\\)[-+0# ]{0,5}\\d{0,4}(?:\\.\\d{1,3})?[a-zA-Z]`,
  '(?<![\\d%])%L?\\d{1,2}(?!\\d)',
  '%%',
].join('|');

/**
 * A full stop, comma or bracket that closes the sentence around an address is not of the address; nor is Chinese that
 * goes on without a space, unless a sign of addresses is before it (wiki/中文).
 */
const ADDRESS = `(?:[^\\s<>"\`\\u2991\\u2992()（），。；：！？、」』》\\p{Script=Han}]|(?<=[/=#_-])\\p{Script=Han}{1,100}|\\([^\\s<>"()]{0,200}\\)){1,1000}(?<![.,;:!?'*_\\]})])`;
const URLS = [
  `(?<![A-Za-z])[A-Za-z][A-Za-z0-9+.-]{1,20}://(?:${ADDRESS})?`,
  `(?<!\\w)www\\.${ADDRESS}`,
  `(?<!\\w)mailto:${ADDRESS}`,
  '(?<![\\w.+-])[\\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){1,8}',
].join('|');

/** Tags, comments and entities of HTML and XML; &accelerators have no semicolon and stay. */
const MARKUP = [
  '<!--[^\\r\\n]{0,1000}?-->',
  '</?[A-Za-z](?:[^<>"\'\\r\\n]|"[^"\\r\\n]{0,1000}"|\'[^\'\\r\\n]{0,1000}\'){0,1000}>',
  '&(?:#\\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][\\w.-]{1,60});',
].join('|');

const EXTENSIONS =
  'json|jsonc|js|mjs|cjs|ts|mts|tsx|jsx|py|pyi|rb|rs|go|java|kt|c|h|cc|cpp|hpp|cs|php|sh|bash|ps1|bat|cmd|exe|dll|so' +
  '|md|mdx|rst|txt|html?|xml|svg|css|scss|less|ya?ml|toml|ini|conf|cfg|env|lock|log|csv|tsv|sql|db|zip|gz|tar|tgz|vsix' +
  '|png|jpe?g|gif|webp|pdf|po|pot|mo|ipynb|wasm|onnx|map|gradle|properties|plist|vue|svelte|d\\.ts';
/** /etc/x.conf, ~/.config, ./a, C:\x, C:\Program Files\x, \\server\share, src/a.ts, package.json. "and/or" and "I/O" are none. */
const PATHS = [
  '(?<![\\w\\\\])[A-Za-z]:\\\\{1,2}(?:[\\w.$()+-]{1,60}(?: [\\w.$()+-]{1,40}){0,3}\\\\{1,2}){1,15}[\\w.$-]{0,100}(?<![.])',
  '(?<![\\w\\\\])[A-Za-z]:[\\\\/](?:[^\\s"\'`<>|*?:,;()\\u2991\\u2992]{0,300}(?<![.!?]))?',
  '(?<![\\w\\\\])\\\\\\\\[\\w.$-]{1,100}(?:\\\\[\\w.$-]{1,100}){1,30}',
  '(?<![\\w./~<\\\\])(?:~|\\.{1,2})?(?:/[\\w.@+-]{1,100}){1,40}/?(?<![.])',
  '(?<![\\w./@-])(?:[\\w@.-]{1,100}/){1,40}[\\w@.-]{1,100}\\.[A-Za-z]\\w{0,7}(?!\\w)',
  '(?<![\\w./@-])(?:[\\w-]{1,80}\\.){1,4}(?:' + EXTENSIONS + ')(?![\\w-]|\\.\\w)',
].join('|');

/** Of names: accented ones are letters, too, but Chinese goes on without a space. */
const LETTER = '\\p{Script=Latin}';
const NAME_SIGN = `[${LETTER}\\d_]`;
const NO_NAME_BEFORE = `(?<![${LETTER}\\d_.])`;

/** --option, --option=value, -o. Not in "c.-à-d." */
const FLAGS =
  `(?<![${LETTER}\\d_-])--[A-Za-z][\\w-]{0,60}(?:=[${LETTER}\\d_./:@-]{1,200}(?<![.:]))?` +
  `|(?<![${LETTER}\\d_-])-[A-Za-z](?![${LETTER}\\d_-])`;

/** \n, \x1b, é as they are typed into a string, and Markdown's \*. */
const ESCAPES =
  '\\\\(?:u\\{[0-9A-Fa-f]{1,6}\\}|u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|[0-7]{1,3}|[abefnrtv]|[!-/:-@[-`{-~])';

/** snake_case, camelCase, call(), object.method, module.CONSTANT_NAME: names that a program gives. Not "fin.Le début". */
const IDENTIFIERS = [
  `${NO_NAME_BEFORE}${NAME}\\(\\)`,
  `${NO_NAME_BEFORE}(?=[${LETTER}\\d_.]{0,200}?(?:_|[a-z][A-Z]))[${LETTER}_]${NAME_SIGN}{0,60}(?:\\.[${LETTER}_]${NAME_SIGN}{0,60}){1,8}`,
  `${NO_NAME_BEFORE}[A-Za-z][A-Za-z\\d]{1,40}(?:\\.[a-z][A-Za-z\\d]{1,40}){1,8}(?!${NAME_SIGN})`,
  `${NO_NAME_BEFORE}[${LETTER}]${NAME_SIGN}{0,60}_${NAME_SIGN}{0,60}[${LETTER}\\d]`,
  `${NO_NAME_BEFORE}__[A-Za-z]\\w{0,60}__(?!${NAME_SIGN})`,
  `${NO_NAME_BEFORE}[a-z][a-z\\dà-ÿ]{0,40}[A-ZÀ-Þ]${NAME_SIGN}{0,60}`,
].join('|');

/** |substitution| of reST, :shortcode: of an emoji, the emoji themselves. */
const SIGNS = [
  '(?<![\\w|])\\|[A-Za-z][\\w-]{0,60}\\|(?![\\w|])',
  '(?<![\\w:]):[a-z][a-z0-9_+-]{1,40}:(?![\\w:])',
  '(?![©®™])\\p{Extended_Pictographic}(?:\\p{Emoji_Modifier}|\\uFE0F|\\u200D\\p{Extended_Pictographic})*',
  '\\p{Regional_Indicator}{2}',
].join('|');

/** Text that looks like a mask is set apart too, so that every mask of masked text is one of ours. */
const FOREIGN_MASKS = `${OPEN}\\d{0,9}${CLOSE}|[${OPEN}${CLOSE}]`;

const KINDS = [
  FOREIGN_MASKS,
  CODE,
  URLS,
  MARKUP,
  BRACES,
  VARIABLES,
  PRINTF,
  PATHS,
  FLAGS,
  ESCAPES,
  SIGNS,
  IDENTIFIERS,
];
const PLACEHOLDER = new RegExp(KINDS.join('|'), 'gu');

/**
 * Sets placeholders apart. Those that touch each other become one mask: nothing could be put between them.
 * @param text a sentence, or any other text
 */
export function maskPlaceholders(text: string): MaskedText {
  const { ranges, masked } = maskRanges(text, []);
  return { text: masked, placeholders: ranges.map(({ start, end }) => text.slice(start, end)) };
}

/**
 * The same where a parser knows of markup besides, which may overlap what is found here.
 * @param markup ends of pairs are masks of their own, though they touch another
 * @returns the text with masks, and what of the text each stands for
 */
export function maskRanges(
  text: string,
  markup: readonly (Span & { pair?: number })[],
): { masked: string; ranges: Span[] } {
  const found: (Span & { pair?: number })[] = Array.from(
    text.matchAll(PLACEHOLDER),
    ({ 0: { length }, index }) => ({
      start: index,
      end: index + length,
    }),
  );
  const all = [...found, ...markup.filter(({ start, end }) => end > start)];
  const ranges: (Span & { pair?: number })[] = [];
  for (const one of all.sort((a, b) => a.start - b.start)) {
    const last = ranges.at(-1);
    const apart = one.pair !== undefined || last?.pair !== undefined;
    if (last && (one.start < last.end || (one.start === last.end && !apart)))
      last.end = Math.max(last.end, one.end);
    else ranges.push({ ...one });
  }
  let masked = '';
  let done = 0;
  ranges.forEach(({ start, end }, i) => {
    masked += text.slice(done, start) + maskToken(i);
    done = end;
  });
  return { masked: masked + text.slice(done), ranges };
}

/** A letter or digit of a script that puts spaces between words. */
const WORD = '(?![\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}])[\\p{L}\\p{M}\\p{N}]';
/** After a full stop or a hyphen without a space, too: names have these signs inside. */
const AFTER_WORD = new RegExp(
  `(?:${WORD}[._/-]?|(?<!\\S)-{1,2}|${CLOSE}[._/-]?)(?=${OPEN}(\\d+)${CLOSE})`,
  'gu',
);
const BEFORE_WORD = new RegExp(`${OPEN}(\\d+)${CLOSE}[._/]?(?=${WORD})`, 'gu');

/**
 * Puts a space where a translation joins a mask to a word or to another mask and the source does not: a network may
 * write a placeholder in the middle of a word, and the name that it stands for would be no name any more.
 * @param translated and @param source with masks
 */
export function separateMasks(translated: string, source: string): string {
  const joined = (pattern: RegExp): Set<string> =>
    new Set(Array.from(source.matchAll(pattern), ([, i]) => i));
  const [after, before] = [joined(AFTER_WORD), joined(BEFORE_WORD)];
  return translated
    .replace(AFTER_WORD, (end, i: string) => (after.has(i) ? end : `${end} `))
    .replace(BEFORE_WORD, (mask, i: string) => (before.has(i) ? mask : `${mask} `));
}

/**
 * Puts the placeholders back.
 * @throws PlaceholderError when one is missing, doubled, or unknown: then the text must not be used
 */
export function unmask(text: string, placeholders: readonly string[]): string {
  const seen = new Set<number>();
  const restored = text.replace(MASK, (mask, digits: string) => {
    const index = Number(digits);
    if (mask !== maskToken(index) || index >= placeholders.length)
      throw new PlaceholderError(
        'unknown',
        `the text has ${mask}, and there are ${placeholders.length} masks`,
      );
    if (seen.has(index))
      throw new PlaceholderError('doubled', `the text has ${mask} twice`, placeholders[index]);
    seen.add(index);
    return '';
  });
  if (/[\u2991\u2992]/.test(restored))
    throw new PlaceholderError('unknown', 'the text has a sign of a mask that is none');
  const missing = placeholders.findIndex((_, i) => !seen.has(i));
  if (missing >= 0)
    throw new PlaceholderError('missing', `the text lacks ${maskToken(missing)}`, placeholders[missing]);
  return text.replace(MASK, (_, digits: string) => placeholders[Number(digits)]);
}
