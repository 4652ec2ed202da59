/**
 * One browser for all panel tests, one served VS Code for each extension and folder, and windows: a fresh one for each
 * test, or one for the tests of a suite. A window costs more than most of what is done in it.
 */
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
  /** One window for all tests of the suite, which follow one another in it; another after one that failed. */
  shared?: boolean;
}

let launched: Promise<Browser> | undefined;
const served = new Map<string, Promise<ServedVSCode>>();

after(async () => {
  await (await launched)?.close();
  for (const vscode of served.values()) (await vscode).close();
});

async function openBrowser(): Promise<Browser> {
  launched ??= launchBrowser({ visible: false });
  if (!(await launched).isConnected()) launched = launchBrowser({ visible: false });
  return launched;
}

function serve(extension: string, workspace: string, others?: string[]): Promise<ServedVSCode> {
  const key = JSON.stringify([extension, workspace, others]);
  const vscode = served.get(key) ?? serveVSCode({ extension, workspace, others });
  served.set(key, vscode);
  return vscode;
}

export class TestWindow {
  private current: Workbench | undefined;

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
    let vscode: ServedVSCode;
    before(async () => {
      vscode = await serve(await stage(), await workspace(), others);
    });
    beforeEach(async () => {
      if (window.current) return;
      const page = await (await openBrowser()).newPage({ viewport: { width: 1200, height: 800 } });
      if (construction) await construct(page, vscode.url, construction);
      window.current = await Workbench.open(page, vscode.url);
    });
    afterEach(async function () {
      const { state, title } = this.currentTest!;
      const path = join(OUT, 'screenshots', `${title.replace(/\W+/g, '-')}.png`);
      if (state === 'failed') await window.current?.page.screenshot({ path });
      if (!shared || state === 'failed') await window.close();
    });
    after(() => window.close());
    return window;
  }

  get workbench(): Workbench {
    if (!this.current) throw new Error('there is a window in tests only');
    return this.current;
  }

  private async close(): Promise<void> {
    const context = this.current?.page.context();
    this.current = undefined;
    await context?.close();
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
