import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packedReadme } from '../../../tools/readme';

const README = join(__dirname, '../../../README.md');

describe('the README of the package', () => {
  it('has no pictures, and paths instead of links to files', () => {
    const packed = packedReadme(
      [
        '# Title',
        '![Candidates](media/screenshots/translate-dark.png)',
        'See [how it is *built*](docs/architecture.md), [`docs/models.md`](docs/models.md) and [ONNX](https://onnx.ai).',
        '<img src="media/icon.png" width="16">',
        '| a | b |\n|---|---|\n| [x](LICENSE) | ![](a.png) |',
        '`[no](link.md)` and [down](#title)',
      ].join('\n\n'),
    );
    assert.equal(
      packed,
      [
        '# Title',
        'See how it is *built* (docs/architecture.md), `docs/models.md` and [ONNX](https://onnx.ai).',
        '| a | b |\n|---|---|\n| x (LICENSE) |  |',
        '`[no](link.md)` and [down](#title)',
      ].join('\n\n'),
    );
  });

  it('of this repository has only what the page of an extension can show', () => {
    const packed = packedReadme(readFileSync(README, 'utf8'));
    assert.doesNotMatch(packed, /!\[|<img/);
    for (const [, url] of packed.matchAll(/\]\(([^)\s]+)\)/g)) assert.match(url, /^(https:|#)/);
  });
});
