/** One served VS Code and one browser for all panel tests; a fresh window for each. */
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../tools/browser';
import { OUT, SAMPLE_WORKSPACE } from '../../tools/paths';
import type { ServedVSCode } from '../../tools/vscode-web';
import { serveVSCode } from '../../tools/vscode-web';
import { Workbench } from '../../tools/workbench';

export interface WindowOptions {
  /** Folders of extensions beside the one that is tested. */
  others?: string[];
  /** Further options of VS Code's own construction (IWorkbenchConstructionOptions), which its server has no way to give. */
  construction?: object;
  /** One window for all tests of the suite, which follow one another in it. */
  shared?: boolean;
}

export class TestWindow {
  private browser!: Browser;
  private vscode!: ServedVSCode;
  workbench!: Workbench;

  /**
   * Registers the hooks of the suite that calls it.
   * @param stage gives the folder of the extension
   * @param workspace gives the folder that is opened
   */
  static inSuite(
    stage: () => Promise<string>,
    workspace: () => Promise<string> = () => Promise.resolve(SAMPLE_WORKSPACE),
    { others, construction, shared = false }: WindowOptions = {},
  ): TestWindow {
    const window = new TestWindow();
    before(async () => {
      window.vscode = await serveVSCode({ extension: await stage(), workspace: await workspace(), others });
      window.browser = await launchBrowser({ visible: false });
    });
    (shared ? before : beforeEach)(async () => {
      const page = await window.browser.newPage({ viewport: { width: 1200, height: 800 } });
      if (construction) await construct(page, window.vscode.url, construction);
      window.workbench = await Workbench.open(page, window.vscode.url);
    });
    afterEach(async function () {
      const { page } = window.workbench;
      const name = this.currentTest!.title.replace(/\W+/g, '-');
      await page.screenshot({ path: join(OUT, 'screenshots', `${name}.png`) });
      if (!shared) await page.context().close();
    });
    after(async () => {
      await window.browser?.close();
      window.vscode?.close();
    });
    return window;
  }
}

async function construct(page: Page, url: string, options: object): Promise<void> {
  const more = JSON.stringify(options).slice(1, -1).replaceAll('"', '&quot;');
  await page.route(url, async (route) => {
    const response = await route.fetch();
    const html = (await response.text()).replace('data-settings="{', () => `data-settings="{${more},`);
    await route.fulfill({ response, body: html });
  });
}

const PATIENCE_MS = 20_000;

/** @throws Error that says what did not come about */
export async function waitUntil(holds: () => Promise<boolean>, what: string): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
