/**
 * `npx tsx bench/plain.ts <model> [<another>]`: plain sentences that stand in no corpus (bench/plain), translated by one
 * model or by two side by side, as a table to be read. BLEU does not see a sentence that says the opposite; a reader does.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { translateSentences } from '../src/engine/translate/translator';
import { openModel } from '../src/node/models';
import type { Row } from './measure';
import { table } from './measure';

const BATCH = 16;

/** Of a language, without the names of the sections. */
const sentencesOf = (language: string): string[] =>
  readFileSync(join(__dirname, 'plain', `${language}.txt`), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

/** @returns each sentence beside its translation, with the settings the model's card recommends */
async function translated(name: string): Promise<Map<string, string>> {
  const model = await openModel(name, 1);
  const { source, decoding } = model.card;
  const sentences = sentencesOf(source);
  const { beamSize, lengthPenalty } = decoding;
  const found = await translateSentences(
    model,
    sentences,
    { beamSize, lengthPenalty, maxLength: 200, nBest: 1, batchSize: BATCH },
    { signal: new AbortController().signal, progress: () => undefined },
  );
  await model.session.dispose();
  return new Map(sentences.map((sentence, i) => [sentence, found[i].candidates[0]?.text ?? sentence]));
}

async function main(models: string[]): Promise<void> {
  if (models.length === 0)
    throw new Error('name a model, or two: npx tsx bench/plain.ts en-fr runs/en-fr/model');
  const columns: { name: string; texts: Map<string, string> }[] = [];
  for (const name of models) columns.push({ name, texts: await translated(name) });
  const sentences = [...columns[0].texts.keys()];
  const rows = sentences.map((sentence): Row =>
    Object.fromEntries([
      ['sentence', sentence],
      ...columns.map(({ name, texts }): [string, string] => [name, texts.get(sentence) ?? '']),
    ]),
  );
  process.stdout.write(`${table(rows)}\n`);
}

main(process.argv.slice(2)).catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
