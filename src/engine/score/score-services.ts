/** Scores of a text or of files against references, with what a person needs to see where they come from. */
import type { BleuMatches, BleuOptions } from '../../metrics';
import {
  bleu,
  bleuD2l,
  bleuMatches,
  bootstrap,
  chrf,
  pairedBootstrap,
  sentenceBleu,
  sentenceChrf,
} from '../../metrics';
import type {
  CorpusScore,
  MatchedText,
  MetricSettings,
  ScoreAnswer,
  ScoreFilesAnswer,
  ScoreFilesParams,
  ScoreParams,
} from '../../protocol/score';
import type { RequestContext } from '../../rpc/services';

const ORDERS = [1, 2, 3, 4];

/** @throws MetricsError */
export function score({ candidate, references, k, ...settings }: ScoreParams): ScoreAnswer {
  const options: BleuOptions = settings;
  const found = bleuMatches(candidate, references, settings);
  const ofReferences = references.map((reference) => bleuMatches(reference, [candidate], settings));
  const field = sentenceBleu(candidate, references, options);
  const characters = sentenceChrf(candidate, references, { lowercase: settings.lowercase });
  return {
    notes: bestOfNotes(found, ofReferences, k),
    bleu: {
      score: field.score,
      precisions: [...field.precisions],
      penalty: field.bp,
      signature: field.signature,
    },
    chrf: { name: characters.name, score: characters.score, signature: characters.signature },
    candidate: longestMatches(found),
    references: ofReferences.map(longestMatches),
    matches: ORDERS.map((n): [number, number] => [
      found.matches.filter(({ order }) => order === n).length,
      Math.max(0, found.tokens.length - n + 1),
    ]),
  };
}

/** The notes compare with one label: the reference that gives the most. */
function bestOfNotes(
  found: BleuMatches,
  references: readonly BleuMatches[],
  k: number,
): ScoreAnswer['notes'] {
  const scores = references.map(({ tokens }) => bleuD2l(found.tokens.join(' '), tokens.join(' '), k));
  const best = scores.reduce((top, one, i) => (one.score > scores[top].score ? i : top), 0);
  const { score: value, penalty, precisions } = scores[best];
  return { score: value, penalty, precisions: [...precisions], reference: best };
}

function longestMatches({ tokens, matches }: BleuMatches): MatchedText {
  const orders = tokens.map(() => 0);
  for (const { order, start, end } of matches)
    for (let i = start; i < end; i++) orders[i] = Math.max(orders[i], order);
  return { tokens: [...tokens], orders };
}

/** Sentences between two looks at messages from outside. */
const CHUNK = 100;
/** More would not fit on a screen, nor in a message. */
const SHOWN_SENTENCES = 2000;

/** @throws MetricsError, the signal's reason when cancelled */
export async function scoreFiles(
  { system, references, baseline, tokenize, lowercase }: ScoreFilesParams,
  { signal, progress }: RequestContext<{ done: number; total: number }>,
): Promise<ScoreFilesAnswer> {
  const settings: MetricSettings = { tokenize, lowercase };
  const total = Math.min(system.length, SHOWN_SENTENCES);
  const metrics = [bleu(settings), chrf({ lowercase })];
  const scores = metrics.map((metric): CorpusScore => {
    const { score: value, lower, upper, signature } = bootstrap(metric, system, references);
    const pair = baseline && pairedBootstrap(metric, baseline, system, references);
    return {
      metric: metric.name,
      score: value,
      lower,
      upper,
      signature,
      ...(pair && {
        comparison: { baseline: pair.baselineScore, difference: pair.difference, pValue: pair.pValue },
      }),
    };
  });
  const sentences: ScoreFilesAnswer['sentences'] = [];
  for (let line = 0; line < total; line++) {
    if (line % CHUNK === 0) {
      progress({ done: line, total });
      await new Promise((resolve) => setTimeout(resolve));
      signal.throwIfAborted();
    }
    const own = references.map((stream) => stream[line]);
    sentences.push({
      line: line + 1,
      system: system[line],
      reference: own[0],
      bleu: sentenceBleu(system[line], own, settings).score,
      chrf: sentenceChrf(system[line], own, { lowercase }).score,
      ...(baseline && { baseline: sentenceBleu(baseline[line], own, settings).score }),
    });
  }
  return { scores, sentences };
}
