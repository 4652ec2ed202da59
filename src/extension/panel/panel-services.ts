/** What the panel may ask of the extension: the engine's work with the models it needs, and the editor's. */
import * as vscode from 'vscode';
import { RemoteError, toWire } from '../../rpc/errors';
import type { InspectionProtocol } from '../../protocol';
import type { SearchSubject } from '../../protocol/search';
import type { RequestContext, Services } from '../../rpc/services';
import type {
  PanelInfo,
  PanelModels,
  PanelProtocol,
  PanelText,
  PanelTextParams,
  ShowParams,
} from '../../protocol/panel';
import type { TranslateProgress } from '../../protocol/translation';
import type { EngineClient } from '../engine/engine-client';
import { isCancellation } from '../engine/engine-client';
import { describe, showLog } from '../ui/log';
import { inert } from '../ui/inert';
import { sentenceFor } from '../ui/messages';
import type { CatalogModel } from '../models/model-catalog';
import { checkParams, PanelParamsError } from './panel-params';
import { KeptAnswers } from './kept-answers';
import { chooseFile, openLecture, PanelFileError, saveFile } from './panel-files';
import type { PanelDocument } from './panel-document';
import { SentenceDifferences } from './sentence-differences';
import type { Settings } from '../settings';
import { readValue } from '../settings';
import { readSetting } from '../ui/restricted-mode';
import { writeSetting } from '../ui/write-setting';

export interface PanelContext {
  extensionUri: vscode.Uri;
  log: vscode.LogOutputChannel;
  engine(): EngineClient;
  models: { list(): Promise<CatalogModel[]>; onDidChange: vscode.Event<void> };
  /** @returns undefined where no model translates */
  translatorFor(text: string, signal: AbortSignal): Promise<string | undefined>;
  translate(params: PanelTextParams, request: RequestContext<TranslateProgress>): Promise<PanelText>;
  settings(): Settings;
  memory: vscode.Memento;
}

/** Of answers that are kept. */
const MAX_KEPT_BYTES = 16 * 2 ** 20;
const STATE = 'panel';
const DEFAULT_DECODING = { beamSize: 5, lengthPenalty: 0.75 };

export class PanelServices {
  readonly differences = new SentenceDifferences();
  private readonly kept = new KeptAnswers(MAX_KEPT_BYTES);

  constructor(
    private readonly context: PanelContext,
    private readonly document: PanelDocument,
    private readonly takeShown: () => ShowParams | null,
  ) {}

  /** One method a request, each with its parameters checked and its errors as sentences. */
  services(): Services<PanelProtocol> {
    const { document, context } = this;
    const guarded = <M extends keyof PanelProtocol>(
      method: M,
      run: (
        params: PanelProtocol[M]['params'],
        request: RequestContext<PanelProtocol[M]['progress']>,
      ) => Promise<PanelProtocol[M]['result']>,
    ) => {
      return async (params: unknown, request: RequestContext<PanelProtocol[M]['progress']>) => {
        try {
          return await run(checkParams(method, params), request);
        } catch (error) {
          throw this.told(method, error);
        }
      };
    };
    const engine = <M extends keyof InspectionProtocol>(
      method: M,
      models: (params: InspectionProtocol[M]['params']) => string[],
    ) => guarded<M>(method, (params, request) => this.ask(method, params, models(params), request));
    return {
      traceSearch: engine('traceSearch', ({ subject }) => modelsOf(subject)),
      searchExactly: engine('searchExactly', ({ subject }) => modelsOf(subject)),
      alternatives: engine('alternatives', ({ subject }) => modelsOf(subject)),
      fillBlanks: engine('fillBlanks', ({ model }) => [model]),
      score: engine('score', () => []),
      // Files are large, and scored on demand only: neither they nor their scores are kept.
      scoreFiles: guarded('scoreFiles', (params, request) => this.compute('scoreFiles', params, [], request)),
      gates: engine('gates', ({ model }) => [model]),
      hello: guarded('hello', () => this.hello()),
      takeSelection: guarded('takeSelection', async () => document.take()),
      translatorFor: guarded(
        'translatorFor',
        async ({ text }, { signal }) => (await context.translatorFor(text, signal)) ?? null,
      ),
      translateText: guarded('translateText', (params, request) => context.translate(params, request)),
      insert: guarded('insert', async ({ text, where, replaces }) => {
        await (where === 'cursor' ? document.insert(text) : document.replace(text, replaces));
        return null;
      }),
      copy: guarded('copy', async ({ text }) => {
        await vscode.env.clipboard.writeText(text);
        return null;
      }),
      setEngine: guarded('setEngine', async ({ engine: backend }) => {
        await writeSetting('engine', backend);
        return null;
      }),
      chooseFile: guarded('chooseFile', ({ title }) => chooseFile(title)),
      openDocument: guarded('openDocument', async ({ content, language }) => {
        const opened = await vscode.workspace.openTextDocument({
          content,
          language: language === 'csv' ? 'plaintext' : language,
        });
        await vscode.window.showTextDocument(opened, { preview: false });
        return null;
      }),
      saveFile: guarded('saveFile', ({ name, bytes }) => saveFile(name, bytes)),
      showDifference: guarded('showDifference', async (params) => {
        await this.differences.show(params);
        return null;
      }),
      openLecture: guarded('openLecture', async ({ section }) => {
        await openLecture(context.extensionUri, section);
        return null;
      }),
      saveState: guarded('saveState', async ({ state }) => {
        await context.memory.update(STATE, state);
        return null;
      }),
      showLog: guarded('showLog', async () => {
        showLog(context.log);
        return null;
      }),
    };
  }

