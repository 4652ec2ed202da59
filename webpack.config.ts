/**
 * The extension host's file and those of its two workers, engine and workshop, which are shipped; and for the tests, which are not, those that
 * run inside the extension host and the stand-in that takes the engine's place.
 * `webpack --mode production` for what is shipped, `--mode development` for short build times.
 */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Compiler, Configuration } from 'webpack';
import webpack from 'webpack';
import { ASSEMBLY, compileKernels } from './src/node/kernels';

const DIST = join(__dirname, 'dist');
const ORT_WASM = 'ort-wasm-simd-threaded.wasm';
const KIB = 1024;

/** What onnxruntime-web fetches at run time, where the extension reads it as bytes. */
class CopyOrtWasm {
  apply(compiler: Compiler): void {
    compiler.hooks.afterEmit.tap('CopyOrtWasm', () => {
      const from = join(dirname(require.resolve('onnxruntime-web/wasm')), ORT_WASM);
      mkdirSync(DIST, { recursive: true });
      copyFileSync(from, join(DIST, ORT_WASM));
    });
  }
}

/** The kernels of src/runtime/wasm, which AssemblyScript compiles; a change of their sources is seen, too. */
class CompileKernels {
  apply(compiler: Compiler): void {
    compiler.hooks.afterCompile.tap('CompileKernels', ({ contextDependencies }) => {
      contextDependencies.add(ASSEMBLY);
    });
    compiler.hooks.afterEmit.tapPromise('CompileKernels', async () => {
      for (const [build, bytes] of Object.entries(await compileKernels()))
        writeFileSync(join(DIST, `kernels-${build}.wasm`), bytes);
    });
  }
}

const common = (production: boolean): Configuration => ({
  target: 'webworker',
  context: __dirname,
  devtool: production ? 'hidden-source-map' : 'source-map',
  resolve: { extensions: ['.ts', '.mjs', '.js'], mainFields: ['browser', 'module', 'main'] },
  module: {
    // Neither the extension host nor a nested worker can load a second file: what is imported lazily is in the same one.
    parser: { javascript: { dynamicImportMode: 'eager' } },
    rules: [
      // Types are checked by `npm run typecheck`.
      {
        test: /\.ts$/,
        loader: 'ts-loader',
        options: { transpileOnly: true, compilerOptions: { noEmit: false } },
      },
      // With these two, onnxruntime-web neither pulls a second copy of its WebAssembly file into dist/ nor leaves the
      // path of this folder in the bundle; it is given its bytes instead (src/engine/serve.ts).
      { test: /onnxruntime-web/, parser: { url: false } },
    ],
  },
  plugins: [new webpack.DefinePlugin({ 'import.meta.url': '""' })],
  optimization: { splitChunks: false },
  stats: 'errors-warnings',
});

/** The icons of the side panel, as VS Code draws them. */
class CopyIcons {
  apply(compiler: Compiler): void {
    compiler.hooks.afterEmit.tap('CopyIcons', () => {
      for (const name of ['codicon.css', 'codicon.ttf'])
        copyFileSync(require.resolve(`@vscode/codicons/dist/${name}`), join(DIST, 'panel', name));
    });
  }
}

/** Fails the production build when a bundle grows beyond its budget. */
const budget = (production: boolean, kib: number): Configuration['performance'] =>
  production
    ? {
        hints: 'error',
        maxAssetSize: kib * KIB,
        maxEntrypointSize: kib * KIB,
        assetFilter: (name) => name.endsWith('.js'),
      }
    : false;

export default (_env: unknown, { mode }: { mode?: string }): Configuration[] => {
  const production = mode === 'production';
  const shared = common(production);
  return [
    {
      ...shared,
      name: 'extension',
      entry: './src/extension/extension.ts',
      externals: { vscode: 'commonjs vscode' },
      output: { path: DIST, filename: 'extension.js', library: { type: 'commonjs2' } },
      performance: budget(production, 1400),
    },
    {
      ...shared,
      name: 'engine',
      entry: './src/engine/worker.ts',
      output: { path: DIST, filename: 'engine.js', iife: true, globalObject: 'self' },
      plugins: [...shared.plugins!, new CopyOrtWasm(), new CompileKernels()],
      performance: budget(production, 1200),
    },
    {
      ...shared,
      name: 'workshop',
      entry: './src/workshop/worker.ts',
      output: { path: DIST, filename: 'workshop.js', iife: true, globalObject: 'self' },
      performance: budget(production, 1200),
    },
    {
      ...shared,
      name: 'panel',
      target: 'web',
      entry: './webview/app/main.ts',
      module: {
        rules: [
          {
            test: /\.ts$/,
            loader: 'ts-loader',
            options: {
              configFile: join(__dirname, 'webview/tsconfig.json'),
              transpileOnly: true,
              compilerOptions: { noEmit: false },
            },
          },
        ],
      },
      output: { path: join(DIST, 'panel'), filename: 'panel.js', iife: true },
      plugins: [new CopyIcons()],
      performance: budget(production, 400),
    },
    {
      ...shared,
      name: 'tests',
      entry: {
        'host-stand-in': './test/host/stand-in.ts',
        'host-shipped': './test/host/shipped.ts',
        stranger: './test/panel/stranger.ts',
      },
      externals: { vscode: 'commonjs vscode' },
      output: { path: join(DIST, 'test'), filename: '[name].js', library: { type: 'commonjs2' } },
      performance: false,
    },
    {
      ...shared,
      name: 'stand-in',
      entry: './test/stand-in/worker.ts',
      output: { path: join(DIST, 'test'), filename: 'stand-in.js', iife: true, globalObject: 'self' },
      performance: false,
    },
  ];
};
