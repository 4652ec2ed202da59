/**
 * Which tokens of byte-level BPE may follow each other so that their bytes are UTF-8: a search that keeps to it never
 * writes half a character. The states are those between the bytes of a character (Unicode 15, table 3-7).
 *
 * Not here: the search, which takes this as an automaton over token ids.
 */
import type { Tokenizer } from './tokenizer';

/** Between characters; then with 1, 2, 3 bytes to come; then those where the next byte is of a smaller range. */
const START = 0;

type Step = readonly [from: number, to: number, state: number];

/** By state: ranges of the next byte and the state after it. */
const STEPS: readonly (readonly Step[])[] = [
  [
    [0x00, 0x7f, START],
    [0xc2, 0xdf, 1],
    [0xe0, 0xe0, 4],
    [0xe1, 0xec, 2],
    [0xed, 0xed, 5],
    [0xee, 0xef, 2],
    [0xf0, 0xf0, 6],
    [0xf1, 0xf3, 3],
    [0xf4, 0xf4, 7],
  ],
  [[0x80, 0xbf, START]],
  [[0x80, 0xbf, 1]],
  [[0x80, 0xbf, 2]],
  [[0xa0, 0xbf, 1]],
  [[0x80, 0x9f, 1]],
  [[0x90, 0xbf, 2]],
  [[0x80, 0x8f, 2]],
];

const BYTES_TO_COME = [0, 1, 2, 3, 2, 2, 3, 3];

export interface WholeCharacters {
  next(state: number, token: number): number | undefined;
  /** Bytes to come, which are as many tokens at most. */
  distance(state: number): number;
}

/** By tokenizer: what is known of its tokens stays. */
const made = new WeakMap<Tokenizer, WholeCharacters>();

export function wholeCharacters(tokenizer: Tokenizer): WholeCharacters {
  const automaton = made.get(tokenizer) ?? automatonOf(tokenizer);
  made.set(tokenizer, automaton);
  return automaton;
}

function automatonOf(tokenizer: Tokenizer): WholeCharacters {
  /** By token, by state. */
  const known: (number | undefined)[][] = [];
  const after = (state: number, token: number): number | undefined => {
    let now: number | undefined = state;
    for (const byte of tokenizer.bytesOf(token)) {
      now = STEPS[now].find(([from, to]) => from <= byte && byte <= to)?.[2];
      if (now === undefined) return undefined;
    }
    return now;
  };
  return {
    next(state, token) {
      known[token] ??= STEPS.map((_, from) => after(from, token));
      return known[token][state];
    },
    distance: (state) => BYTES_TO_COME[state],
  };
}
