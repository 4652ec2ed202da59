/** `npm run bench [-- section… --json]`: the figures of docs/benchmarks.md, as Markdown tables; every ratio within one run. */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { benchBeams } from './beams';
import { benchCompletion, benchNearby } from './completion';
import { benchDecoding } from './decoding';
import { benchFiles, benchGenerated } from './documents';
import { benchEditor } from './editor';
import { benchFirstUse } from './first-use';
import type { Row } from './measure';
import { table } from './measure';
import { benchMulti30k } from './multi30k';
import { benchSizes } from './sizes';
import { benchTokenizer } from './tokenizer';
import { benchTraining } from './training';
import { benchWasmLists, benchWasmSpeed } from './wasm';
import { benchWebglSentences, benchWebglSteps } from './webgl';

const MODEL = 'en-fr';

const SECTIONS: Record<string, () => Promise<Row[]> | Row[]> = {
  training: async () => [...(await benchTraining(1)), ...(await benchTraining(2))],
  decoding: () => benchDecoding(MODEL),
  beams: () => benchBeams(['en-fr', 'fr-en']),
  completion: async () => [...(await benchCompletion('en-text')), ...(await benchCompletion('en-fill'))],
  nearby: () => benchNearby('en-text'),
  tokenizer: () => benchTokenizer(MODEL),
  sizes: benchSizes,
  editor: benchEditor,
  'first-use': () => benchFirstUse(MODEL),
  documents: benchGenerated,
  files: benchFiles,
  multi30k: benchMulti30k,
  wasm: () => benchWasmSpeed(MODEL),
  'wasm-lists': () => benchWasmLists(MODEL),
  webgl: benchWebglSteps,
  'webgl-sentences': benchWebglSentences,
};

/** Into it all sections of a run go: someone with another machine or card can send it back. */
const JSON_FILE = 'bench.json';

async function main(args: string[]): Promise<void> {
  const json = args.includes('--json');
  const names = args.filter((one) => one !== '--json');
  const unknown = names.filter((name) => !(name in SECTIONS));
  if (unknown.length > 0)
    throw new Error(`unknown section ${unknown.join(', ')}; there are ${Object.keys(SECTIONS).join(', ')}`);
  const machine = { processor: cpus()[0].model, cores: cpus().length, node: process.version };
  console.log(`${machine.processor}, ${machine.cores} cores, Node ${machine.node}\n`);
  const sections: Record<string, Row[]> = {};
  for (const name of names.length > 0 ? names : Object.keys(SECTIONS)) {
    sections[name] = await SECTIONS[name]();
    console.log(`${name}\n\n${table(sections[name])}\n`);
  }
  if (json) {
    writeFileSync(
      JSON_FILE,
      `${JSON.stringify({ ...machine, date: new Date().toISOString(), sections }, null, 2)}\n`,
    );
    console.log(`all of it stands in ${JSON_FILE}`);
  }
  process.exit(0);
}

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
