/** A training run as it is kept until it is done with. */
import type { RecipeSummary } from '../../protocol/training';

/** What a run is of; it does not change while it goes on, even where its file does. */
export interface TrainingPlan {
  /** Of the file: corpora are found beside it. */
  recipe: string;
  text: string;
  summary: RecipeSummary;
  /** ISO 8601. */
  begun: string;
}
