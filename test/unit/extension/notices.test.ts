import assert from 'node:assert/strict';
import { bundledPackages } from '../../../tools/notices';

const map = (...sources: string[]): string => JSON.stringify({ version: 3, sources });

describe('what the bundles are made of', () => {
  it('is read from their source maps: each package once, the inner one of two, scopes with their names', () => {
    const maps = [
      map(
        'webpack://interlinear/./src/extension/extension.ts',
        'webpack://interlinear/./node_modules/lit-html/lit-html.js',
        'webpack://interlinear/./node_modules/lit-html/directives/map.js',
      ),
      map(
        'webpack://interlinear/./node_modules/@noble/hashes/sha2.js',
        'webpack://interlinear/./node_modules/outer/node_modules/inner/index.js',
      ),
    ];
    assert.deepEqual(bundledPackages(maps), ['@noble/hashes', 'inner', 'lit-html']);
  });
});
