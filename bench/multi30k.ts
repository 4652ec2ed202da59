/**
 * The published yardstick: networks trained on Multi30k alone (recipes in bench/multi30k; weights are not shipped,
 * since the captions' licence is not stated) on test_2016_flickr, beside the single-run text-only GRU of Caglayan et al.
 * 2017 (embedding 128, hidden 256, 10k joint BPE).
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openModel } from '../src/node/models';
import { CORPORA, corpusReader } from '../src/node/corpora';
import { translateSentences } from '../src/engine/translate/translator';
import { corpusBleu } from '../src/metrics';
import { heldOut, readRecipe } from '../src/train';
import type { Row } from './measure';
import { tokenizeMoses } from './multi30k/tokenize';

const BEAM_SIZE = 12;

/** Lower-cased, tokenised BLEU of one run: lium-lst/wmt17-mmt. */
const PUBLISHED = { de: 39.0, fr: 59.0 };

export async function benchMulti30k(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const target of ['de', 'fr'] as const) {
    const folder = `runs/multi30k-en-${target}/model`;
    if (!existsSync(join(folder, 'model.json'))) {
      rows.push({
        network: `en→${target}`,
        note: `train it first: npm run cli -- train bench/multi30k/en-${target}.json`,
      });
      continue;
    }
    rows.push(await score(target, folder));
  }
  return rows;
}

async function score(target: 'de' | 'fr', folder: string): Promise<Row> {
  const path = `bench/multi30k/en-${target}.json`;
  const recipe = readRecipe(readFileSync(path, 'utf8'), path);
  const { test } = heldOut(recipe, corpusReader(CORPORA));
  const model = await openModel(folder, 1);
  const translated = await translateSentences(
    model,
    test.map((pair) => pair.source),
    { beamSize: BEAM_SIZE, lengthPenalty: 1, maxLength: 100, nBest: 1, batchSize: 32 },
    { signal: new AbortController().signal, progress: () => undefined },
  );
  await model.session.dispose();
  const hypotheses = translated.map((t) => t.candidates[0]?.text ?? '');
  const references = test.map((pair) => pair.target);
  const cased = corpusBleu(hypotheses, [references]);
  const moses = (lines: string[]): string[] => lines.map((line) => tokenizeMoses(line, target));
  const tokenised = corpusBleu(moses(hypotheses), [moses(references)], { tokenize: 'none', smooth: 'none' });
  return {
    network: `en→${target}, ${test.length} captions, beam ${BEAM_SIZE}`,
    'cased sacreBLEU': cased.score.toFixed(2),
    signature: cased.signature,
    'lower-cased, tokenised': tokenised.score.toFixed(2),
    'published GRU': PUBLISHED[target].toFixed(1),
  };
}
