/** How good a translator is: BLEU, chrF2, and the placeholders that arrive. */
import type { LoadedModel } from '../engine/loaded-model';
import { translateSentences } from '../engine/translate/translator';
import { languageTokenizer, corpusBleu, corpusChrf } from '../metrics';
import { maskPlaceholders } from '../text';
import type { Pair } from '../train';
import type { Scores, ScoreOptions } from './scores';

/** Cased, detokenised BLEU and chrF2, one reference a sentence. */
export async function scoreTranslation(
  model: LoadedModel,
  pairs: Pair[],
  options: ScoreOptions,
): Promise<Scores> {
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
