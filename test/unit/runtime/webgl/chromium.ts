/** A page in headless Chromium that holds the code of src/: WebGL there, onnxruntime-node here, compared by the tests. */
import { build } from 'esbuild';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../../../tools/browser';
import type { api } from './page';

/** What a page offers, by name. */
type Api = Record<string, (...parameters: never[]) => unknown>;

const ROOT = join(__dirname, '../../../..');
const MODELS = join(ROOT, 'media/models');
const ORT_WASM = join(ROOT, 'node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.wasm');

export class Chromium<A extends Api = typeof api> {
  private constructor(
    private readonly browser: Browser,
    readonly page: Page,
  ) {}

  static async open<A extends Api = typeof api>(entry = join(__dirname, 'page.ts')): Promise<Chromium<A>> {
    const { outputFiles } = await build({
      entryPoints: [entry],
      bundle: true,
      write: false,
      format: 'iife',
      target: 'es2022',
      logLevel: 'error',
      define: { 'import.meta.url': '""' },
    });
    const browser = await launchBrowser({ visible: false });
    const page = await browser.newPage();
    page.on('console', (message) => console.log(`page: ${message.text()}`));
    page.on('pageerror', (error) => console.log(`page: ${error.message}`));
    await page.route('http://localhost/**', (route) => {
      const path = new URL(route.request().url()).pathname.slice(1);
      if (path === '')
        return route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>WebGL</title>' });
      return route.fulfill({ path: path === 'ort.wasm' ? ORT_WASM : join(MODELS, path) });
    });
    await page.goto('http://localhost/');
    await page.addScriptTag({ content: outputFiles[0].text });
    return new Chromium<A>(browser, page);
  }

  /** Calls a function of the page. */
  call<M extends keyof A & string>(
    method: M,
    ...parameters: Parameters<A[M]>
  ): Promise<Awaited<ReturnType<A[M]>>> {
    return this.page.evaluate(
      ([name, args]) =>
        (globalThis as unknown as { api: Record<string, (...a: unknown[]) => unknown> }).api[name](...args),
      [method, parameters] as [string, unknown[]],
    ) as Promise<Awaited<ReturnType<A[M]>>>;
  }

  async close(): Promise<void> {
    await this.browser.close();
  }
}
