/** axe-core over every tab of the panel, with something in it, in every kind of theme, narrow and wide. */
import assert from 'node:assert/strict';
import type { AxeResults } from 'axe-core';
import axe from 'axe-core';
import type { Locator } from 'playwright-core';
import { chooseTheme, PanelPage, THEMES } from '../../tools/panel-page';
import { stageExtension } from '../../tools/stage';
import { TestWindow } from './support';

const SENTENCE = 'Where is the train station?';
/** By its example, unless the tab has kept what it had. */
async function filled(panel: PanelPage, content: Locator): Promise<void> {
  const example = panel.example('From the lecture');
  await example.or(content).first().waitFor();
  if (await example.isVisible()) await example.click();
  await content.waitFor();
}

async function translated(panel: PanelPage): Promise<void> {
  await panel.text.fill(SENTENCE);
  await panel.lookInside();
  await panel.openAdvanced();
  await panel.frame.getByRole('heading', { name: 'Cost' }).waitFor();
  await panel.frame.getByRole('checkbox', { name: 'Translate back' }).check();
  await panel.frame.locator('.back').filter({ hasText: /\p{L}/u }).waitFor();
  const alternatives = panel.frame.getByRole('group', { name: 'Alternatives' }).getByRole('button').first();
  // A second click would close them.
  if (!(await alternatives.isVisible())) await panel.translation.getByRole('button').first().click();
  await alternatives.waitFor();
}

/** Each with what fills it, unless it has kept that. */
const TABS: [string, (panel: PanelPage) => Promise<void>][] = [
  ['Translate', translated],
  ['What if', (panel) => panel.frame.locator('il-attention-view').waitFor()],
  [
    'Compare',
    async (panel) => {
      await panel.frame.getByRole('textbox', { name: 'Second text' }).fill('Where is the bus station?');
      await panel.frame.locator('il-attention-difference').waitFor();
    },
  ],
  [
    'Fill',
    async (panel) => {
      await filled(panel, panel.frame.getByRole('list', { name: 'Past only' }));
    },
  ],
  [
    'Score',
    async (panel) => {
      await filled(panel, panel.frame.locator('.matched').first());
    },
  ],
  ['Gates', (panel) => panel.frame.locator('il-heat-map').nth(3).waitFor()],
];

/** Run in the page: what reaches beyond the panel and does not scroll by itself. */
const TOO_WIDE = `(() => {
  const panel = document.querySelector('il-panel');
  const limit = panel.getBoundingClientRect().right + 1;
  const found = [];
  const look = (root) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.closest('.scroll, .stage, [role="tablist"], .visually-hidden, svg, vscode-progress-bar')) continue;
      if (element.getBoundingClientRect().right > limit) found.push(element.tagName + '.' + element.className);
      if (element.shadowRoot) look(element.shadowRoot);
    }
  };
  look(panel.shadowRoot);
  return found;
})()`;

async function faults(panel: PanelPage): Promise<string[]> {
  const frame = await (await panel.root.elementHandle())!.ownerFrame();
  await frame!.evaluate(axe.source);
  const results = (await frame!.evaluate(`axe.run(document.querySelector('il-panel'))`)) as AxeResults;
  return results.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help}: ${JSON.stringify(target)} ${failureSummary}`),
  );
}

describe('the panel for everyone', () => {
  const window = TestWindow.inSuite(() => stageExtension('shipped'), undefined, { shared: true });

  // Before anything is asked.
  it('axe finds nothing in the empty tabs, in any theme', async () => {
    const panel = new PanelPage(window.workbench);
    await panel.open();
    const found: string[] = [];
    for (const theme of THEMES) {
      await chooseTheme(window.workbench, theme);
      for (const name of ['Score', 'Fill', 'Translate']) {
        await panel.show(name);
        await panel.example('Everyday').waitFor();
        for (const fault of await faults(panel)) found.push(`${theme}, ${name}, empty: ${fault}`);
      }
    }
    assert.deepEqual(found, []);
  });

  for (const theme of THEMES)
    it(`axe finds nothing in any tab: ${theme}`, async () => {
      const { workbench } = window;
      const panel = new PanelPage(workbench);
      await chooseTheme(workbench, theme);
      await panel.open();
      const found: string[] = [];
      for (const [name, ready] of TABS) {
        await panel.show(name);
        await ready(panel);
        for (const fault of await faults(panel)) found.push(`${name}: ${fault}`);
      }
      assert.deepEqual(found, []);
    });

  it('is whole at 200 pixels: nothing but what scrolls by itself is wider than the panel', async () => {
    const panel = new PanelPage(window.workbench);
    await panel.open();
    const body = (await panel.root.elementHandle())!;
    const frame = (await body.ownerFrame())!;
    // The page may be narrower than VS Code lets its side bar be.
    await frame.evaluate(`document.body.style.width = '200px'`);
    for (const [name, ready] of TABS) {
      await panel.show(name);
      await ready(panel);
      const wide = await frame.evaluate(TOO_WIDE);
      assert.deepEqual(wide, [], name);
    }
  });
});
