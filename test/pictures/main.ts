/**
 * `npm run pictures`: every state of the panel as a picture in docs/pictures. Wants the panel of `npm run build`.
 * `npm run pictures -- inside fill` takes those states alone.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launchBrowser } from '../../tools/browser';
import { ROOT } from '../../tools/paths';
import { THEMES } from '../../tools/panel-page';
import type { Look } from './page';
import { openPicture, PictureEngine } from './page';
import { sayIn, STATES } from './states';

const FOLDER = join(ROOT, 'docs', 'pictures');
/** Of a narrow side bar, a usual one, and an editor tab. */
const WIDTHS = [250, 400, 900];
const LANGUAGES = ['fr', 'zh-cn'];

/** Each theme, each width and each language once, beside what is usual: not all with all, which nobody would look through. */
const LOOKS: readonly Look[] = [
  ...THEMES.map((theme): Look => ({ theme, language: 'en', width: 400 })),
  ...WIDTHS.filter((width) => width !== 400).map((width): Look => ({
    theme: 'Dark Modern',
    language: 'en',
    width,
  })),
  ...LANGUAGES.map((language): Look => ({ theme: 'Light Modern', language, width: 400 })),
];

async function main(wanted: readonly string[]): Promise<void> {
  const unknown = wanted.filter((name) => !(name in STATES));
  if (unknown.length > 0)
    throw new Error(`no such state: ${unknown.join(', ')}; there are ${Object.keys(STATES).join(', ')}`);
  const engine = new PictureEngine();
  const browser = await launchBrowser({ visible: false });
  mkdirSync(FOLDER, { recursive: true });
  try {
    for (const [name, state] of Object.entries(STATES))
      for (const look of wanted.length === 0 || wanted.includes(name) ? LOOKS : []) {
        const page = await openPicture(browser, engine, look);
        page.setDefaultTimeout(60_000);
        await state(page, sayIn(look.language));
        // Drawings settle, and the tab list that sticks to the top is not drawn in the middle.
        await page.waitForTimeout(500);
        const height = (await page.evaluate('document.documentElement.scrollHeight')) as number;
        await page.setViewportSize({ width: look.width, height });
        const file = `${name}-${look.theme.toLowerCase().replaceAll(' ', '-')}-${look.width}-${look.language}.png`;
        await page.screenshot({ path: join(FOLDER, file) });
        console.log(`docs/pictures/${file}`);
        await page.close();
      }
  } finally {
    await browser.close();
  }
}

main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error: Error) => {
    console.error(error.message);
    process.exit(1);
  },
);
