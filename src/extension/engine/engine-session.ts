/** One life of the engine: from its start in some place until it is ended or crashes. Who starts the next is engine-client.ts. */
import type { HostProtocol, WorkerProtocol } from '../../protocol';
import type { BackendPreference, LanguageTables, ModelInfo } from '../../protocol/model';
import type { Outcome, PortionParams } from '../../protocol/portion';
import { Rpc } from '../../rpc/rpc';
import { EngineClientError } from './engine-errors';
import type { EnginePlace, RunningEngine } from './engine-place';

export interface EngineFiles {
  /** The compiled kernels that compute models; tens of kilobytes. */
  readKernels(): Promise<WorkerProtocol['start']['params']['kernels']>;
  /** onnxruntime's WebAssembly, for what the kernels do not compute; 14 MB. */
  readOnnxruntime(): Promise<Uint8Array>;
  /** The files of a model's folder by name. */
  readModel(id: string): Promise<Record<string, Uint8Array>>;
  /** What ships for a model's languages. */
  readTables?(id: string): Promise<LanguageTables>;
  /** Which backend the model should run on. */
  preference?(id: string): BackendPreference;
}

/** Engines beside the first one. */
export interface HelperEngines {
  readonly count: number;
  answer(helper: number, portion: PortionParams, signal: AbortSignal): Promise<Outcome[]>;
}

/** What the engine says by itself, and whom it may ask for help. */
export interface EngineEvents {
  helpers?: HelperEngines;
  log(line: string): void;
  chosen(session: EngineSession, info: ModelInfo, chosen: BackendChosen): void;
}

export type BackendChosen = HostProtocol['backendChosen']['params'];

export class EngineSession {
  readonly rpc: Rpc<WorkerProtocol, HostProtocol>;
  private readonly models = new Map<string, Promise<ModelInfo>>();
  private rejectEnded!: (reason: Error) => void;
  /** Never resolves; rejects when the engine is gone. */
  private readonly ended = new Promise<never>((_, reject) => (this.rejectEnded = reject));

  private gone = false;

  private constructor(
    readonly place: EnginePlace['name'],
    private readonly running: RunningEngine,
    { files, warn, events }: { files: EngineFiles; warn(line: string): void; events?: EngineEvents },
  ) {
    this.rpc = new Rpc<WorkerProtocol, HostProtocol>(running.endpoint, {
      log: warn,
      services: {
        backendChosen: async (chosen) => {
          await this.keepChoice(chosen, events);
          return null;
        },
        log({ line }) {
          events?.log(line);
          return Promise.resolve(null);
        },
        onnxruntime: () => files.readOnnxruntime(),
        helpers: () => Promise.resolve(events?.helpers?.count ?? 0),
        helperPortion: ({ helper, portion }, { signal }) =>
          events?.helpers?.answer(helper, portion, signal) ??
          Promise.reject(new EngineClientError('start', 'there are no helpers')),
      },
    });
    // Who waits is told through `until`; without this an idle engine's end would count as unhandled.
    this.ended.catch(() => {});
  }

  /**
   * @param onCrash told once, after everything pending has been rejected
   * @throws EngineClientError('crashed') or what the place throws
   */
  static async open(
    place: EnginePlace,
    files: EngineFiles,
    warn: (line: string) => void,
    onCrash: (session: EngineSession, error: EngineClientError) => void,
    events?: EngineEvents,
  ): Promise<EngineSession> {
    let early: string | undefined;
    let crash = (reason: string): void => void (early = reason);
    const running = await place.open((reason) => crash(reason));
    const session = new EngineSession(place.name, running, { files, warn, events });
    crash = (reason) => {
      const error = new EngineClientError('crashed', reason);
      session.end(error);
      onCrash(session, error);
    };
    try {
      if (early !== undefined) throw new EngineClientError('crashed', early);
      const kernels = await session.until(files.readKernels());
      const transfer = Object.values(kernels).map((bytes: Uint8Array) => bytes.buffer as ArrayBuffer);
      await session.rpc.request('start', { kernels }, { transfer });
      return session;
    } catch (error) {
      session.end(error as Error);
      throw error;
    }
  }

  /** Loads the model once, however often it is asked for. @throws RemoteError, errors of `files` */
  model(id: string, files: EngineFiles): Promise<ModelInfo> {
    const known = this.models.get(id);
    if (known) return known;
    const loading = this.until(this.load(id, files));
    this.models.set(id, loading);
    loading.catch(() => this.models.delete(id));
    return loading;
  }

  private async load(id: string, source: EngineFiles): Promise<ModelInfo> {
    const files = await source.readModel(id);
    const transfer = Object.values(files).map((bytes) => bytes.buffer as ArrayBuffer);
    const backend = source.preference?.(id);
    const tables = await source.readTables?.(id);
    const wanted = { ...(backend && { backend }), ...(tables && { tables }) };
    return this.rpc.request('loadModel', { id, files, ...wanted }, { transfer });
  }

  /** From now on the model's description says which backend answers. */
  private async keepChoice(chosen: BackendChosen, events: EngineEvents | undefined): Promise<void> {
    const loaded = this.models.get(chosen.model);
    const info = await loaded?.catch(() => undefined);
    if (!info || this.models.get(chosen.model) !== loaded) return;
    Object.assign(info, { backend: chosen.backend, choice: chosen.choice });
    events?.chosen(this, info, chosen);
  }

  /** The work, or the reason for which the engine ended meanwhile. */
  until<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.ended]);
  }

  /** The first reason counts. */
  end(reason: Error): void {
    if (this.gone) return;
    this.gone = true;
    this.rejectEnded(reason);
    this.rpc.dispose(reason);
    this.running.end();
  }
}
