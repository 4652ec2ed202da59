/**
 * `npm start`: VS Code with the extension and the sample workspace. In a visible browser where there is a display;
 * otherwise a demonstration without one: a sentence is selected and translated, and the text before and after is shown.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launchBrowser } from './browser';
import { OUT, ROOT, SAMPLE_WORKSPACE } from './paths';
import { run } from './run';
import { stageExtension } from './stage';
import { serveVSCode } from './vscode-web';
import { Workbench } from './workbench';

const HELP = `usage: npm start [-- options]

Builds the extension and opens VS Code with it and a sample workspace.

  --headless   demonstrate without a display, even where there is one
  --serve      leave the server running after a demonstration, to open its address in a browser
  --port <n>   of the server; a free one otherwise
  --help       this text`;

const FILE = 'welcome.md';
const LINE = 8;

interface Options {
  headless: boolean;
  serve: boolean;
  port?: number;
}

function parse(args: readonly string[]): Options {
  const options: Options = { headless: !hasDisplay(), serve: false };
  for (let i = 0; i < args.length; i++) {
    if (args[i] === '--headless') options.headless = true;
    else if (args[i] === '--serve') options.serve = true;
    else if (args[i] === '--port' && /^\d+$/.test(args[i + 1] ?? '')) options.port = Number(args[++i]);
    else throw new Error(`unknown option ${args[i]}\n\n${HELP}`);
  }
  return options;
}

const hasDisplay = (): boolean =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);

async function main(args: readonly string[]): Promise<void> {
  if (args.includes('--help') || args.includes('-h')) return console.log(HELP);
  const { headless, serve, port } = parse(args);
  console.log('Building the extension …');
  if ((await run('npm', ['run', '--silent', 'build'], 300)) !== 0)
    throw new Error('the build failed, see above');
  const extension = await stageExtension('shipped', {}, 'start');
  const vscode = await serveVSCode({ extension, workspace: SAMPLE_WORKSPACE, port });
  try {
    if (headless) await demonstrate(vscode.url);
    else await show(vscode.url);
    if (headless && serve) await forever(`VS Code is at ${vscode.url} (Ctrl-C ends it)`);
  } finally {
    vscode.close();
  }
}

async function show(url: string): Promise<void> {
  const browser = await launchBrowser({ visible: true });
  const page = await browser.newPage({ viewport: null });
  const workbench = await Workbench.open(page, url);
  await workbench.openFile(FILE);
  console.log(`VS Code is open (${url}). Select a sentence and press Ctrl+Alt+T. Close the window to end.`);
  await new Promise((resolve) => browser.once('disconnected', resolve));
}

async function demonstrate(url: string): Promise<void> {
  console.log(
    `${hasDisplay() ? '' : 'There is no display. '}Showing a translation in a browser without a window.`,
  );
  const browser = await launchBrowser({ visible: false });
  try {
    const page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
    const workbench = await Workbench.open(page, url);
    await workbench.openFile(FILE);
    await workbench.selectLine(LINE);
    const before = await workbench.lineText(LINE);
    await workbench.runCommand('Interlinear: Translate Selection');
    const after = await workbench.waitForLine(LINE, (text) => text !== before, 120);
    const picture = join(OUT, 'demo.png');
    mkdirSync(OUT, { recursive: true });
    await page.screenshot({ path: picture });
    console.log(
      `\n${FILE}, line ${LINE}\n  before: ${before}\n  after:  ${after}\n\nScreenshot: ${picture.replace(`${ROOT}/`, '')}`,
    );
  } finally {
    await browser.close();
  }
}

async function forever(message: string): Promise<void> {
  console.log(message);
  await new Promise((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve));
}

main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error: Error) => {
    console.error(error.message);
    process.exit(1);
  },
);
