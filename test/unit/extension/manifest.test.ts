import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { COMMANDS, SUBMENU } from '../../../src/extension/contributions';
import { commandSections } from '../../../src/extension/contributions-section';
import { readSettings } from '../../../src/extension/settings';
import { SETTINGS } from '../../../src/extension/settings-schema';
import { restrictedSettings, settingsSection } from '../../../src/extension/settings-section';

const ROOT = resolve(__dirname, '../../..');

interface Manifest {
  icon: string;
  browser: string;
  main?: string;
  extensionKind?: unknown;
  activationEvents: unknown;
  interlinear: { models: string[] };
  engines: { vscode: string };
  devDependencies: Record<string, string>;
  capabilities: { virtualWorkspaces: boolean; untrustedWorkspaces: { supported: string } };
  contributes: Record<string, unknown> & {
    menus: Record<string, object[]>;
    submenus: { id: string }[];
    configuration: { properties: Record<string, object> };
  };
}

const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Manifest;
const { configuration } = manifest.contributes;
const ids = Object.values<string>(COMMANDS).sort();

describe('the manifest', () => {
  it('runs the extension in the web-worker host, everywhere and in every workspace', () => {
    assert.equal(manifest.browser, './dist/extension.js');
    for (const key of ['main', 'extensionKind'] as const)
      assert.equal(manifest[key], undefined, `${key} is set`);
    assert.deepEqual(manifest.activationEvents, ['onStartupFinished']);
    assert.deepEqual(manifest.capabilities, {
      virtualWorkspaces: true,
      untrustedWorkspaces: {
        supported: 'limited',
        description: '%trust.description%',
        restrictedConfigurations: restrictedSettings(),
      },
    });
  });

  it('asks for the VS Code whose interface it is compiled against', () => {
    assert.equal(manifest.engines.vscode, `^${manifest.devDependencies['@types/vscode']}`);
  });

  it('says of the commands what their table says (npm run manifest), in its order', () => {
    const sections = JSON.parse(JSON.stringify(commandSections())) as Record<string, object>;
    for (const [name, section] of Object.entries(sections))
      assert.equal(JSON.stringify(manifest.contributes[name]), JSON.stringify(section), name);
  });

  it('has menus, keys and steps for commands that exist, and nowhere a menu that leads to nothing', () => {
    const { menus, submenus } = manifest.contributes;
    const names = JSON.stringify([
      menus,
      manifest.contributes.keybindings,
      manifest.contributes.walkthroughs,
    ]);
    for (const [, id] of names.matchAll(/"(?:command":"|onContext:)(interlinear\.\w+)/g))
      assert.ok(ids.includes(id), id);
    assert.deepEqual(
      submenus.map(({ id }) => id),
      [SUBMENU.id],
    );
    assert.ok(menus[SUBMENU.id].length > 0);
  });

  it('says of the settings what their schema says (npm run manifest), in its order', () => {
    assert.equal(JSON.stringify(configuration.properties), JSON.stringify(settingsSection()));
  });

  it('has the settings that the extension reads, and no other', () => {
    const read: string[] = [];
    readSettings((name) => void read.push(name));
    assert.deepEqual([...new Set(read)].sort(), [...SETTINGS].sort());
  });

  it('names the models that are there, of whose making there is a recipe', () => {
    const folder = join(ROOT, 'media/models');
    const there = readdirSync(folder).filter((id) => existsSync(join(folder, id, 'model.json')));
    assert.deepEqual([...manifest.interlinear.models].sort(), there.sort());
    for (const id of there) {
      const recipe = JSON.parse(readFileSync(join(folder, id, 'recipe.json'), 'utf8')) as { id: string };
      assert.equal(recipe.id, id);
    }
  });

  it('has its icon, 256 pixels square', () => {
    const png = readFileSync(join(ROOT, manifest.icon));
    assert.equal(png.subarray(1, 4).toString('latin1'), 'PNG');
    assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [256, 256]);
  });
});
