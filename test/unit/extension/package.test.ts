import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { listFiles, PackageManager } from '@vscode/vsce';

const ROOT = resolve(__dirname, '../../..');
const SHIPPED = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'SECURITY.md',
  'ThirdPartyNotices.txt',
  'dist/engine.js',
  'dist/engine.js.LICENSE.txt',
  'dist/extension.js',
  'dist/extension.js.LICENSE.txt',
  'dist/kernels-exact.wasm',
  'dist/kernels-relaxed.wasm',
  'dist/ort-wasm-simd-threaded.wasm',
  'dist/panel/codicon.css',
  'dist/panel/codicon.ttf',
  'dist/panel/panel.js',
  'dist/panel/panel.js.LICENSE.txt',
  'dist/workshop.js',
  'dist/workshop.js.LICENSE.txt',
  'l10n/bundle.l10n.fr.json',
  'l10n/bundle.l10n.zh-cn.json',
  'media/icon.png',
  'media/models/en-fr/decoder.onnx',
  'media/models/en-fr/encoder.onnx',
  'media/models/en-fr/model.json',
  'media/models/en-fr/tokenizer.json',
  'media/models/en-fr/tokenizer.source.json',
  'media/models/en-fr/tokenizer.target.json',
  'media/models/en-fr/words.txt',
  'media/panel.svg',
  'media/recipe.schema.json',
  'media/rehearsal/en-fr.tsv',
  'media/walkthrough/document.svg',
  'media/walkthrough/models.svg',
  'media/walkthrough/translate.svg',
  'media/walkthrough/words.svg',
  'package.json',
  'package.nls.fr.json',
  'package.nls.json',
  'package.nls.zh-cn.json',
];
/** What lies about in the folder of someone who works on it. */
const KEPT_BACK = [
  '.ci/run',
  '.env',
  '.github/workflows/ci.yml',
  '.npmrc',
  '.vscode/launch.json',
  'bench/main.ts',
  'dist/engine.js.map',
  'dist/extension.js.map',
  'dist/notes.txt',
  'dist/test/host-shipped.js',
  'interlinear-0.0.1.vsix',
  'media/icon.svg',
  'media/models/en-fr/checkpoint.bin',
  'media/models/en-fr/recipe.json',
  'node_modules/onnxruntime-web/package.json',
  'out/demo.png',
  'package-lock.json',
  'runs/en-fr/log.txt',
  'src/extension/extension.ts',
  'test/unit/architecture.test.ts',
  'tools/start.ts',
  'tsconfig.json',
  'webpack.config.ts',
  'webview/app/main.ts',
];

describe('the package', () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'interlinear-package-'));
    for (const file of [...SHIPPED, ...KEPT_BACK]) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), '');
    }
    for (const file of ['package.json', '.vscodeignore']) cpSync(join(ROOT, file), join(folder, file));
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  it('holds the extension, its models and texts, and nothing else that lies in the folder', async () => {
    const files = await listFiles({ cwd: folder, packageManager: PackageManager.None });
    assert.deepEqual([...files].sort(), SHIPPED);
  });
});
