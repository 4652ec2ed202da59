/**
 * Runs a bundle of host tests (test/host) inside VS Code's web-worker extension host in a headless browser.
 */
import { launchBrowser } from './browser';
import { SAMPLE_WORKSPACE } from './paths';
import { within } from './run';
import type { Totals } from './totals';
import { serveVSCode } from './vscode-web';

/** As test/host/mocha.ts writes them; that file cannot be imported outside of VS Code. */
const MARK = 'TEST| ';
const TOTALS = 'TOTALS| ';
const SECONDS = 300;

/**
 * @param extension the staged extension
 * @param tests the bundle inside it
 * @returns totals; a run that breaks off counts as one failure more
 */
export async function runHostSuite(extension: string, tests: string): Promise<Totals> {
  const vscode = await serveVSCode({ extension, workspace: SAMPLE_WORKSPACE, tests });
  const browser = await launchBrowser({ visible: false });
  let totals: Totals | undefined;
  /** What VS Code itself says, of interest only when the tests could not run. */
  const other: string[] = [];
  const onLine = (line: string): void => {
    if (line.startsWith(TOTALS)) totals = JSON.parse(line.slice(TOTALS.length)) as Totals;
    else if (line.startsWith(MARK)) console.log(line.slice(MARK.length));
    else other.push(line);
  };
  try {
    const page = await browser.newPage();
    page.on('pageerror', (error) => console.error(`page: ${error.message}`));
    await page.exposeFunction('codeAutomationLog', (_type: string, args: unknown[]) => {
      onLine(args.map(String).join(' '));
    });
    const exited = new Promise<number>((resolve) => {
      void page.exposeFunction('codeAutomationExit', resolve);
    });
    await page.goto(vscode.url);
    const code = await within(SECONDS, 'the host tests', exited);
    if (!totals) throw new Error('the host tests ended without a result');
    return code !== 0 && totals.failed === 0 ? { ...totals, failed: 1 } : totals;
  } catch (error) {
    console.error([...other, (error as Error).message].join('\n'));
    return { passed: totals?.passed ?? 0, failed: (totals?.failed ?? 0) + 1 };
  } finally {
    await browser.close();
    vscode.close();
  }
}
