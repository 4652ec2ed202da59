/** How well a model translates a few sentences: what is shown before and after a lesson. */
import type { LoadedModel } from '../engine/loaded-model';
import { translateSentences } from '../engine/translate/translator';
import { corpusBleu, corpusChrf, languageTokenizer } from '../metrics';
import type { Pair } from '../train';

export interface Quality {
  sentences: number;
  /** As sacreBLEU computes them, 0 … 100. */
  bleu: number;
  chrf: number;
  translations: string[];
}

/**
 * @param tick called with sentences done
 * @throws SearchError('aborted') when cancelled, RuntimeError
 */
export async function qualityOf(
  model: LoadedModel,
  pairs: readonly Pair[],
  signal: AbortSignal,
  tick: (done: number) => void,
): Promise<Quality> {
  if (pairs.length === 0) return { sentences: 0, bleu: NaN, chrf: NaN, translations: [] };
  const { beamSize, lengthPenalty } = model.card.decoding;
  const translated = await translateSentences(
    model,
    pairs.map(({ source }) => source),
    { beamSize, lengthPenalty, maxLength: 200, nBest: 1, batchSize: 32 },
    { signal, progress: ({ done }) => tick(done) },
  );
  // What cannot be translated stays as it is, as in the editor.
  const translations = translated.map(({ candidates, source }) => candidates[0]?.text ?? source);
  const references = [pairs.map(({ target }) => target)];
  return {
    sentences: pairs.length,
    bleu: corpusBleu(translations, references, { tokenize: languageTokenizer(model.card.target) }).score,
    chrf: corpusChrf(translations, references).score,
    translations,
  };
}
