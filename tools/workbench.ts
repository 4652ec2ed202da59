/**
 * VS Code in a browser page, used as a person uses it: with the keyboard, and by looking. For the panel tests and the
 * demonstration.
 */
import type { Locator, Page } from 'playwright-core';

/** VS Code draws spaces as no-break ones. */
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

export class Workbench {
  private constructor(readonly page: Page) {}

  /** Opens VS Code and waits until it can be used. */
  static async open(page: Page, url: string): Promise<Workbench> {
    // Generous: without a graphics card, and on a busy machine, VS Code draws slowly.
    page.setDefaultTimeout(60_000);
    page.setDefaultNavigationTimeout(120_000);
    await page.goto(url);
    const workbench = new Workbench(page);
    await page.locator('.monaco-workbench').waitFor();
    await page.getByRole('treeitem').first().waitFor();
    return workbench;
  }

  /**
   * Waits for the last phase of VS Code's start. Only then are log channels known to its output view; a request to show
   * one is dropped before, without a word.
   */
  async started(): Promise<void> {
    const marks = `performance.getEntriesByName('code/LifecyclePhase/Eventually')`;
    await this.page.waitForFunction(`${marks}.length > 0`);
  }

  get notifications(): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item');
  }

  get statusBarItem(): Locator {
    return this.page.locator('[id="interlinear.interlinear.interlinear.engine"]');
  }

  get editor(): Locator {
    return this.page.locator('.editor-group-container.active .monaco-editor').first();
  }

  /** Lines of the output panel. */
  get output(): Locator {
    return this.page.locator('.output-view .view-line');
  }

  /** Opens a file at the top of the workspace from the explorer. */
  async openFile(name: string): Promise<void> {
    await this.page.getByRole('treeitem', { name }).dblclick();
    await this.page.locator('.tab.active', { hasText: name }).waitFor();
    await this.editor.locator('.view-line').first().waitFor();
  }

  /** Runs a command by its title, through the command palette. */
  async runCommand(title: string): Promise<void> {
    await this.quickInput('F1', `>${title}`);
    const row = this.page.locator('.quick-input-list .monaco-list-row').first();
    await row.filter({ hasText: title }).waitFor();
    await this.page.keyboard.press('Enter');
  }

  /**
   * Takes an entry of a context menu, by way of submenus. VS Code ignores clicks in the first tenth of a second, and
   * closes a menu whose owner is drawn anew: then again.
   * @param open clicks with the right button
   */
  async chooseFromMenu(open: () => Promise<void>, ...entries: string[]): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        await open();
        for (const name of entries) {
          const entry = this.page.getByRole('menuitem', { name });
          await entry.waitFor({ timeout: 10_000 });
          await this.page.waitForTimeout(500);
          await (name === entries.at(-1)
            ? entry.click({ timeout: 10_000 })
            : entry.hover({ timeout: 10_000 }));
        }
        return await this.page.getByRole('menu').first().waitFor({ state: 'hidden', timeout: 10_000 });
      } catch (error) {
        if (attempt === 3) throw error;
        await this.page.keyboard.press('Escape');
      }
    }
  }

  /** Puts the cursor at the start of a line, counted from 1, and selects from there to its end. */
  async selectLine(line: number): Promise<void> {
    await this.goToLine(line);
    await this.page.keyboard.press('Shift+End');
  }

  async goToLine(line: number): Promise<void> {
    await this.quickInput('Control+G', `:${line}`);
    await this.page.keyboard.press('Enter');
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    await this.page.keyboard.press('Home');
  }

  /** The text of a line, counted from 1. @throws Error when it does not come on the screen */
  async lineText(line: number): Promise<string> {
    const end = Date.now() + 10_000;
    for (;;) {
      const text = await this.drawnLine(line);
      if (text !== undefined) return text;
      if (Date.now() > end) throw new Error(`line ${line} is not on the screen`);
      await this.page.waitForTimeout(50);
    }
  }

  /** @returns undefined when the line is not on the screen, or VS Code draws it anew between two looks at it */
  private async drawnLine(line: number): Promise<string | undefined> {
    for (const number of await this.editor.locator('.margin .line-numbers').all()) {
      if ((await number.innerText()).trim() !== String(line)) continue;
      const top = (await number.boundingBox())?.y;
      if (top === undefined) return undefined;
      for (const text of await this.editor.locator('.view-line').all()) {
        const box = await text.boundingBox();
        if (box && Math.abs(box.y - top) < 2) return plain(await text.innerText());
      }
    }
    return undefined;
  }

  /** Waits for a line to satisfy a condition. @throws Error with the last text after `seconds` */
  async waitForLine(line: number, condition: (text: string) => boolean, seconds = 90): Promise<string> {
    const end = Date.now() + seconds * 1000;
    for (;;) {
      const text = await this.lineText(line).catch(() => '');
      if (condition(text)) return text;
      if (Date.now() > end) throw new Error(`line ${line} is still "${text}" after ${seconds} s`);
      await this.page.waitForTimeout(50);
    }
  }

  /** Opens VS Code's input at the top by a key and types. It closes when something else takes the focus: then again. */
  private async quickInput(key: string, text: string): Promise<void> {
    const input = this.page.locator('.quick-input-widget input[type="text"]');
    for (let attempt = 1; ; attempt++) {
      await this.page.keyboard.press(key);
      try {
        return await input.fill(text, { timeout: 20_000 });
      } catch (error) {
        if (attempt === 3) throw error;
      }
    }
  }
}
