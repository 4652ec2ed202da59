/**
 * What a wider beam brings and costs: BLEU and time of the bundled models on development sentences (which chose nothing in
 * training but when to stop), with the integer kernels in Node on one thread. The beam of a model's card is chosen by it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadModel } from '../src/engine/loaded-model';
import { translateSentences } from '../src/engine/translate/translator';
import { corpusBleu, languageTokenizer } from '../src/metrics';
import { CORPORA, corpusReader } from '../src/node/corpora';
import { compileKernels } from '../src/node/kernels';
import { modelFolder, readFolder } from '../src/node/models';
import { ort } from '../src/node/onnxruntime';
import { WasmSession } from '../src/runtime';
import { heldOut, readRecipe } from '../src/train';
import type { Row } from './measure';

const SENTENCES = 300;
/** Until the kernels have been compiled as they will stay. */
const WARM_UP = 100;
const BEAMS = [5, 4, 3, 2, 1];
const LENGTH_PENALTY = 0.75;

export async function benchBeams(models: readonly string[]): Promise<Row[]> {
  const kernels = await compileKernels();
  const rows: Row[] = [];
  for (const id of models) {
    const pairs = developmentPairs(id);
    const folder = readFolder(modelFolder(id));
    const model = await loadModel(ort, folder, 1, (_, network) => WasmSession.create(kernels, network));
    const sources = pairs.map(({ source }) => source);
    const references = [pairs.map(({ target }) => target)];
    const context = { signal: new AbortController().signal, progress: () => undefined };
    const common = { lengthPenalty: LENGTH_PENALTY, maxLength: 200, batchSize: 8 };
    const warmUp = sources.slice(0, WARM_UP);
    await translateSentences(model, warmUp, { ...common, beamSize: BEAMS[0], nBest: 1 }, context);
    for (const beamSize of BEAMS)
      for (const nBest of beamSize === BEAMS[0] ? [1, beamSize] : [1]) {
        const options = { ...common, beamSize, nBest };
        const start = process.cpuUsage();
        const translated = await translateSentences(model, sources, options, context);
        const { user, system } = process.cpuUsage(start);
        const hypotheses = translated.map((one) => one.candidates[0]?.text ?? one.source);
        const tokenize = languageTokenizer(model.card.target);
        rows.push({
          model: id,
          beam: beamSize,
          'candidates kept': nBest,
          BLEU: corpusBleu(hypotheses, references, { tokenize }).score.toFixed(2),
          'seconds of one processor': ((user + system) / 1e6).toFixed(1),
        });
      }
    await model.session.dispose();
  }
  return rows;
}

/** Evenly drawn, so that every corpus has its part. */
function developmentPairs(model: string): { source: string; target: string }[] {
  const path = join(modelFolder(model), 'recipe.json');
  const { development } = heldOut(readRecipe(readFileSync(path, 'utf8'), path), corpusReader(CORPORA));
  const every = development.length / SENTENCES;
  return Array.from({ length: SENTENCES }, (_, i) => development[Math.floor(i * every)]);
}
