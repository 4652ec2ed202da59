/** How good a language model is: perplexity per word, and how many keys its completions would save. */
import { continueText } from '../engine/complete/continuation';
import type { LoadedModel } from '../engine/loaded-model';
import { forcedScore } from '../search';
import { maskPlaceholders, normalize } from '../text';
import type { Scores, ScoreOptions } from './scores';

const WORD = /[\p{L}\p{M}\p{N}'’]+/gu;
/** What is written ahead: a few words, as an editor shows them. */
const MAX_TOKENS = 6;
const BATCH = 32;
/** Typing is played through for so many lines only: each key asks the network. */
const TYPED_LINES = 20;

export async function scoreContinuation(
  model: LoadedModel,
  lines: string[],
  { set, beamSize, lengthPenalty }: ScoreOptions,
): Promise<Scores> {
  const texts = lines.map((line) => maskPlaceholders(normalize(line)).text).filter((line) => line !== '');
  const perplexity = Math.exp(-(await logProbability(model, texts)) / wordsIn(texts));
  const typed = texts.slice(0, TYPED_LINES);
  const saved = await savedShare(model, typed);
  const common = { set, beamSize, lengthPenalty };
  return [
    {
      ...common,
      sentences: texts.length,
      metric: 'perplexity',
      score: perplexity,
      signature: 'per word; the ends of sentences and punctuation are part of it',
    },
    {
      ...common,
      sentences: typed.length,
      metric: 'characters saved',
      score: 100 * saved,
      signature: `per cent; of the best completion of at most ${MAX_TOKENS} tokens the words are taken up to the first wrong one`,
    },
  ];
}

const wordsIn = (texts: string[]): number =>
  texts.reduce((sum, text) => sum + (text.match(WORD)?.length ?? 0), 0);

async function logProbability(model: LoadedModel, texts: string[]): Promise<number> {
  let sum = 0;
  for (let i = 0; i < texts.length; i += BATCH) {
    const batch = texts
      .slice(i, i + BATCH)
      .map((text) => [...model.target.encode(text), model.target.ids.eos]);
    const decoder = await model.session.encode(batch.map(() => []));
    const { sentences } = await forcedScore(decoder, batch);
    sum += sentences.flat().reduce((total, { logProb }) => total + logProb, 0);
    decoder.dispose();
  }
  return sum;
}

/** Of the characters of each line, those that need not be typed when the right words of each completion are accepted, one by one. */
async function savedShare(model: LoadedModel, texts: string[]): Promise<number> {
  let [saved, all] = [0, 0];
  for (const text of texts) {
    all += text.length;
    const [first] = text.match(WORD) ?? [];
    let at = first ? text.indexOf(first) + first.length : text.length;
    while (at < text.length) {
      const [completion] = await continueText(model, text.slice(0, at), {
        beamSize: 3,
        nBest: 1,
        maxTokens: MAX_TOKENS,
        signal: new AbortController().signal,
      });
      const right = completion ? rightStart(completion.text, text.slice(at)) : 0;
      saved += right;
      at = nextWordEnd(text, at + right);
    }
  }
  return saved / Math.max(1, all);
}

const SIGN = /[^\p{L}\p{M}\p{N}'’\s]/gu;
const IN_WORD = /[\p{L}\p{M}\p{N}'’]/u;

/** How many characters of a completion, whole words only, are what the text goes on with. */
export function rightStart(completion: string, rest: string): number {
  const words = [...completion.matchAll(WORD), ...completion.matchAll(SIGN)];
  const ends = words.map(({ 0: word, index }) => index + word.length);
  const isCut = (end: number): boolean => IN_WORD.test(completion[end - 1]) && IN_WORD.test(rest[end] ?? '');
  return Math.max(0, ...ends.filter((end) => rest.startsWith(completion.slice(0, end)) && !isCut(end)));
}

/** Without a right completion the next word is typed. */
function nextWordEnd(text: string, at: number): number {
  const next = /[\p{L}\p{M}\p{N}'’]+/u.exec(text.slice(at));
  return next ? at + next.index + next[0].length : text.length;
}
