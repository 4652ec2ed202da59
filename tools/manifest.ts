/**
 * `npm run manifest`: writes into package.json what the schema of the settings and the table of the commands say, and
 * nothing else; and the JSON schema of recipes.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { commandSections } from '../src/extension/contributions-section';
import { restrictedSettings, settingsSection } from '../src/extension/settings-section';
import { ROOT } from './paths';
import { RECIPE_SCHEMA, recipeJsonSchema } from './recipe-schema';

interface Manifest {
  capabilities: { untrustedWorkspaces: { restrictedConfigurations: string[] } };
  contributes: Record<string, object> & { configuration: { properties: Record<string, object> } };
}

async function main(): Promise<void> {
  const file = join(ROOT, 'package.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  Object.assign(manifest.contributes, commandSections());
  manifest.contributes.configuration.properties = settingsSection();
  manifest.capabilities.untrustedWorkspaces.restrictedConfigurations = restrictedSettings();
  await write(file, manifest);
  await write(join(ROOT, RECIPE_SCHEMA), recipeJsonSchema());
}

async function write(file: string, value: unknown): Promise<void> {
  const options = await resolveConfig(file);
  writeFileSync(file, await format(JSON.stringify(value), { ...options, filepath: file }));
}

void main();
