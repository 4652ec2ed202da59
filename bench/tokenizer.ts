/** The bundled source tokenizer, beside Hugging Face's own library on the same file and text, in the same run. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Tokenizer as HuggingFaceTokenizer } from '@huggingface/tokenizers';
import { modelFolder } from '../src/node/models';
import { loadTokenizer } from '../src/text';
import type { Row } from './measure';

export function benchTokenizer(model: string): Row[] {
  const json = JSON.parse(readFileSync(join(modelFolder(model), 'tokenizer.source.json'), 'utf8')) as object;
  const lines = readFileSync(join(__dirname, '../README.md'), 'utf8').split('\n');
  const text = Array.from({ length: 40 }, () => lines).flat();
  const own = loadTokenizer(json);
  const library = new HuggingFaceTokenizer(json, {});
  const speeds = [
    speed(() => text.reduce((sum, line) => sum + own.encode(line).length, 0)),
    speed(() => text.reduce((sum, line) => sum + library.encode(line).ids.length, 0)),
  ];
  return [
    {
      tokenizer: 'src/text',
      'thousand tokens/s': Math.round(speeds[0]),
      ratio: (speeds[0] / speeds[1]).toFixed(1),
    },
    { tokenizer: '@huggingface/tokenizers', 'thousand tokens/s': Math.round(speeds[1]), ratio: '1' },
  ];
}

/** Tokens a millisecond, warm. */
function speed(encode: () => number): number {
  encode();
  const start = performance.now();
  const tokens = encode();
  return tokens / (performance.now() - start);
}
