/** Sizes of what is shipped: bundles, models, the package. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import type { Row } from './measure';

const ROOT = join(__dirname, '..');

export function benchSizes(): Row[] {
  const folders = [
    'dist',
    ...readdirSync(join(ROOT, 'media/models')).map((id) => join('media/models', id)),
    '.',
  ];
  const wanted = /\.(js|wasm|onnx|vsix)$|^tokenizer.*\.json$/;
  return folders
    .filter((folder) => existsSync(join(ROOT, folder)))
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder))
        .filter((name) => wanted.test(name) && !name.includes('.config.'))
        .map((name) => {
          const path = join(ROOT, folder, name);
          return {
            file: join(folder, name),
            'kB (1000)': Math.round(statSync(path).size / 1000),
            'gzip kB': Math.round(gzipSync(readFileSync(path)).length / 1000),
          };
        }),
    );
}
