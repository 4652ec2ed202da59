/**
 * The services of the worker, by the names of the protocol: models are loaded once and kept, requests name them.
 *
 * Not here: how messages travel (serve.ts, src/rpc).
 */
import type { OnnxRuntimeSource } from '../runtime';
import type { EngineServices, InspectionProtocol } from '../protocol';
import type { CompleteParams, Completion } from '../protocol/completion';
import type {
  DetectLanguagesParams,
  DocumentProgress,
  DocumentTranslation,
  ProseAt,
  ProseAtParams,
  TranslateDocumentParams,
} from '../protocol/document';
import type { DecodingSettings, LoadModelParams, ModelInfo } from '../protocol/model';
import type { Outcome, PortionParams } from '../protocol/portion';
import type { RequestContext } from '../rpc/services';
import { proseAt } from '../text';
import type { BackendsFor } from './backends';
import { backendOf } from './backends';
import { complete } from './complete/completion';
import { detectDocumentLanguages, translateDocumentWith } from './translate/document-services';
import type { Helpers } from './translate/sentence-run';
import { answerPortion } from './translate/sentence-run';
import { EngineError } from './errors';
import { InspectionServices } from './inspection';
import type { LoadedModel } from './loaded-model';
import { loadModel } from './loaded-model';

export interface EngineOptions {
  ort: OnnxRuntimeSource;
  /** For people: "onnxruntime-web (WebAssembly)". */
  backendName: string;
  threads: number;
  /** Backends beside onnxruntime, where there is one. */
  backends?: BackendsFor;
  /** Engines beside this one, where there may be some. */
  helpers?: Helpers;
}

/** A card does not limit the length by itself; the settings do. */
const DEFAULT_MAX_LENGTH = 200;

export class Engine implements Omit<EngineServices, keyof InspectionProtocol> {
  private readonly models = new Map<string, LoadedModel>();
  readonly inspection: InspectionServices;

  constructor(private readonly options: EngineOptions) {
    this.inspection = new InspectionServices({ ...options, modelOf: (id, task) => this.modelOf(id, task) });
  }

  /** Loads a model, or another version of it. @throws ModelError, RuntimeError */
  async loadModel({ id, files, backend, tables }: LoadModelParams): Promise<ModelInfo> {
    const start = performance.now();
    const { ort, threads, backends } = this.options;
    const model = await loadModel(ort, files, threads, backend && backends?.(id, backend), tables);
    await this.unloadModel(id);
    this.models.set(id, model);
    return this.infoOf(id, model, start);
  }

  private infoOf(id: string, model: LoadedModel, start: number): ModelInfo {
    const { source, target, description, licence } = model.card;
    return {
      id,
      source,
      target,
      description,
      licence,
      ...backendOf(model.session, this.options.backendName),
      loadMilliseconds: performance.now() - start,
      decoding: recommendedDecoding(model),
    };
  }

  /** Gives its memory back; a model that is not there is none to unload. */
  async unloadModel(id: string): Promise<void> {
    await this.models.get(id)?.session.dispose();
    this.models.delete(id);
  }

  /** @throws EngineError, SearchError('aborted') when cancelled, RuntimeError */
  async translateDocument(
    params: TranslateDocumentParams,
    context: RequestContext<DocumentProgress>,
  ): Promise<DocumentTranslation> {
    const models = params.models.map((id) => this.modelOf(id));
    const { helpers } = this.options;
    const services = { recommended: recommendedDecoding, ...(helpers && { helpers }) };
    return translateDocumentWith(models, services, params, context);
  }

  /** What it does for another engine. @throws EngineError, SearchError('aborted') when cancelled, RuntimeError */
  async translatePortion(params: PortionParams, context: RequestContext<never>): Promise<Outcome[]> {
    const { signal } = context;
    return answerPortion(this.modelOf(params.model), params, { signal, progress: () => undefined });
  }

  detectLanguages(params: DetectLanguagesParams): Promise<string[]> {
    return Promise.resolve(detectDocumentLanguages(params));
  }

  /** @throws DocumentError where the format's own parser refuses the document */
  proseAt({ text, format, offset }: ProseAtParams): Promise<ProseAt | null> {
    return Promise.resolve(proseAt(text, format, offset) ?? null);
  }

  /** @throws EngineError, SearchError('aborted') when cancelled, RuntimeError */
  async complete(params: CompleteParams, { signal }: RequestContext<never>): Promise<Completion[]> {
    const { language, filler, before, after, candidates, words, sampling, nearby, unasked } = params;
    const models = {
      language: language === undefined ? undefined : this.modelOf(language, 'complete'),
      filler: filler === undefined ? undefined : this.modelOf(filler, 'fill'),
    };
    const { decoding } = (models.language ?? models.filler)?.card ?? {};
    return complete(models, before, after, {
      candidates,
      words,
      nearby,
      minProbability: unasked ? decoding?.minProbability : undefined,
      sampling: sampling && { ...sampling, random: Math.random },
      signal,
    });
  }

  /** @throws ModelError, RuntimeError */
  async checkModel({ files }: { files: Record<string, Uint8Array> }): Promise<ModelInfo> {
    const start = performance.now();
    const model = await loadModel(this.options.ort, files, this.options.threads);
    await model.session.dispose();
    return this.infoOf(model.card.id, model, start);
  }

  private modelOf(id: string, task: LoadedModel['card']['task'] = 'translate'): LoadedModel {
    const model = this.models.get(id);
    if (!model) throw new EngineError('unknown-model', `the model "${id}" is not loaded; load it first`);
    if (model.card.task !== task) {
      throw new EngineError(
        'wrong-task',
        `the model "${id}" is for the task "${model.card.task}", not for "${task}"`,
      );
    }
    return model;
  }
}

const recommendedDecoding = ({ card: { decoding } }: LoadedModel): DecodingSettings => ({
  beamSize: decoding.beamSize,
  lengthPenalty: decoding.lengthPenalty,
  maxLength: DEFAULT_MAX_LENGTH,
});
