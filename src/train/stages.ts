/**
 * The runs a recipe consists of: one after the other, each from the weights of the one before, with other repetitions
 * of the corpora or other settings. A recipe without stages is one run.
 */
import { namesOf } from './corpus';
import { TrainError } from './errors';
import type { Recipe } from './recipe';

/** A recipe of one run. */
export type Stage = Omit<Recipe, 'stages'>;

/**
 * @returns the recipe of each run; only the first one has a `from` of its own
 * @throws TrainError('recipe') where a stage repeats a corpus that is not there
 */
export function stagesOf({ stages = [{}], ...recipe }: Recipe): Stage[] {
  const names = namesOf(recipe.data.map(({ path }) => path));
  return stages.map(({ repeat = {}, training }, i) => {
    const unknown = Object.keys(repeat).filter((name) => !names.includes(name));
    if (unknown.length > 0) {
      const known = `the corpora are ${names.join(', ')}`;
      throw new TrainError(
        'recipe',
        `stages.${i}.repeat names ${unknown.join(', ')}, which is not there: ${known}`,
      );
    }
    return {
      ...recipe,
      from: i === 0 ? recipe.from : undefined,
      data: recipe.data.map((entry, e) =>
        Object.hasOwn(repeat, names[e]) ? { ...entry, repeat: repeat[names[e]] } : entry,
      ),
      training: { ...recipe.training, ...training },
    };
  });
}
