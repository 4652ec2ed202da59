/**
 * The .vsix in code-server, on a page that is not in a secure context: no Web Crypto, as for people who reach their server
 * by its name without HTTPS. Skipped where there is no code-server (tools/code-server.ts).
 */
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../tools/browser';
import { findCodeServer, serveCodeServer } from '../../tools/code-server';
import { SAMPLE_WORKSPACE } from '../../tools/paths';
import type { ServedVSCode } from '../../tools/vscode-web';
import { packExtension } from '../../tools/vsix';
import { Workbench } from '../../tools/workbench';

const HOST = 'code-server.test';
const LINE = 8;

describe('in code-server without HTTPS, by hand', () => {
  const folder = mkdtempSync(join(tmpdir(), 'interlinear-code-server-test-'));
  let browser: Browser | undefined;
  let server: ServedVSCode | undefined;

  before(async function () {
    const command = findCodeServer();
    if (!command) {
      console.log('    skipped: there is no code-server here; set CODE_SERVER to its command');
      return this.skip();
    }
    const vsix = join(folder, 'packed.vsix');
    const workspace = join(folder, 'workspace');
    await packExtension(vsix);
    cpSync(SAMPLE_WORKSPACE, workspace, { recursive: true });
    server = await serveCodeServer({ command, vsix, workspace, host: HOST });
    browser = await launchBrowser({ visible: false, host: HOST });
  });
  after(async () => {
    await browser?.close();
    server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('a sentence is translated', async () => {
    const page = await browser!.newPage({ viewport: { width: 1200, height: 800 } });
    const workbench = await Workbench.open(page, server!.url);
    assert.equal(await page.evaluate('isSecureContext'), false);
    await workbench.openFile('welcome.md');
    await workbench.selectLine(LINE);
    await workbench.runCommand('Interlinear: Translate Selection');
    await workbench.waitForLine(LINE, (text) => /\p{L}+ ! .+\p{L}+ \?$/u.test(text));
  });
});
