/** The JSON schema that editors check recipes with says what the trainer says: the same keys, each explained, none else. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { explainRecipe, parseRecipe } from '../../../src/train';
import { RECIPE_SCHEMA, recipeJsonSchema } from '../../../tools/recipe-schema';

const ROOT = join(__dirname, '../../..');
const MODELS = join(ROOT, 'media/models');
const schema = JSON.parse(readFileSync(join(ROOT, RECIPE_SCHEMA), 'utf8')) as Schema;

interface Schema {
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  oneOf?: Schema[];
  anyOf?: Schema[];
}

/** Places of keys, as `train --explain` writes them. */
const placesOf = (one: Schema, path = ''): string[] => [
  ...(one.description !== undefined && path !== '' ? [path] : []),
  ...Object.entries(one.properties ?? {}).flatMap(([key, inner]) =>
    placesOf(inner, path ? `${path}.${key}` : key),
  ),
  ...(one.items ? placesOf(one.items, `${path}[]`) : []),
  ...[...(one.oneOf ?? []), ...(one.anyOf ?? [])].flatMap((inner) => placesOf(inner, path)),
];

describe('the JSON schema of recipes', () => {
  it('is what npm run manifest writes', () => assert.deepEqual(schema, recipeJsonSchema()));

  it('explains every key that the trainer explains, and no other', () => {
    const explained = explainRecipe().map((line) => line.slice(0, line.indexOf(': ')));
    assert.deepEqual([...new Set(placesOf(schema))].sort(), [...new Set(explained)].sort());
  });

  it('asks for the keys without which the trainer takes no recipe', () => {
    const id = readdirSync(MODELS)[0];
    const recipe = JSON.parse(readFileSync(join(MODELS, id, 'recipe.json'), 'utf8')) as Record<
      string,
      unknown
    >;
    parseRecipe(recipe, id);
    for (const key of Object.keys(schema.properties ?? {})) {
      const without = Object.fromEntries(Object.entries(recipe).filter(([name]) => name !== key));
      if (schema.required?.includes(key)) assert.throws(() => parseRecipe(without, id), new RegExp(key), key);
      else parseRecipe(without, id);
    }
  });
});
