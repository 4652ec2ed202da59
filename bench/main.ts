/** `npm run bench [-- section…]`: the figures of the README, as Markdown tables; every ratio within one run. */
import { cpus } from 'node:os';
import { benchBeams } from './beams';
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

async function main(names: string[]): Promise<void> {
  const unknown = names.filter((name) => !(name in SECTIONS));
  if (unknown.length > 0)
    throw new Error(`unknown section ${unknown.join(', ')}; there are ${Object.keys(SECTIONS).join(', ')}`);
  console.log(`${cpus()[0].model}, ${cpus().length} cores, Node ${process.version}\n`);
  for (const name of names.length > 0 ? names : Object.keys(SECTIONS)) {
    console.log(`${name}\n\n${table(await SECTIONS[name]())}\n`);
  }
  process.exit(0);
}

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
