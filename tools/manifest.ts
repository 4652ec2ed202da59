/** `npm run manifest`: writes into package.json what the schema of the settings says. Changes nothing else in it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { restrictedSettings, settingsSection } from '../src/extension/settings-section';
import { ROOT } from './paths';

interface Manifest {
  capabilities: { untrustedWorkspaces: { restrictedConfigurations: string[] } };
  contributes: { configuration: { properties: Record<string, object> } };
}

async function main(): Promise<void> {
  const file = join(ROOT, 'package.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  manifest.contributes.configuration.properties = settingsSection();
  manifest.capabilities.untrustedWorkspaces.restrictedConfigurations = restrictedSettings();
  const options = await resolveConfig(file);
  writeFileSync(file, await format(JSON.stringify(manifest), { ...options, filepath: file }));
}

void main();
