/**
 * `npm run screenshots`: the pictures of the side panel in media/screenshots, every tab in a light and a dark theme,
 * from the extension as it ships, in real VS Code. Wants the bundles of `npm run build`.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser';
import type { Theme } from './panel-page';
import { chooseTheme, PanelPage } from './panel-page';
import { ROOT, SAMPLE_WORKSPACE } from './paths';
import { stageExtension } from './stage';
import { serveVSCode } from './vscode-web';
import { Workbench } from './workbench';

const FOLDER = join(ROOT, 'media', 'screenshots');
const SIZE = { width: 1280, height: 900 };
const PANEL_WIDTH = 640;
const SENTENCE = 'I would like a cup of coffee, please.';

const THEMES: Readonly<Record<string, Theme>> = { light: 'Light Modern', dark: 'Dark Modern' };

/** Run in the page. */
const intoView = (element: { scrollIntoView(): void }): void => element.scrollIntoView();

/** Each leaves the panel as it is to be shown. */
const SCENES: Readonly<Record<string, (panel: PanelPage) => Promise<void>>> = {
  async translate(panel) {
    await panel.show('Translate');
    await panel.candidates.nth(2).waitFor();
  },
  async beam(panel) {
    await panel.show('Translate');
    await panel.chooseModel('toy');
    await panel.frame.getByLabel('Beam size k').fill('2');
    await panel.candidates.filter({ hasText: '0.054' }).waitFor();
    await panel.frame.getByRole('button', { name: 'Find the exact optimum' }).click();
    await panel.frame.getByText('The beam found the optimum.').waitFor();
    await panel.frame.getByRole('heading', { name: 'Beam tree' }).evaluate(intoView);
  },
  async 'what-if'(panel) {
    await panel.chooseModel('en-fr');
    await panel.show('What if');
    await panel.frame.locator('button.word').nth(1).click();
    await panel.frame.getByRole('group', { name: 'Alternatives' }).getByRole('button').nth(3).waitFor();
    await panel.frame.getByText('Must not occur').evaluate(intoView);
  },
  async attention(panel) {
    await panel.show('What if');
    await panel.frame.locator('il-attention-view .lines .word').first().waitFor();
    await panel.frame.getByRole('heading', { name: 'Attention' }).evaluate(intoView);
  },
  async fill(panel) {
    await panel.show('Fill');
    await panel.example('From the lecture').click();
    await panel.frame.getByRole('list', { name: 'Past and future' }).waitFor();
  },
  async score(panel) {
    await panel.show('Score');
    await panel.example('From the lecture').click();
    await panel.frame.locator('.matched').first().waitFor();
  },
  async gates(panel) {
    await panel.show('Gates');
    await panel.frame.locator('il-heat-map').nth(3).waitFor();
    await panel.frame.getByRole('button', { name: 'Next step' }).click();
    await panel.frame.getByLabel('Layer', { exact: true }).evaluate(intoView);
  },
};

async function takeAll(browser: Browser, url: string, name: string, theme: Theme): Promise<void> {
  const page = await browser.newPage({ viewport: SIZE });
  const workbench = await Workbench.open(page, url);
  await chooseTheme(workbench, theme);
  await workbench.openFile('welcome.md');
  const panel = new PanelPage(workbench);
  await panel.open();
  await panel.widen(PANEL_WIDTH);
  await panel.text.fill(SENTENCE);
  for (const [scene, prepare] of Object.entries(SCENES)) {
    await prepare(panel);
    // Drawings settle, and the pointer leaves no hover behind.
    await page.mouse.move(SIZE.width - 5, SIZE.height / 2);
    await page.waitForTimeout(800);
    const path = join(FOLDER, `${scene}-${name}.png`);
    await page.screenshot({ path });
    console.log(path.replace(`${ROOT}/`, ''));
  }
  await page.context().close();
}

async function main(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const extension = await stageExtension('shipped', {}, 'screenshots');
  const vscode = await serveVSCode({ extension, workspace: SAMPLE_WORKSPACE });
  const browser = await launchBrowser({ visible: false });
  try {
    for (const [name, theme] of Object.entries(THEMES)) await takeAll(browser, vscode.url, name, theme);
  } finally {
    await browser.close();
    vscode.close();
  }
}

main().then(
  () => process.exit(0),
  (error: Error) => {
    console.error(error.message);
    process.exit(1);
  },
);
