/**
 * A deterministic engine in the place of the real one, which does on request what the real one should never do. For tests
 * of everything around the engine; never shipped.
 *
 * It "translates" to upper case. In a text, `SLOW` takes 4 seconds with progress and stops when cancelled, `HANG` never
 * gives the worker back, `CRASH` ends the worker, `FAIL` is refused.
 */
import { translateDocument } from '../../src/engine/translate/document-translation';
import { traceSearch, searchExactly } from '../../src/engine/search/search-trace';
import { openToy } from '../../src/engine/search/search-subject';
import { score, scoreFiles } from '../../src/engine/score/score-services';
import type { EngineServices, InspectionProtocol } from '../../src/protocol';
import type { CompleteParams, Completion } from '../../src/protocol/completion';
import type {
  DocumentProgress,
  DocumentTranslation,
  ProseAt,
  ProseAtParams,
  TranslateDocumentParams,
} from '../../src/protocol/document';
import type { Outcome, PortionParams } from '../../src/protocol/portion';
import type { LoadModelParams, ModelInfo } from '../../src/protocol/model';
import type { SearchParams } from '../../src/protocol/search';
import type { RequestContext, Services } from '../../src/rpc/services';
import { proseAt } from '../../src/text';

class StandInError extends Error {
  override readonly name = 'StandInError';
  readonly code = 'asked-to-fail';
}

const STEPS = 40;
const STEP_MILLISECONDS = 100;

export class StandInEngine implements Omit<EngineServices, keyof InspectionProtocol> {
  /** Whatever the sentence, the notes' tables are searched. */
  readonly inspection: Services<InspectionProtocol> = {
    async traceSearch(params, context) {
      await misbehave([sentenceOf(params)], { signal: context.signal, progress: () => {} });
      return traceSearch(openToy(params.decoding, params.constraints), params, context);
    },
    searchExactly: (params, context) =>
      searchExactly(openToy(params.decoding, params.constraints), params, context),
    alternatives: () => Promise.resolve([]),
    async fillBlanks({ text }, { signal }) {
      await misbehave([text], { signal, progress: () => {} });
      return { text, blanks: [] };
    },
    score: (params) => Promise.resolve(score(params)),
    scoreFiles,
    gates: () => Promise.reject(new StandInError('has no gates')),
  };

  loadModel({ id, files }: LoadModelParams): Promise<ModelInfo> {
    if (!files['model.json']?.length) throw new StandInError('no model.json');
    return Promise.resolve({
      id,
      source: 'en',
      target: 'fr',
      description: 'Stand-in for tests',
      licence: 'none',
      backend: 'stand-in',
      loadMilliseconds: 1,
      decoding: { beamSize: 5, lengthPenalty: 1, maxLength: 200 },
    });
  }

  translateDocument(
    params: TranslateDocumentParams,
    context: RequestContext<DocumentProgress>,
  ): Promise<DocumentTranslation> {
    return translateDocument({ ...params, locale: 'en' }, async (sentences) => {
      await misbehave(
        sentences.map(({ text }) => text),
        context,
      );
      return sentences.map(({ text }) => ({ text: text.toUpperCase(), from: 'model' }));
    });
  }

  translatePortion({ sentences }: PortionParams): Promise<Outcome[]> {
    return Promise.resolve(sentences.map(({ text }) => ({ text: text.toUpperCase(), from: 'model' })));
  }

  detectLanguages(): Promise<string[]> {
    return Promise.resolve(['en']);
  }

  proseAt({ text, format, offset }: ProseAtParams): Promise<ProseAt | null> {
    return Promise.resolve(proseAt(text, format, offset) ?? null);
  }

  complete({ candidates }: CompleteParams): Promise<Completion[]> {
    const all = [' one way', ' another way', ' a third way'];
    return Promise.resolve(all.slice(0, candidates).map((text) => ({ text, probability: 0.1 })));
  }

  checkModel({ files }: { files: Record<string, Uint8Array> }): Promise<ModelInfo> {
    return this.loadModel({ id: 'checked', files });
  }
}

const sentenceOf = ({ subject }: SearchParams): string => (subject.kind === 'model' ? subject.text : '');

async function misbehave(
  texts: readonly string[],
  { signal, progress }: RequestContext<DocumentProgress>,
): Promise<void> {
  const asked = (word: string): boolean => texts.some((text) => text.includes(word));
  if (asked('FAIL')) throw new StandInError('you asked for it');
  if (asked('CRASH')) await crash();
  if (asked('HANG')) for (;;);
  if (asked('SLOW')) await pretendToWork(signal, progress);
}

function crash(): Promise<never> {
  setTimeout(() => {
    throw new Error('crashed on request');
  });
  return new Promise(() => {});
}

async function pretendToWork(
  signal: AbortSignal,
  progress: (value: DocumentProgress) => void,
): Promise<void> {
  for (let done = 0; done < STEPS; done++) {
    signal.throwIfAborted();
    progress({ edits: [], done, total: STEPS });
    await new Promise((resolve) => setTimeout(resolve, STEP_MILLISECONDS));
  }
}
