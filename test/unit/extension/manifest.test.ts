import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { COMMANDS } from '../../../src/extension/contributions';
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
  contributes: {
    commands: { command: string; category: string }[];
    keybindings: { command: string; when: string }[];
    menus: Record<string, { command?: string; submenu?: string }[]>;
    submenus: { id: string }[];
    configuration: { properties: Record<string, object> };
  };
}

const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Manifest;
const { commands, keybindings, menus, submenus, configuration } = manifest.contributes;
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

  it('announces the commands that the extension registers, all in one category', () => {
    assert.deepEqual(commands.map(({ command }) => command).sort(), ids);
    assert.deepEqual([...new Set(commands.map(({ category }) => category))], ['Interlinear']);
  });

  it('has menus and keys for commands that exist', () => {
    const entries = Object.values(menus).flat();
    const used = [...keybindings, ...entries].flatMap(({ command }) => command ?? []);
    assert.deepEqual(
      used.filter((command) => !ids.includes(command)),
      [],
    );
    for (const { submenu } of entries)
      if (submenu) assert.ok(submenus.some(({ id }) => id === submenu) && menus[submenu].length > 0, submenu);
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