  /** When models or settings change, what was answered before counts no more. */
  forget(): void {
    this.kept.clear();
  }

  private async hello(): Promise<PanelInfo> {
    return {
      ...(await this.models()),
      decoding: { ...DEFAULT_DECODING, ...this.userDecoding() },
      engine: readValue('engine', readSetting('engine')),
      state: this.context.memory.get<string>(STATE) ?? null,
      shown: this.takeShown(),
    };
  }

  async models(): Promise<PanelModels> {
    const models = await this.context.models.list();
    const ofTask = (task: CatalogModel['task']) =>
      models
        .filter((model) => model.task === task)
        .map(({ id, source, target, description }) => ({ id, source, target, description }));
    return { translators: ofTask('translate'), fillers: ofTask('fill') };
  }

  /** A setting that is wrong is told of where it is used; the panel has sliders of its own. */
  private userDecoding(): Partial<typeof DEFAULT_DECODING> {
    try {
      const { beamSize, lengthPenalty } = this.context.settings().decoding;
      return { ...(beamSize && { beamSize }), ...(lengthPenalty !== undefined && { lengthPenalty }) };
    } catch {
      return {};
    }
  }

  private async ask<M extends keyof InspectionProtocol>(
    method: M,
    params: InspectionProtocol[M]['params'],
    models: string[],
    request: RequestContext<InspectionProtocol[M]['progress']>,
  ): Promise<InspectionProtocol[M]['result']> {
    const key = JSON.stringify([method, params]);
    const kept = this.kept.get(key);
    if (kept !== undefined) return kept as InspectionProtocol[M]['result'];
    const answer = await this.compute(method, params, models, request);
    this.kept.set(key, answer);
    return answer;
  }

  private compute<M extends keyof InspectionProtocol>(
    method: M,
    params: InspectionProtocol[M]['params'],
    models: string[],
    { signal, progress }: RequestContext<InspectionProtocol[M]['progress']>,
  ): Promise<InspectionProtocol[M]['result']> {
    return this.context.engine().request<M>(method, {
      models,
      params: () => params,
      signal,
      onProgress: progress,
    });
  }

  /** For the panel a sentence; for the log everything. */
  private told(method: string, error: unknown): Error {
    const { log } = this.context;
    if (isCancellation(error)) return Object.assign(new Error('cancelled'), { code: 'cancelled' });
    const sentence = panelSentence(error);
    if (error instanceof PanelParamsError) log.warn(`panel: ignored a request: ${error.message}`);
    else log.error(`panel: ${method}: ${sentence}\n${describe(error)}`);
    return new Error(sentence);
  }
}

const modelsOf = (subject: SearchSubject): string[] => (subject.kind === 'model' ? [subject.model] : []);

/** Characters of an error's own sentence. */
const SENTENCE = 500;
/** Sentences of the rooms that say what is wrong with what a person has typed. */
const PLAIN = ['SearchError', 'MetricsError', 'TokenizerError'];

function panelSentence(error: unknown): string {
  if (error instanceof RemoteError && error.code === 'no-words')
    return vscode.l10n.t('There are no words in this text.');
  if (error instanceof RemoteError && PLAIN.includes(error.name)) return inert(error.message, SENTENCE);
  if (error instanceof PanelFileError || error instanceof PanelParamsError)
    return inert(toWire(error).message, SENTENCE);
  return sentenceFor(error);
}
