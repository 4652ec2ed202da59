/**
 * What other extensions get from `getExtension('interlinear.interlinear').activate()`: the services, without any of the
 * editor's documents. Additions keep the version; what would break a caller raises it.
 */
import type { Completion } from '../protocol/completion';
import type { DocumentFormat, DocumentSentence } from '../protocol/document';
import type { FillAnswer } from '../protocol/fill';
import type { ScoreAnswer } from '../protocol/score';
import { completionsFor } from './completion/completion-provider';
import { EditError } from './documents/edits';
import type { CatalogModel } from './models/model-catalog';
import type { TranslationContext } from './documents/translation';
import { translatedText, translateText } from './documents/translation';

export interface ModelDescription {
  id: string;
  task: CatalogModel['task'];
  /** BCP 47 tags. */
  source: string;
  target: string;
  description: string;
  licence: string;
}

export interface TranslateOptions {
  /** Default: plain text. */
  format?: DocumentFormat;
  /** BCP 47 tag, as `models` has them. Default: what the user has chosen, or what fits the text. */
  target?: string;
  signal?: AbortSignal;
}

export interface TranslatedText {
  text: string;
  source: string;
  target: string;
  /** Sentences with their translations, or why there is none. */
  sentences: DocumentSentence[];
}

export interface InterlinearApi {
  readonly version: 1;
  models(): Promise<ModelDescription[]>;
  /** Markup, placeholders and layout stay. The user's direction, glossary and memory count. */
  translate(text: string, options?: TranslateOptions): Promise<TranslatedText>;
  /** How a text may go on, best first. */
  complete(before: string, after?: string, signal?: AbortSignal): Promise<Completion[]>;
  /** Fillers for each ___ in the text. */
  fill(text: string, signal?: AbortSignal): Promise<FillAnswer>;
  /** BLEU and chrF of a translation against references, in words as sacreBLEU cuts them for the language. */
  score(candidate: string, references: string[], signal?: AbortSignal): Promise<ScoreAnswer>;
}

const PLAIN: DocumentFormat = { kind: 'plain' };
const FILL = { beamSize: 10, nBest: 5 };

const tokenizerFor = (references: readonly string[]): '13a' | 'zh' =>
  references.some((text) => /\p{Script=Han}/u.test(text)) ? 'zh' : '13a';

export function createApi(context: TranslationContext): InterlinearApi {
  const { catalog, engine } = context;
  const none = (): AbortSignal => new AbortController().signal;
  return {
    version: 1,
    async models() {
      return (await catalog.list()).map(({ id, task, source, target, description, licence }) => ({
        id,
        task,
        source,
        target,
        description,
        licence,
      }));
    },
    async translate(text, { format = PLAIN, target: wanted, signal = none() } = {}) {
      const request = { text, format, target: wanted };
      const { translation, direction } = await translateText(context, request, signal);
      const { source, target } = direction;
      return {
        text: translatedText({ text, translation }),
        source,
        target,
        sentences: translation.sentences,
      };
    },
    complete: (before, after = '', signal = none()) =>
      completionsFor(context, { before, after }, context.settings().completion, signal),
    async fill(text, signal = none()) {
      const model = (await catalog.list()).find(({ task }) => task === 'fill')?.id;
      if (model === undefined) throw new EditError('no-model');
      return engine().request('fillBlanks', {
        models: [model],
        params: () => ({ model, text, ...FILL }),
        signal,
      });
    },
    score: (candidate, references, signal = none()) =>
      engine().request('score', {
        models: [],
        params: () => ({ candidate, references, k: 2, tokenize: tokenizerFor(references), lowercase: false }),
        signal,
      }),
  };
}
