/**
 * What has become of translations in a document: those that stand as they were put there have been accepted, those that
 * the user has changed are corrections. Knows nothing of VS Code.
 */
import type { DocumentSentence } from '../../protocol/document';
import type { Span } from '../../text/span';
import { isWide } from '../../text/wide';

/** A stretch of a document that was replaced by a translation. */
export interface TranslatedPlace {
  /** As it was put there. */
  after: string;
  /** As it stands there now. */
  now: string;
  /** Its sentences, in order. */
  sentences: readonly Translated[];
}

type Translated = Pick<DocumentSentence, 'source' | 'translation'>;

export interface SentencePair {
  source: string;
  translation: string;
}

/** Signs of comments and quotations in a row. Each run of a sign is taken whole, so that there is one way to read it. */
const SIGNS = String.raw`(?:[*#;>]|-{2,}(?!-)|\/{2,}(?!\/)!?)+`;
const ONLY_SIGNS = new RegExp(`^${SIGNS}$`);
/** A line's end with what frames the next line in comments and quotations. Spaces are read from their first one only. */
const BREAK = new RegExp(String.raw`(?:(?<![ \t])[ \t]+)?(?:\r\n|\n|\r)[ \t]*(?:${SIGNS}[ \t]+)*`, 'g');

/** Lines as one; Chinese needs no space between them. */
const flat = (text: string): string =>
  text
    .replace(BREAK, (_, at: number) => (isWide(text[at - 1]) ? '' : ' '))
    .replace(/\s+/g, ' ')
    .trim();

const isTranslated = (one: Translated): one is SentencePair => one.translation !== undefined;

/** A correction is known where it is one sentence between others that are as they were. */
export function acceptedIn({ after, now, sentences }: TranslatedPlace): SentencePair[] {
  const pairOf = ({ source, translation }: SentencePair): SentencePair => ({ source, translation });
  if (now === after) return sentences.filter(isTranslated).map(pairOf);
  const texts = sentences.map(({ source, translation }) => flat(translation ?? source));
  // Escaped by its format, a translation cannot be found again.
  if (placesOf(flat(after), texts).includes(undefined)) return [];
  const text = flat(now);
  const places = placesOf(text, texts);
  return sentences.flatMap((sentence, i): SentencePair[] => {
    if (!isTranslated(sentence)) return [];
    if (places[i]) return [pairOf(sentence)];
    const isFirst = i === 0;
    const isLast = i === sentences.length - 1;
    const [before, next] = [places[i - 1], places[i + 1]];
    if ((!isFirst && !before) || (!isLast && !next)) return [];
    const translation = text.slice(before?.end ?? 0, next?.start ?? text.length).trim();
    return translation === '' ? [] : [{ source: sentence.source, translation }];
  });
}

/** Where each of the texts stands, one behind the other. */
function placesOf(text: string, parts: readonly string[]): (Span | undefined)[] {
  let from = 0;
  return parts.map((part) => {
    const start = text.indexOf(part, from);
    if (start < 0) return undefined;
    from = start + part.length;
    return { start, end: from };
  });
}

interface Token extends Span {
  text: string;
  /** Nothing but spaces stands before it in its line. */
  isFirst: boolean;
  /** It may be the frame of its line, and no word of the translation. */
  isFrame: boolean;
}

/** What stands between white space, in order. */
function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (const { 0: word, index: start } of text.matchAll(/\S+/g)) {
    const last = tokens.at(-1);
    const end = start + word.length;
    const space = text.slice(last?.end ?? 0, start);
    const isFirst = /[\r\n][ \t]*$/.test(space);
    const follows = isFirst || (last?.isFrame === true && /^[ \t]+$/.test(space));
    const isFrame = follows && /[ \t]/.test(text.charAt(end)) && ONLY_SIGNS.test(word);
    tokens.push({ text: word, start, end, isFirst, isFrame });
  }
  return tokens;
}

/** Words of a text times words of a translation. */
const MOST_STEPS = 5_000_000;

/**
 * A sign at the beginning of a line may be its frame or a word, so all readings are followed at once: time grows with
 * the text times the words, whatever the signs.
 * @returns where a translation stands in a text that may have broken it into lines; undefined where it does not
 */
export function findTranslation(text: string, translation: string): Span | undefined {
  const words = translation.trim().split(/\s+/);
  const final = words.length - 1;
  if (final === 0) {
    const start = text.indexOf(words[0]);
    return start < 0 ? undefined : { start, end: start + words[0].length };
  }
  const tokens = tokensOf(text);
  // Longer than a sentence between long texts: only as it is.
  if (tokens.length * words.length > MOST_STEPS) {
    const start = text.indexOf(translation.trim());
    return start < 0 ? undefined : { start, end: start + translation.trim().length };
  }
  let readings: Readings = { atFrame: new Map(), inLine: new Map() };
  for (const token of tokens) {
    const found = foundAt(token, words, readings);
    if (found) return found;
    readings = readOn(token, words, readings);
  }
  return undefined;
}

/** By how many words have been found: where the first of them begins; of several places the last, which is the shortest. */
type Starts = Map<number, number>;

/** A frame stands before the words of its line: where one of them has been found, no frame follows. */
interface Readings {
  atFrame: Starts;
  inLine: Starts;
}

/** The translation's end, where its last word is the one that is still missing. */
function foundAt(token: Token, words: readonly string[], { atFrame, inLine }: Readings): Span | undefined {
  const final = words.length - 1;
  if (!token.text.startsWith(words[final])) return undefined;
  const starts = [atFrame.get(final), inLine.get(final)].filter((start) => start !== undefined);
  return starts.length === 0
    ? undefined
    : { start: Math.max(...starts), end: token.start + words[final].length };
}

function readOn(token: Token, words: readonly string[], readings: Readings): Readings {
  const next: Readings = { atFrame: new Map(), inLine: new Map() };
  const keep = (starts: Starts, count: number, start: number): void =>
    void starts.set(count, Math.max(start, starts.get(count) ?? start));
  const before = [
    { starts: readings.atFrame, mayFrame: true },
    { starts: readings.inLine, mayFrame: token.isFirst },
  ];
  for (const { starts, mayFrame } of before)
    for (const [count, start] of starts) {
      if (mayFrame && token.isFrame) keep(next.atFrame, count, start);
      if (token.text === words[count] && count + 1 < words.length) keep(next.inLine, count + 1, start);
    }
  if (token.text.endsWith(words[0])) keep(next.inLine, 1, token.end - words[0].length);
  return next;
}
