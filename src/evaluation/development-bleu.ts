/** BLEU while training: greedy translations of some development pairs by the parameters as they are, in float32. */
import { ort } from '../node/onnxruntime';
import { translateSentences } from '../engine/translate/translator';
import { languageTokenizer, corpusBleu } from '../metrics';
import { openNetwork, vocabularyOf } from '../runtime';
import type { Prepared, Trainer } from '../train';

/** A rough figure every few minutes, not the one that is reported: see export.ts. */
const PAIRS = 200;

export async function developmentBleu(
  { architecture, pairs, source, target }: Prepared,
  language: string,
  trainer: Trainer,
  parameters: Float32Array,
  threads: number,
): Promise<number> {
  const weights = trainer.named(parameters);
  const vocabulary = vocabularyOf(source, target);
  const session = await openNetwork(ort, { architecture, weights, vocabulary }, threads);
  // Drawn evenly, so that every corpus has its part.
  const every = Math.max(1, Math.floor(pairs.development.length / PAIRS));
  const sample = pairs.development.filter((_, i) => i % every === 0);
  const translated = await translateSentences(
    { session, source, target, maxLength: { factor: 2, extra: 10 } },
    sample.map((pair) => pair.source),
    { beamSize: 1, lengthPenalty: 0, maxLength: 100, nBest: 1, batchSize: 50 },
    { signal: new AbortController().signal, progress: () => undefined },
  );
  await session.dispose();
  const hypotheses = translated.map((t) => t.candidates[0]?.text ?? '');
  const references = sample.map((pair) => pair.target);
  return corpusBleu(hypotheses, [references], { tokenize: languageTokenizer(language) }).score;
}
