/**
 * The JSON schema of recipes, from which editors complete, explain and check them: made of what the trainer itself checks
 * them with, so that the two never differ (`npm run manifest` writes media/recipe.schema.json).
 */
import { toJsonSchema } from '@valibot/to-json-schema';
import { recipeSchema } from '../src/train/recipe';

export const RECIPE_SCHEMA = 'media/recipe.schema.json';

export const recipeJsonSchema = (): object => ({
  ...toJsonSchema(recipeSchema, {
    target: 'draft-07',
    // What is checked across keys the trainer says when it reads the file.
    ignoreActions: ['check'],
  }),
  title: 'Interlinear: a recipe for training a model',
});
