/**
 * How long a user waits in real VS Code: from the shortcut to the changed text, the first time and afterwards, and what
 * the extension's activation takes of it. Not a test: nothing here fails for being slow.
 */
import { launchBrowser } from './browser';
import { SAMPLE_WORKSPACE } from './paths';
import { stageExtension } from './stage';
import { serveVSCode } from './vscode-web';
import { Workbench } from './workbench';

export interface EditorTiming {
  /** Milliseconds from the shortcut to the changed line; engine and model are loaded in between. */
  cold: number;
  /** The same once they are, for each further sentence. */
  warm: number[];
  /** From the shortcut to grey text, the first time and afterwards. */
  ghost: number[];
  /** A Markdown file of 300 lines. */
  document: number;
  /** Milliseconds of loading the extension's code and of `activate`, as VS Code shows under Running Extensions. */
  activation: number;
}

const FIRST_LINE = 8;
const WARM_RUNS = 5;

/** Wants the bundles of `npm run build`. */
export async function editorTiming(): Promise<EditorTiming> {
  const extension = await stageExtension('shipped', {}, 'timing');
  const vscode = await serveVSCode({ extension, workspace: SAMPLE_WORKSPACE });
  try {
    const browser = await launchBrowser({ visible: false });
    try {
      const page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
      const workbench = await Workbench.open(page, vscode.url);
      await workbench.openFile('welcome.md');
      const all: number[] = [];
      for (let i = 0; i <= WARM_RUNS; i++) all.push(await timeOne(workbench, FIRST_LINE + i));
      const ghost: number[] = [];
      for (let i = 0; i <= WARM_RUNS; i++) ghost.push(await timeGhostText(workbench, FIRST_LINE + i));
      await workbench.openFile('guide.md');
      const document = await timeDocument(workbench);
      const activation = await activationTime(workbench);
      return { cold: all[0], warm: all.slice(1), ghost, document, activation };
    } finally {
      await browser.close();
    }
  } finally {
    vscode.close();
  }
}

/** Translates one line by the shortcut. */
async function timeOne(workbench: Workbench, line: number): Promise<number> {
  await workbench.selectLine(line);
  const before = await workbench.lineText(line);
  return timeUntil(
    workbench,
    () => workbench.page.keyboard.press('Control+Alt+T'),
    'text',
    async () => {
      await workbench.waitForLine(line, (text) => text !== before, 120);
    },
  );
}

/** Asks for a completion behind the words of a line. */
async function timeGhostText(workbench: Workbench, line: number): Promise<number> {
  await workbench.goToLine(line);
  await workbench.page.keyboard.press('End');
  await workbench.page.keyboard.type(' I would like to');
  const time = await timeUntil(
    workbench,
    () => workbench.page.keyboard.press('Control+Alt+Space'),
    'ghost',
    () => workbench.page.locator('[class*="ghost-text"]').first().waitFor(),
  );
  await workbench.page.keyboard.press('Escape');
  return time;
}

/** Translates the document in front as a whole. */
const timeDocument = (workbench: Workbench): Promise<number> =>
  timeUntil(
    workbench,
    () => workbench.runCommand('Translate Whole Document'),
    'text',
    () => workbench.waitForLine(1, (text) => text !== '# A guide', 300).then(() => undefined),
  );

/**
 * From the last key of `press` until the text of the editor changes, or grey text appears. The clock is the page's own,
 * so that neither Playwright's messages nor its polling are part of the figure.
 */
async function timeUntil(
  workbench: Workbench,
  press: () => Promise<void>,
  what: 'text' | 'ghost',
  done: () => Promise<unknown>,
): Promise<number> {
  const lines = workbench.editor.locator('.view-lines');
  // No named function may stand in here: tsx marks those with a helper that the page does not have.
  const watch = await lines.evaluateHandle(
    (
      node: {
        textContent: string | null;
        querySelector(selector: string): unknown;
      },
      wanted,
    ) => {
      const text = node.textContent;
      let pressed = 0;
      addEventListener('keydown', () => (pressed = performance.now()), { capture: true });
      const changed = new Promise<number>((resolve) => {
        const timer = setInterval(() => {
          if (wanted === 'text' ? node.textContent === text : !node.querySelector('[class*="ghost-text"]'))
            return;
          clearInterval(timer);
          resolve(performance.now() - pressed);
        }, 4);
      });
      return { changed };
    },
    what,
  );
  await press();
  await done();
  return watch.evaluate(({ changed }) => changed);
}

async function activationTime(workbench: Workbench): Promise<number> {
  await workbench.runCommand('Developer: Show Running Extensions');
  const row = workbench.page.locator('.runtime-extensions-editor .extension', { hasText: 'Interlinear' });
  const text = await row.locator('.activation-time').innerText();
  const milliseconds = /(\d+)\s*ms/.exec(text);
  if (!milliseconds) throw new Error(`VS Code shows no activation time but "${text}"`);
  return Number(milliseconds[1]);
}
