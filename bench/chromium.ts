/** Opens a page of a benchmark in headless Chromium. */
import { build } from 'esbuild';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../tools/browser';

/** What a page offers, by name. */
type Api = Record<string, (...parameters: never[]) => unknown>;

/** Two modules out of one file: onnxruntime reads whether to pack when it is first used. */
const ROOT = join(__dirname, '..');
const MODELS = join(ROOT, 'media/models');
const ORT_WEBGL = join(ROOT, 'node_modules/onnxruntime-web/dist/ort.webgl.min.mjs');
const ORT_WASM = join(ROOT, 'node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.wasm');

/** Memory is measured when it is asked for, not at some later collection of garbage. */
const MEASURE_AT_ONCE = '--enable-blink-features=ForceEagerMeasureMemory';

/** A page that shares memory with no other may measure its own. */
const ISOLATED = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** @param conditions of package exports, beside the usual ones. @returns one classic script */
export async function bundle(entry: string, conditions: string[] = []): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    conditions,
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    logLevel: 'error',
    define: { 'import.meta.url': '"http://localhost/"' },
    plugins: [
      {
        name: 'ort-webgl',
        setup(builder) {
          builder.onResolve({ filter: /^ort-webgl-/ }, ({ path }) => ({
            path: ORT_WEBGL,
            suffix: `?${path}`,
          }));
        },
      },
    ],
  });
  return outputFiles[0].text;
}

export class BenchPage<A extends Api> {
  private constructor(
    private readonly browser: Browser,
    private readonly page: Page,
  ) {}

  /**
   * @param entry the page's code, from this folder; it assigns `api` to the global object
   * @param folder models lie in it
   * @param served beside them: by name, what the page may fetch
   */
  static async open<A extends Api>(
    entry: string,
    { folder = MODELS, served = {} }: { folder?: string; served?: Record<string, string | Buffer> } = {},
  ): Promise<BenchPage<A>> {
    const script = await bundle(join(__dirname, entry));
    const browser = await launchBrowser({ visible: false, more: [MEASURE_AT_ONCE] });
    const page = await browser.newPage();
    page.on('pageerror', (error) => console.error(`page: ${error.message}`));
    await page.route('http://localhost/**', (route) => {
      const path = new URL(route.request().url()).pathname.slice(1);
      if (path === '')
        return route.fulfill({
          contentType: 'text/html',
          body: '<!doctype html><title>Benchmark</title>',
          headers: ISOLATED,
        });
      if (Object.hasOwn(served, path)) {
        const contentType = path.endsWith('.js') ? 'text/javascript' : 'application/octet-stream';
        return route.fulfill({ contentType, body: served[path], headers: ISOLATED });
      }
      return route.fulfill({ path: path === 'ort.wasm' ? ORT_WASM : join(folder, path) });
    });
    await page.goto('http://localhost/');
    await page.addScriptTag({ content: script });
    return new BenchPage<A>(browser, page);
  }

  call<M extends keyof A & string>(
    method: M,
    ...parameters: A[M] extends (...p: infer P) => unknown ? P : never
  ): Promise<A[M] extends (...p: never[]) => infer R ? Awaited<R> : never> {
    return this.page.evaluate(
      ([name, args]) =>
        (globalThis as unknown as { api: Record<string, (...a: unknown[]) => unknown> }).api[name](...args),
      [method, parameters] as [string, unknown[]],
    ) as never;
  }

  async close(): Promise<void> {
    await this.browser.close();
  }
}
