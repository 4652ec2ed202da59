/**
 * What else a word might have been: the most probable words after a prefix, each with the probability of all its pieces.
 * A piece begins a word; greedy steps complete it.
 */
import type { StepResult } from '../../search';
import { checkTokens, DecoderWalk } from '../../search';
import type { Alternative } from '../../protocol/search';
import type { OpenSubject } from './search-subject';
import { beginsWord } from './search-words';

/** Longer words are shown as far as this. */
const MAX_PIECES = 8;

interface Growing {
  tokens: number[];
  logProb: number;
  done: boolean;
}

/**
 * @param prefix target tokens before the word
 * @throws SearchError('invalid-option') where the prefix has tokens that the decoder lacks or that end a sentence,
 *   'aborted' when cancelled
 */
export async function alternatives(
  subject: OpenSubject,
  prefix: readonly number[],
  count: number,
  signal: AbortSignal,
): Promise<Alternative[]> {
  const { decoder, rules, textOf } = subject;
  checkTokens('prefix', prefix, decoder);
  const refused = new Set(rules.forbiddenTokens);
  const wanted = Math.min(decoder.vocabularySize, count + refused.size);
  const words: Growing[] = [];
  const walk = new DecoderWalk(decoder, signal);
  try {
    const start = await afterPrefix(walk, [decoder.bos, ...prefix], wanted);
    for (let i = 0; i < wanted && words.length < count; i++) {
      const token = start.tokens[i];
      if (refused.has(token) || start.logProbs[i] === -Infinity) continue;
      words.push({ tokens: [token], logProb: start.logProbs[i], done: token === decoder.eos });
    }
    let live = words.filter(({ done }) => !done);
    let parents = live.map(() => 0);
    for (let piece = 1; piece < MAX_PIECES && live.length > 0; piece++) {
      const step = await walk.step({
        parents: Int32Array.from(parents),
        tokens: Int32Array.from(live, ({ tokens }) => tokens[tokens.length - 1]),
        k: 1,
      });
      live.forEach((word, i) => grow(word, step.tokens[i], step.logProbs[i], decoder.eos, textOf));
      parents = [...live.keys()].filter((i) => !live[i].done);
      live = live.filter(({ done }) => !done);
    }
  } finally {
    walk.close();
  }
  return distinct(words.map((word) => shown(word, subject)));
}

/** @param tokens the first token of all and the prefix @param k how many next tokens are wanted */
async function afterPrefix(walk: DecoderWalk, tokens: readonly number[], k: number): Promise<StepResult> {
  const parents = Int32Array.of(0);
  for (const token of tokens.slice(0, -1)) await walk.step({ parents, tokens: Int32Array.of(token), k: 1 });
  return walk.step({ parents, tokens: Int32Array.of(tokens[tokens.length - 1]), k });
}

function grow(
  word: Growing,
  token: number,
  logProb: number,
  eos: number,
  textOf: (token: number) => string,
): void {
  const last = textOf(word.tokens[word.tokens.length - 1]);
  word.done = token === eos || beginsWord(textOf(token), last);
  if (word.done) return;
  word.tokens.push(token);
  word.logProb += logProb;
}

function shown({ tokens, logProb }: Growing, { decoder, textOf }: OpenSubject): Alternative {
  const end = tokens[0] === decoder.eos;
  return { text: tokens.map(textOf).join('').trim(), tokens, probability: Math.exp(logProb), end };
}

/** Two ways to spell a word are one word to a reader: the more probable one stays. */
function distinct(words: Alternative[]): Alternative[] {
  const sorted = words.sort((a, b) => b.probability - a.probability);
  return sorted.filter(({ text }, i) => sorted.findIndex((other) => other.text === text) === i);
}
