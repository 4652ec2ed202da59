/** Scores of a model on sentences it has never seen, as they stand in its card. */
import { fillBlanks } from '../engine/complete/filler';
import type { LoadedModel } from '../engine/loaded-model';
import { translateSentences } from '../engine/translate/translator';
import { languageTokenizer, corpusBleu, corpusChrf } from '../metrics';
import type { CardDetails } from '../models';
import { maskPlaceholders } from '../text';
import type { HeldOut, LabelledPair, Pair, Recipe } from '../train';
import { drawSpan, Random } from '../train';
import { scoreContinuation } from './score-continuation';

export type Scores = CardDetails['scores'];

export interface ScoreOptions {
  /** How the card names the sentences. */
  set: string;
  beamSize: number;
  lengthPenalty: number;
}

/**
 * The sets a model is scored on, by name: the test sentences of each corpus where a recipe holds them out so, otherwise
 * all development and all test sentences.
 */
export function heldOutSets({ heldOut, data }: Recipe, held: Omit<HeldOut, 'train'>): Map<string, Pair[]> {
  if (!heldOut.perCorpus) {
    const corpora = data.map(({ path }) => path).join(' + ');
    return new Map([
      [`${corpora}, held-out development sentences`, held.development],
      [`${corpora}, held-out test sentences`, held.test],
    ]);
  }
  const byCorpus = new Map<string, LabelledPair[]>();
  for (const pair of held.test) byCorpus.set(pair.corpus, [...(byCorpus.get(pair.corpus) ?? []), pair]);
  return new Map([...byCorpus].map(([name, pairs]) => [`${name}, held-out test sentences`, pairs]));
}

/** What its card recommends, on sentences its recipe holds out. */
export function scoreHeldOut(model: LoadedModel, pairs: Pair[], set: string): Promise<Scores> {
  const { beamSize, lengthPenalty } = model.card.decoding;
  const options = { set, beamSize, lengthPenalty };
  const lines = pairs.map((pair) => pair.source);
  if (model.card.task === 'fill') return scoreFilling(model, lines, options);
  if (model.card.task === 'complete') return scoreContinuation(model, lines, options);
  return scoreTranslation(model, pairs, options);
}

/** Cased, detokenised BLEU and chrF2, one reference a sentence. */
async function scoreTranslation(model: LoadedModel, pairs: Pair[], options: ScoreOptions): Promise<Scores> {
  if (pairs.length === 0) return [];
  const { set, beamSize, lengthPenalty } = options;
  const translated = await translateSentences(
    model,
    pairs.map((pair) => pair.source),
    { beamSize, lengthPenalty, maxLength: 200, nBest: 1, batchSize: 32 },
    { signal: new AbortController().signal, progress: () => undefined },
  );
  // What cannot be translated stays as it is, as in the editor.
  const hypotheses = translated.map((t) => t.candidates[0]?.text ?? t.source);
  const references = [pairs.map((pair) => pair.target)];
  const tokenize = languageTokenizer(model.card.target);
  const common = { set, sentences: pairs.length, beamSize, lengthPenalty };
  const bleu = corpusBleu(hypotheses, references, { tokenize });
  const chr = corpusChrf(hypotheses, references);
  return [
    { ...common, metric: 'BLEU', score: bleu.score, signature: bleu.signature },
    { ...common, metric: 'chrF2', score: chr.score, signature: chr.signature },
    ...placeholderScore(pairs, hypotheses).map((score) => ({ ...common, ...score })),
  ];
}

/** How many placeholders of the sources arrive exactly once; nothing where the sources have none. */
function placeholderScore(
  pairs: Pair[],
  hypotheses: string[],
): Pick<Scores[number], 'metric' | 'score' | 'signature'>[] {
  let [wanted, arrived] = [0, 0];
  pairs.forEach(({ source }, i) => {
    const { placeholders } = maskPlaceholders(source);
    const found = maskPlaceholders(hypotheses[i]).placeholders;
    const times = (list: string[], placeholder: string): number =>
      list.filter((p) => p === placeholder).length;
    wanted += placeholders.length;
    arrived += placeholders.filter((p) => times(found, p) === times(placeholders, p)).length;
  });
  if (wanted === 0) return [];
  return [
    {
      metric: 'placeholders kept',
      score: (100 * arrived) / wanted,
      signature: `${wanted} of code, addresses, {0}, …; as often as in the source`,
    },
  ];
}

const SHOWN = 5;
const MAX_FILLER_TOKENS = 8;

/** One word is taken out of each line: how often it is the first guess, or among the first five, of either side. */
async function scoreFilling(model: LoadedModel, lines: string[], options: ScoreOptions): Promise<Scores> {
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
