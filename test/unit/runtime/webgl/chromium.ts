/** A page in headless Chromium that holds the code of src/: WebGL there, onnxruntime-node here, compared by the tests. */
import { build } from 'esbuild';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../../../tools/browser';
import type { api } from './page';

type Api = typeof api;

const ROOT = join(__dirname, '../../../..');
const MODELS = join(ROOT, 'media/models');
const ORT_WASM = join(ROOT, 'node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.wasm');

export class Chromium {
  private constructor(
    private readonly browser: Browser,
    readonly page: Page,
  ) {}

  static async open(entry = join(__dirname, 'page.ts')): Promise<Chromium> {
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
    return new Chromium(browser, page);
  }

  /** Calls a function of page.ts. */
  call<M extends keyof Api>(
    method: M,
    ...parameters: Parameters<Api[M]>
  ): Promise<Awaited<ReturnType<Api[M]>>> {
    return this.page.evaluate(
      ([name, args]) =>
        (globalThis as unknown as { api: Record<string, (...a: unknown[]) => unknown> }).api[name](...args),
      [method, parameters] as [string, unknown[]],
    ) as Promise<Awaited<ReturnType<Api[M]>>>;
  }

  async close(): Promise<void> {
    await this.browser.close();
  }
}
