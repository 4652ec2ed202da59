/**
 * Makes a phrase table out of corpora: short texts that several corpora translate alike, with the case of the middle of a
 * sentence. What people have written by hand goes before what corpora agree on.
 *
 * Not here: how a table is asked (src/text/phrases.ts), and where corpora lie (the command line).
 */
import { phraseKey, phraseParts } from '../text';

export interface PhraseCorpus {
  name: string;
  /** Menus and buttons count more than sentences of a documentation: a table is for what stands alone. */
  weight: number;
  pairs: Iterable<{ source: string; target: string }>;
}

export interface PhraseTableOptions {
  /** BCP 47 tags. */
  source: string;
  target: string;
  /** So many corpora must give the same translation. */
  agreement: number;
  /** Of the weight of all translations of a phrase. */
  share: number;
  /** Longest phrase, in characters. */
  length: number;
  /** The most bytes of the table, as UTF-8. */
  bytes: number;
}

export interface PhraseLine {
  phrase: string;
  translation: string;
  /** Corpora that agree; 0: written by hand. */
  corpora: number;
}

/** @param own phrases written by hand: key → translation */
export function makePhraseTable(
  corpora: readonly PhraseCorpus[],
  own: ReadonlyMap<string, string>,
  options: PhraseTableOptions,
): PhraseLine[] {
  const votes = new Map<string, Ballot>();
  const cases = new WordCases();
  for (const corpus of corpora) count(corpus, votes, cases, options);
  const agreed = [...votes].flatMap(([phrase, ballot]) => {
    const winner = own.has(phrase) ? undefined : winnerOf(ballot, options);
    return winner ? [{ phrase, ...winner, translation: cases.restore(winner.translation) }] : [];
  });
  // What most corpora have is what most documents have.
  agreed.sort((a, b) => b.seen - a.seen || (a.phrase < b.phrase ? -1 : 1));
  const lines: PhraseLine[] = [...own].map(([phrase, translation]) => ({ phrase, translation, corpora: 0 }));
  let bytes = lines.reduce((sum, line) => sum + sizeOf(line), 0);
  for (const { phrase, translation, corpora: number } of agreed) {
    const line = { phrase, translation, corpora: number };
    bytes += sizeOf(line);
    if (bytes > options.bytes) break;
    lines.push(line);
  }
  return lines;
}

const sizeOf = ({ phrase, translation, corpora }: PhraseLine): number =>
  Buffer.byteLength(`${phrase}\t${translation}\t${corpora}\n`);

/** Longer ones are sentences, which have more than one translation. */
const MOST_WORDS = 5;

/** What each corpus says a phrase is, by the small letters of the translation. */
type Ballot = Map<string, { corpora: number; weight: number }>;

function count(
  { weight, pairs }: PhraseCorpus,
  votes: Map<string, Ballot>,
  cases: WordCases,
  { source: from, target: to, length }: PhraseTableOptions,
): void {
  const said = new Map<string, Map<string, number>>();
  for (const { source, target } of pairs) {
    cases.read(target, to);
    if (source.length > length + 4 || target.length > 2 * length + 4) continue;
    const phrase = plain(source, from);
    const translation = plain(target, to);
    if (!phrase || !translation || phrase.length > length || phrase.split(' ').length > MOST_WORDS) continue;
    const translations = said.get(phrase) ?? new Map<string, number>();
    said.set(phrase, translations);
    translations.set(translation, (translations.get(translation) ?? 0) + 1);
  }
  for (const [phrase, translations] of said) {
    const total = [...translations.values()].reduce((a, b) => a + b);
    const ballot: Ballot = votes.get(phrase) ?? new Map<string, { corpora: number; weight: number }>();
    votes.set(phrase, ballot);
    for (const [translation, times] of translations) {
      const vote = ballot.get(translation) ?? { corpora: 0, weight: 0 };
      ballot.set(translation, { corpora: vote.corpora + 1, weight: vote.weight + (weight * times) / total });
    }
  }
}

/** Letters, single blanks, hyphens and apostrophes; what has more in it is no phrase. */
const PLAIN = /^[\p{L}\p{M}'’\- ,]+$/u;
const HAN = /\p{Script=Han}/u;

/** The key of a text; undefined where it is not one of words alone, or not in its language's script. */
function plain(text: string, language: string): string | undefined {
  // Letters of menus that are pressed with Alt: "&Save", "_Save", "保存(&S)".
  const spelt = text
    .replace(/(?<!\s)\s*[(（][&_]\p{L}[)）]/u, '')
    .replace(/(?<!\p{L})[&_](?=\p{L})|(?<=\p{L})&(?=\p{L})/gu, '');
  const { before, after, words } = phraseParts(spelt);
  const isChinese = language.startsWith('zh');
  if (before.trim() || after.trim() || !PLAIN.test(words.replace(/，/g, ',')) || isName(words))
    return undefined;
  if (isChinese ? !HAN.test(words) || / /.test(words) : HAN.test(words) || !/\p{L}{2}/u.test(words))
    return undefined;
  return phraseKey(words);
}

/** Acronyms and names such as GitHub: a table of words is not for them. */
const isName = (words: string): boolean => /^(?:\p{Lu}{2,5}s?|\p{Lu}\p{Ll}+\p{Lu}\p{L}*)$/u.test(words);

function winnerOf(
  ballot: Ballot,
  { agreement, share }: PhraseTableOptions,
): { translation: string; corpora: number; seen: number } | undefined {
  const all = [...ballot.values()].reduce((sum, { weight }) => sum + weight, 0);
  const [best] = [...ballot].sort(([, a], [, b]) => b.weight - a.weight);
  const [translation, { corpora, weight }] = best;
  return corpora >= agreement && weight >= share * all ? { translation, corpora, seen: all } : undefined;
}

/** Which words are written with a capital where no sentence begins: names of languages, months, products. */
class WordCases {
  private readonly forms = new Map<string, Map<string, number>>();

  /** The words of a text but for the first. */
  read(text: string, language: string): void {
    const words = text.match(/\p{L}[\p{L}\p{M}'’-]*/gu) ?? [];
    // English titles have capitals everywhere, and cannot be told from sentences while they are short.
    const fewest = language.startsWith('en') ? 5 : 2;
    if (words.length < fewest || words.filter((word) => /^\p{Lu}/u.test(word)).length > words.length / 2)
      return;
    for (const word of words.slice(1)) {
      const key = word.toLowerCase();
      const forms = this.forms.get(key) ?? new Map<string, number>();
      this.forms.set(key, forms.set(word, (forms.get(word) ?? 0) + 1));
    }
  }

  /** @param text in small letters */
  restore(text: string): string {
    return text.replace(/\p{L}[\p{L}\p{M}'’-]*/gu, (word) => {
      const forms = [...(this.forms.get(word) ?? [])];
      const all = forms.reduce((sum, [, times]) => sum + times, 0);
      const [form, times] = forms.sort(([, a], [, b]) => b - a)[0] ?? [word, 0];
      return times >= 3 && times > 0.7 * all ? form : word;
    });
  }
}
