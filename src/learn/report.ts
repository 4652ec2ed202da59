/** What a lesson has changed, for a person who keeps or discards it. */
import type { Pair } from '../train';
import type { Lesson } from './lesson';
import type { Quality } from './quality';

/** BLEU and chrF2 of the model that learnt, before and after. */
export interface Change {
  sentences: number;
  bleu: readonly [before: number, after: number];
  chrf: readonly [before: number, after: number];
}

export interface Sample {
  source: string;
  reference: string;
  before: string;
  after: string;
}

export interface LearnReport {
  /** What became of the pairs, step by step. */
  counts: Record<string, number>;
  learnt: number;
  updates: number;
  targetTokens: number;
  /** Of learning alone. */
  seconds: number;
  /** On the user's pairs that were held out. */
  own: Change;
  /** On ordinary sentences, which should not be forgotten; undefined where none were given. */
  general?: Change;
  /** Held-out sentences whose translation has changed. */
  samples: Sample[];
}

const SAMPLES = 10;

export function changeOf(before: Quality, after: Quality): Change {
  return {
    sentences: after.sentences,
    bleu: [before.bleu, after.bleu],
    chrf: [before.chrf, after.chrf],
  };
}

/** Spread over the held-out pairs, those that have changed first. */
export function samplesOf(test: Lesson['test'], before: Quality, after: Quality): Sample[] {
  const all = test.map(({ source, target }: Pair, i): Sample => ({
    source,
    reference: target,
    before: before.translations[i],
    after: after.translations[i],
  }));
  const changed = all.filter((one) => one.before !== one.after);
  const every = Math.max(1, Math.floor(changed.length / SAMPLES));
  return changed.filter((_, i) => i % every === 0).slice(0, SAMPLES);
}
