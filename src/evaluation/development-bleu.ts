/** BLEU while training: greedy translations of some development pairs by the parameters as they are, in float32. */
import { translateSentences } from '../engine/translate/translator';
import { languageTokenizer, corpusBleu } from '../metrics';
import type { Seq2Seq } from '../runtime';
import type { Prepared } from '../train';

export interface DevelopmentTranslations {
  /** A rough figure every few minutes, not the one that is reported: see src/runs/export.ts. */
  bleu: number;
  /** Those that it was measured on. */
  sentences: { source: string; reference: string; translation: string }[];
}

/**
 * @param language BCP 47 tag of the target
 * @param most sentences at most, drawn evenly, so that every corpus has its part
 * @throws RuntimeError
 */
export async function translateDevelopment(
  session: Seq2Seq,
  { pairs, source, target }: Pick<Prepared, 'pairs' | 'source' | 'target'>,
  language: string,
  most: number,
): Promise<DevelopmentTranslations> {
  const every = Math.max(1, Math.ceil(pairs.development.length / most));
  const sample = pairs.development.filter((_, i) => i % every === 0);
  const translated = await translateSentences(
    { session, source, target, maxLength: { factor: 2, extra: 10 } },
    sample.map((pair) => pair.source),
    { beamSize: 1, lengthPenalty: 0, maxLength: 100, nBest: 1, batchSize: 50 },
    { signal: new AbortController().signal, progress: () => undefined },
  );
  const hypotheses = translated.map((t) => t.candidates[0]?.text ?? '');
  const references = sample.map((pair) => pair.target);
  return {
    bleu: corpusBleu(hypotheses, [references], { tokenize: languageTokenizer(language) }).score,
    sentences: sample.map((pair, i) => ({
      source: pair.source,
      reference: pair.target,
      translation: hypotheses[i],
    })),
  };
}
