/** What the empty Translate tab offers to try. */
import type { Example } from '../parts/examples';
import { l10n } from '../app/l10n';
import type { PanelApp } from '../app/panel-element';
import { NO_CONSTRAINTS, TOY } from '../app/state';
import { suggestModel } from '../parts/taken-text';

const EVERYDAY = 'Where is the nearest train station?';
const DEVELOPER = 'Run the tests before you open a pull request.';

/** Texts of a language that a model reads; the lecture's has tables in the place of a network. */
export function translateExamples(app: PanelApp): Example[] {
  const use = (text: string) => (): void => {
    app.store.update({ text, taken: false, sentence: 0, whatIf: NO_CONSTRAINTS });
    void suggestModel(app, text);
  };
  return [
    { kind: 'everyday', text: EVERYDAY, use: use(EVERYDAY) },
    { kind: 'developer', text: DEVELOPER, use: use(DEVELOPER) },
    {
      kind: 'lecture',
      text: l10n.t('Four words, four steps: greedy search misses the best sequence'),
      use: () => app.store.update({ model: TOY, sentence: 0, whatIf: NO_CONSTRAINTS }),
    },
  ];
}
