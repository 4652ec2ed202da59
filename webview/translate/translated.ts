/**
 * A translated text as the panel shows it: the sentences of the search and those of the translation are the same ones,
 * or the text is one piece. Knows nothing of the page.
 */
import type { DocumentSentence } from '../../src/protocol/document';
import type { PanelText } from '../../src/protocol/panel';
import type { SearchCandidate, SearchTrace } from '../../src/protocol/search';
import { composed } from '../parts/insertion';

type Sentences = SearchTrace['sentences'];

const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();

/**
 * @returns for each sentence of the search that has words, what became of it; undefined where the two have cut the text
 *   otherwise
 */
export function matched(
  sentences: Sentences,
  translated: readonly DocumentSentence[],
): Map<number, DocumentSentence> | undefined {
  const found = new Map<number, DocumentSentence>();
  let next = 0;
  for (const [i, { text }] of sentences.entries()) {
    if (next < translated.length && plain(translated[next].source) === plain(text))
      found.set(i, translated[next++]);
    else if (/\p{L}/u.test(text)) return undefined;
  }
  return next === translated.length ? found : undefined;
}

/** The whole text. @param picked by sentence, what the user has taken instead */
export function wholeText(
  { text, sentences: translated }: PanelText,
  sentences: Sentences | undefined,
  picked: ReadonlyMap<number, string>,
): string {
  if (picked.size === 0 || !sentences) return text;
  const found = matched(sentences, translated);
  if (!found) return sentences.length === 1 ? (picked.get(0) ?? text) : text;
  const texts = new Map<number, string>();
  for (const [i, { translation }] of found) if (translation !== undefined) texts.set(i, translation);
  for (const [i, choice] of picked) texts.set(i, choice);
  return composed(sentences, texts);
}

export interface ShownWord {
  /** What stands between the word before and this one. */
  gap: string;
  text: string;
  /** Place among the candidate's words. */
  word: number;
}

/**
 * The words of a candidate as they stand in its text.
 * @returns undefined where the text is not made of them
 */
export function shownWords({
  text,
  words,
}: Pick<SearchCandidate, 'text' | 'words'>): ShownWord[] | undefined {
  const shown: ShownWord[] = [];
  let at = 0;
  for (const [word, { text: written }] of words.entries()) {
    const wanted = written.trim();
    if (wanted === '' || (wanted === '<eos>' && word === words.length - 1)) continue;
    const start = text.toLowerCase().indexOf(wanted.toLowerCase(), at);
    if (start < 0 || /\S/.test(text.slice(at, start))) return undefined;
    shown.push({ gap: text.slice(at, start), text: text.slice(start, start + wanted.length), word });
    at = start + wanted.length;
  }
  return at === text.trimEnd().length ? shown : undefined;
}
