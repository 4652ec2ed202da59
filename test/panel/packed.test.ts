/** The .vsix itself, unpacked and used by hand: a file that is missing from it is missed here. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { PanelPage } from '../../tools/panel-page';
import { bundledPackages } from '../../tools/notices';
import { ROOT } from '../../tools/paths';
import { NOTICES } from '../../tools/stage';
import { packExtension } from '../../tools/vsix';
import { TestWindow } from './support';

/** In the archive the extension lies in this folder, beside vsce's own two files. */
const INSIDE = 'extension/';

function unpack(vsix: string, to: string): void {
  for (const [name, bytes] of Object.entries(unzipSync(readFileSync(vsix)))) {
    if (!name.startsWith(INSIDE) || name.endsWith('/')) continue;
    const file = join(to, name.slice(INSIDE.length));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
}

describe('the packed extension, by hand', () => {
  const folder = mkdtempSync(join(tmpdir(), 'interlinear-vsix-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  const window = TestWindow.inSuite(async () => {
    const vsix = join(folder, 'packed.vsix');
    await packExtension(vsix);
    const extension = join(folder, 'extension');
    unpack(vsix, extension);
    return extension;
  });

  it('names everything that its bundles hold parts of', () => {
    const notices = readFileSync(join(folder, 'extension', NOTICES), 'utf8');
    const maps = ['extension', 'engine', 'panel/panel'].map((name) =>
      readFileSync(join(ROOT, 'dist', `${name}.js.map`), 'utf8'),
    );
    const packages = bundledPackages(maps);
    assert.ok(packages.length > 20, packages.join());
    for (const name of packages) assert.ok(notices.includes(`\n${name} `), name);
  });

  it('translates a sentence', async () => {
    const { workbench } = window;
    await workbench.openFile('welcome.md');
    await workbench.selectLine(8);
    await workbench.runCommand('Interlinear: Translate Selection');
    await workbench.waitForLine(8, (text) => /\p{L}+ ! .+\p{L}+ \?$/u.test(text));
    assert.equal(await workbench.notifications.count(), 0);
  });

  it('fills a blank', async () => {
    const { workbench } = window;
    const { frame } = new PanelPage(workbench);
    await workbench.openFile('blanks.txt');
    await workbench.selectLine(2);
    await workbench.runCommand('Interlinear: Fill Blanks');
    const insert = frame.getByRole('list', { name: 'Past and future' }).getByRole('button').first();
    await insert.click();
    await workbench.waitForLine(2, (text) => /^I am \p{L}.* very hungry\.$/u.test(text));
  });

  it('shows candidates in the panel', async () => {
    const panel = new PanelPage(window.workbench);
    await panel.open();
    await panel.chooseModel('en-fr');
    await panel.text.fill('The weather is beautiful today.');
    await panel.candidates.nth(1).waitFor();
  });
});
