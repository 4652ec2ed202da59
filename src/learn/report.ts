/** What a lesson has changed, for a person who keeps or discards it. */
import type { Change, Sample } from '../protocol/workshop';
import type { Pair } from '../train';
import type { Lesson } from './lesson';
import type { Quality } from './quality';

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
