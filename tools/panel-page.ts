/** The side panel inside VS Code, used as a person uses it. For the panel tests and the screenshots. */
import type { FrameLocator, Locator, Page } from 'playwright-core';
import type { Tab } from '../src/protocol/panel';
import type { Workbench } from './workbench';

export class PanelPage {
  constructor(private readonly workbench: Workbench) {}

  private get page(): Page {
    return this.workbench.page;
  }

  /** The page of the view: VS Code puts it into a frame inside a frame. */
  get frame(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  }

  get root(): Locator {
    return this.frame.locator('il-panel');
  }

  /** Opens it from the activity bar, where it is not open. */
  async open(): Promise<void> {
    const tab = this.page.locator('.activitybar').getByRole('tab', { name: 'Interlinear' });
    // A click would close what is open.
    if ((await tab.getAttribute('aria-expanded')) !== 'true') await tab.click();
    await this.root.waitFor();
    // The name of what is pointed at would appear over the panel and take its clicks.
    const editors = await this.page.locator('.part.editor').boundingBox();
    if (editors) await this.page.mouse.move(editors.x + editors.width / 2, editors.y + editors.height / 2);
  }

  /** Drags the edge of the side bar. */
  async widen(width: number): Promise<void> {
    const box = await this.page.locator('.part.sidebar').boundingBox();
    if (!box) throw new Error('there is no side bar');
    await this.page.mouse.move(box.x + box.width, 300);
    await this.page.mouse.down();
    await this.page.mouse.move(box.x + width, 300, { steps: 10 });
    await this.page.mouse.up();
  }

  tab(name: string): Locator {
    return this.frame.getByRole('tab', { name });
  }

  /** Chooses a tab. */
  async show(name: string): Promise<void> {
    const chosen = this.frame.locator(`[role="tab"][aria-selected="true"]`, { hasText: name });
    await this.clickUntil(this.tab(name), chosen);
  }

  /** A click that meets a page being drawn anew is made again. */
  async clickUntil(button: Locator, result: Locator): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      await button.click();
      try {
        return await result.waitFor({ timeout: 30_000 });
      } catch (error) {
        if (attempt === 3) throw error;
      }
    }
  }

  part(tab: Tab): Locator {
    return this.frame.locator(`il-${tab}-tab`);
  }

  /** The text that is translated. */
  get text(): Locator {
    return this.frame.getByRole('textbox', { name: 'Text', exact: true });
  }

  /** The translation of it. */
  get translation(): Locator {
    return this.frame.getByRole('group', { name: 'Translation', exact: true });
  }

  /** Chooses a model by its name, or the lecture's tables: "toy". */
  async chooseModel(id: string): Promise<void> {
    await this.openAdvanced();
    await this.frame.getByLabel('Model').selectOption(id);
  }

  async openAdvanced(): Promise<void> {
    if (await this.frame.getByLabel('Model').isVisible()) return;
    await this.frame.getByText('Advanced', { exact: true }).click();
  }

  /** Shows the search below the translation. */
  async lookInside(): Promise<void> {
    await this.frame.getByRole('switch', { name: 'Show how it was found' }).check();
  }

  /** One of the examples of an empty tab. */
  example(kind: 'Everyday' | 'Developer' | 'From the lecture'): Locator {
    return this.frame.getByRole('list', { name: 'Examples' }).getByRole('button', { name: kind });
  }

  get candidates(): Locator {
    return this.frame.locator('button.candidate');
  }
}

export const THEMES = ['Light Modern', 'Dark Modern', 'Light High Contrast', 'Dark High Contrast'] as const;
export type Theme = (typeof THEMES)[number];

/** Chooses a colour theme, as a person does. */
export async function chooseTheme(workbench: Workbench, theme: Theme): Promise<void> {
  const { page } = workbench;
  await page.keyboard.press('Control+K');
  await page.keyboard.press('Control+T');
  await page.getByPlaceholder(/Select Color Theme/).fill(theme);
  const row = page.locator('.quick-input-list .monaco-list-row.focused');
  await row.filter({ hasText: theme }).waitFor();
  await page.keyboard.press('Enter');
  const kind = {
    'Light Modern': 'vs',
    'Dark Modern': 'vs-dark',
    'Light High Contrast': 'hc-light',
    'Dark High Contrast': 'hc-black',
  }[theme];
  await page.locator(`.monaco-workbench.${kind}`).waitFor();
}
