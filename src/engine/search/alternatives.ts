/**
 * What else a word might have been: the most probable words after a prefix, each with the probability of all its pieces.
 * A piece begins a word; greedy steps complete it.
 */
import type { DecoderState } from '../../search';
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

/** @param prefix target tokens before the word */
export async function alternatives(
  subject: OpenSubject,
  prefix: readonly number[],
  count: number,
): Promise<Alternative[]> {
  const { decoder, rules, textOf } = subject;
  const refused = new Set(rules.forbiddenTokens);
  const wanted = Math.min(decoder.vocabularySize, count + refused.size);
  const start = await afterPrefix(subject, prefix, wanted);
  let state = start.state;
  const words: Growing[] = [];
  for (let i = 0; i < wanted && words.length < count; i++) {
    const token = start.tokens[i];
    if (refused.has(token) || start.logProbs[i] === -Infinity) continue;
    words.push({ tokens: [token], logProb: start.logProbs[i], done: token === decoder.eos });
  }
  try {
    let parents = words.map(() => 0);
    let live = words.filter(({ done }) => !done);
    for (let piece = 1; piece < MAX_PIECES && live.length > 0; piece++) {
      const step = await decoder.step({
        state,
        parents: Int32Array.from(live, (_, i) => parents[i]),
        tokens: Int32Array.from(live, ({ tokens }) => tokens[tokens.length - 1]),
        k: 1,
      });
      state.dispose();
      state = step.state;
      live.forEach((word, i) => grow(word, step.tokens[i], step.logProbs[i], decoder.eos, textOf));
      parents = [...live.keys()].filter((i) => !live[i].done);
      live = live.filter(({ done }) => !done);
    }
  } finally {
    state.dispose();
  }
  return distinct(words.map((word) => shown(word, subject)));
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

async function afterPrefix(
  { decoder }: OpenSubject,
  prefix: readonly number[],
  k: number,
): Promise<{ state: DecoderState; tokens: Int32Array; logProbs: Float32Array }> {
  let state = decoder.initial;
  for (let i = 0; ; i++) {
    const token = i === 0 ? decoder.bos : prefix[i - 1];
    const last = i === prefix.length;
    const step = await decoder.step({
      state,
      parents: Int32Array.of(0),
      tokens: Int32Array.of(token),
      k: last ? k : 1,
    });
    if (state !== decoder.initial) state.dispose();
    if (last) return step;
    state = step.state;
  }
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
