/**
 * Beam search the long way: whole vocabularies, copied token arrays, constraints looked up in the finished text, one
 * sentence, no bound. What the room's beam search must return.
 */
import { occurs, repeatsNgram, type HashModel, type Scored } from './models';

export interface ReferenceOptions {
  beamSize: number;
  maxLength: number;
  minLength: number;
  alpha: number;
  noRepeatNgramSize: number;
  forbiddenTokens: readonly number[];
  forcedPhrases: readonly (readonly number[])[];
  /** Places dealt out by phrase tokens met (dynamic beam allocation), or to the best of all. */
  banks: boolean;
}

interface Entry {
  tokens: number[];
  logProb: number;
}

/** All finished hypotheses, best first. */
export function referenceBeam(model: HashModel, sentence: number, options: ReferenceOptions): Scored[] {
  const { beamSize, maxLength, alpha } = options;
  const finished: Scored[] = [];
  let live: Entry[] = [{ tokens: [], logProb: 0 }];
  while (live.length > 0 && finished.length < beamSize) {
    const candidates = live
      .flatMap(({ tokens, logProb }) =>
        Array.from(model.after(sentence, tokens), (p, token) => ({
          tokens: [...tokens, token],
          logProb: logProb + p,
        })),
      )
      .filter(({ tokens }) => allowed(tokens, model.eos, maxLength, options))
      .sort((a, b) => b.logProb - a.logProb);
    const chosen = deal(candidates, beamSize - finished.length, options);
    live = chosen.filter((c) => c.tokens.at(-1) !== model.eos);
    for (const { tokens, logProb } of chosen.filter((c) => c.tokens.at(-1) === model.eos)) {
      finished.push({ tokens, logProb, score: logProb / tokens.length ** alpha });
    }
  }
  return finished.sort((a, b) => b.score - a.score);
}

function allowed(tokens: number[], eos: number, maxLength: number, options: ReferenceOptions): boolean {
  const missing = options.forcedPhrases.flat().length - met(tokens, options.forcedPhrases);
  if (tokens.at(-1) === eos) {
    return missing === 0 && tokens.length >= options.minLength;
  }
  return (
    tokens.length + missing + 1 <= maxLength &&
    !options.forbiddenTokens.includes(tokens.at(-1)!) &&
    !(options.noRepeatNgramSize > 0 && repeatsNgram(tokens, options.noRepeatNgramSize))
  );
}

/** Tokens of the phrases in the text, and of the longest beginning of another one that the text ends with. */
function met(tokens: readonly number[], phrases: readonly (readonly number[])[]): number {
  let sum = 0;
  let furthest = 0;
  for (const phrase of phrases) {
    if (occurs(tokens, phrase)) {
      sum += phrase.length;
      continue;
    }
    for (let length = 1; length < phrase.length && length <= tokens.length; length++) {
      if (tokens.slice(-length).join() === phrase.slice(0, length).join()) {
        furthest = Math.max(furthest, length);
      }
    }
  }
  return sum + furthest;
}

function deal(sorted: readonly Entry[], width: number, options: ReferenceOptions): Entry[] {
  if (!options.banks) {
    return sorted.slice(0, width);
  }
  const left = [...sorted];
  const chosen: Entry[] = [];
  while (left.length > 0 && chosen.length < width) {
    const banks = [...new Set(left.map((e) => met(e.tokens, options.forcedPhrases)))].sort((a, b) => b - a);
    for (const bank of banks.slice(0, width - chosen.length)) {
      const next = left.findIndex((e) => met(e.tokens, options.forcedPhrases) === bank);
      chosen.push(...left.splice(next, 1));
    }
  }
  return chosen;
}
