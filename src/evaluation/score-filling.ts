/** How good a network fills blanks: how often the word that was taken out is among its first guesses. */
import { fillBlanks } from '../engine/complete/filler';
import type { LoadedModel } from '../engine/loaded-model';
import { drawSpan } from '../train';
import { Random } from '../random';
import type { Scores, ScoreOptions } from './scores';

const SHOWN = 5;
const MAX_FILLER_TOKENS = 8;

/** One word is taken out of each line: how often it is the first guess, or among the first five, of either side. */
export async function scoreFilling(
  model: LoadedModel,
  lines: string[],
  options: ScoreOptions,
): Promise<Scores> {
  const random = new Random(2026);
  const hits = { both: [0, 0], past: [0, 0] };
  let count = 0;
  for (const line of lines) {
    const span = drawSpan(line, 1, random);
    if (!span) continue;
    const { blanks } = await fillBlanks(model, `${span.before} ___${span.after}`, {
      beamSize: options.beamSize,
      nBest: SHOWN,
      maxLength: MAX_FILLER_TOKENS,
      signal: new AbortController().signal,
    });
    count++;
    for (const [side, fillers] of Object.entries({
      both: blanks[0].pastAndFuture,
      past: blanks[0].pastOnly,
    })) {
      const rank = fillers.findIndex((f) => f.text === span.filler.trim());
      hits[side as 'both' | 'past'][0] += rank === 0 ? 1 : 0;
      hits[side as 'both' | 'past'][1] += rank >= 0 ? 1 : 0;
    }
  }
  const names = { both: 'past and future', past: 'past alone' };
  return Object.entries(names).flatMap(([side, name]) =>
    [1, SHOWN].map((first, i) => ({
      set: options.set,
      sentences: count,
      metric: `accuracy of the first ${first}, ${name}`,
      score: (100 * hits[side as 'both' | 'past'][i]) / Math.max(1, count),
      signature: `one word out of each line, seed 2026, exact match`,
      beamSize: options.beamSize,
      lengthPenalty: options.lengthPenalty,
    })),
  );
}
