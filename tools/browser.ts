/** Finds a Chrome or Chromium on this machine, or installs one, and starts it so that VS Code and WebGL run in it. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';
import { run } from './run';

const NAMES = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'chrome',
  'microsoft-edge',
];

const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/**
 * WebGL2 without a graphics card (never `--disable-gpu`, which takes it away), and no traffic of the browser's own. Pages are
 * put together without that WebGL: a window of VS Code then takes an eighth of the processor's time for being drawn.
 */
const FLAGS = [
  '--no-sandbox',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  '--disable-gpu-compositing',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // The page of a webview has an address of its own and needs a service worker, which Chromium counts as a third party's.
  '--disable-features=AlwaysBlock3pcsIncognito',
];

export function findBrowser(): string | undefined {
  const { CHROME_PATH, PATH = '' } = process.env;
  if (CHROME_PATH) {
    if (!existsSync(CHROME_PATH)) throw new Error(`CHROME_PATH names ${CHROME_PATH}, which does not exist`);
    return CHROME_PATH;
  }
  const inPath = PATH.split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...inPath, ...PLACES, chromium.executablePath()].find((file) => file && existsSync(file));
}

/** @throws Error that says what to do when there is none and none can be installed */
export async function findOrInstallBrowser(): Promise<string> {
  const found = findBrowser() ?? (await installBrowser());
  if (found) return found;
  throw new Error(
    'There is no Chrome or Chromium here and none could be installed. Install one, or set CHROME_PATH to it.',
  );
}

async function installBrowser(): Promise<string | undefined> {
  const root = process.getuid?.() === 0;
  console.log('No Chrome or Chromium found: installing one.');
  if (root && process.platform === 'linux' && (await aptInstall('chromium'))) return findBrowser();
  const npx = ['playwright-core', 'install', ...(root ? ['--with-deps'] : []), 'chromium'];
  await run('npx', npx, 600);
  return findBrowser();
}

/** @returns whether it is there now */
export async function aptInstall(...packages: string[]): Promise<boolean> {
  const quiet = { DEBIAN_FRONTEND: 'noninteractive' };
  if ((await run('apt-get', ['update', '-qq'], 300, quiet)) !== 0) return false;
  return (
    (await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], 900, quiet)) === 0
  );
}

/**
 * @param host a name for this machine. Unlike localhost, a page from there is not in a secure context: what browsers keep
 * for those is missing, as it is for people who reach a server without HTTPS
 */
export async function launchBrowser({
  visible,
  host,
  more = [],
}: {
  visible: boolean;
  host?: string;
  /** Further flags. */
  more?: readonly string[];
}): Promise<Browser> {
  const executablePath = await findOrInstallBrowser();
  // The flags for software rendering would make a visible window slow.
  const flags = [...(visible ? ['--no-first-run'] : FLAGS), ...more];
  const args = host ? [...flags, `--host-resolver-rules=MAP ${host} 127.0.0.1`] : flags;
  return chromium.launch({ executablePath, headless: !visible, args, timeout: 60_000 });
}
