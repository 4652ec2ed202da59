/** One served VS Code and one browser for all panel tests; a fresh window for each. */
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../tools/browser';
import { OUT, SAMPLE_WORKSPACE } from '../../tools/paths';
import type { ServedVSCode } from '../../tools/vscode-web';
import { serveVSCode } from '../../tools/vscode-web';
import { Workbench } from '../../tools/workbench';

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
  ): TestWindow {
    const window = new TestWindow();
    before(async () => {
      window.vscode = await serveVSCode({ extension: await stage(), workspace: await workspace() });
      window.browser = await launchBrowser({ visible: false });
    });
    beforeEach(async () => {
      const page = await window.browser.newPage({ viewport: { width: 1200, height: 800 } });
      window.workbench = await Workbench.open(page, window.vscode.url);
    });
    afterEach(async function () {
      const { page } = window.workbench;
      const name = this.currentTest!.title.replace(/\W+/g, '-');
      await page.screenshot({ path: join(OUT, 'screenshots', `${name}.png`) });
      await page.context().close();
    });
    after(async () => {
      await window.browser?.close();
      window.vscode?.close();
    });
    return window;
  }
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
