/**
 * The extension's one engine: started by the first use, ended when idle, started again after a crash, and ended by force
 * when a cancelled request does not stop. Knows nothing of VS Code.
 */
import { RemoteError, RpcError } from '../../rpc/errors';
import type { EngineProtocol } from '../../protocol';
import type { ModelInfo } from '../../protocol/model';
import { EngineClientError } from './engine-errors';
import type { EnginePlace } from './engine-place';
import type { BackendChosen, EngineFiles } from './engine-session';
import { EngineSession } from './engine-session';
import { HelperPool } from './helper-pool';

export type EngineState =
  | { kind: 'stopped' }
  | { kind: 'failed' }
  | { kind: 'starting' }
  /** Without a model where the request needs none. */
  | { kind: 'ready' | 'working'; model: ModelInfo | undefined; place: EnginePlace['name'] };

export interface EngineClientOptions {
  /** Tried in this order; the first that works is kept. */
  places: readonly EnginePlace[];
  files: EngineFiles;
  log: { info(line: string): void; warn(line: string): void };
  onState(state: EngineState): void;
  /** Told when the engine has tried which way of computing a model is the fastest, or had to change it. */
  onChosen?(chosen: BackendChosen): void;
  /** Without work for so long, the engine gives its memory back. */
  idleMilliseconds: number;
  /** How long a cancelled request may take to stop by itself. */
  graceMilliseconds: number;
  /** How long engine and model may take to load. */
  startMilliseconds: number;
  /** Engines beside the first one that a long document may have, where engines run in workers. */
  helpers?: { count: number; idleMilliseconds: number };
}

export type EngineMethod = keyof EngineProtocol;

/** A request to the engine and the models it needs. */
export interface EngineRequest<M extends EngineMethod> {
  /** Ids of models that are loaded before. */
  models: readonly string[];
  /** Given what those models say of themselves, in that order. */
  params(models: readonly ModelInfo[]): EngineProtocol[M]['params'];
  signal: AbortSignal;
  onProgress?(progress: EngineProtocol[M]['progress']): void;
}

export class EngineClient {
  private opening: Promise<EngineSession> | undefined;
  /** What `opening` came to. */
  private session: EngineSession | undefined;
  private places: readonly EnginePlace[];
  private active = 0;
  private idle: ReturnType<typeof setTimeout> | undefined;
  private disposed = false;
  private restartWhenIdle = false;
  private helpers: HelperPool | undefined;

  constructor(private readonly options: EngineClientOptions) {
    this.places = options.places;
  }

  /** @throws EngineClientError, RemoteError (the engine's own), what reading the files throws */
  async request<M extends EngineMethod>(
    method: M,
    request: EngineRequest<M>,
  ): Promise<EngineProtocol[M]['result']> {
    if (this.disposed) throw new EngineClientError('disposed', 'the extension is being shut down');
    this.active++;
    clearTimeout(this.idle);
    try {
      const { session, infos } = await this.prepare(request.models, request.signal);
      this.showState('working', session, infos);
      try {
        return await this.ask(session, method, request, infos);
      } finally {
        this.showState(this.active > 1 ? 'working' : 'ready', session, infos);
      }
    } catch (error) {
      throw request.signal.aborted ? cancelled() : error;
    } finally {
      this.active--;
      this.restAfterAWhile();
    }
  }

  /** Starts the engine and loads models before anything is asked of them. @throws EngineClientError, RemoteError */
  async ready(models: readonly string[], signal: AbortSignal): Promise<void> {
    if (this.disposed) return;
    this.active++;
    clearTimeout(this.idle);
    try {
      const { session, infos } = await this.prepare(models, signal);
      if (this.active === 1) this.showState('ready', session, infos);
    } finally {
      this.active--;
      this.restAfterAWhile();
    }
  }

  dispose(): void {
    this.disposed = true;
    clearTimeout(this.idle);
    this.endCurrent(new EngineClientError('disposed', 'the extension is being shut down'));
  }

  /** The next use starts it again, with the settings of then. What runs is finished first. */
  restart(): void {
    if (this.active > 0) this.restartWhenIdle = true;
    else this.endCurrent(new EngineClientError('stopped', 'the engine starts again with other settings'));
  }

  private async prepare(
    models: readonly string[],
    signal: AbortSignal,
  ): Promise<{ session: EngineSession; infos: ModelInfo[] }> {
    const start = performance.now();
    const fresh = this.opening === undefined;
    if (fresh) this.options.onState({ kind: 'starting' });
    const opening = (this.opening ??= this.start());
    const loading = this.inTime(
      opening.then(async (session) => {
        const infos = await Promise.all(models.map((id) => session.model(id, this.options.files)));
        return { session, infos };
      }),
    );
    // Whoever cancels leaves the loading going: the next request will want it. So these do not wait for the signal.
    loading.then(
      ({ session, infos }) => {
        if (!fresh) return;
        this.showState('ready', session, infos);
        this.options.log.info(describeStart(session, infos, start));
      },
      (error: Error) => this.opening === opening && this.endCurrent(error),
    );
    return unlessAborted(loading, signal);
  }

  private showState(kind: 'ready' | 'working', session: EngineSession, [model]: readonly ModelInfo[]): void {
    if (this.session === session) this.options.onState({ kind, model, place: session.place });
  }

  private start(): Promise<EngineSession> {
    const opening = this.open();
    const keep = (session: EngineSession): void => {
      if (this.opening === opening) this.session = session;
    };
    opening.then(keep, () => {});
    return opening;
  }

  private async open(): Promise<EngineSession> {
    const { files, log } = this.options;
    const failures: string[] = [];
    for (const place of this.places) {
      const helpers = this.helpersIn(place);
      try {
        const session = await EngineSession.open(
          place,
          files,
          (line) => log.warn(line),
          (crashed, error) => {
            log.warn(`the engine in the ${crashed.place} crashed: ${error.message}`);
            this.endIfCurrent(crashed, error);
          },
          {
            ...(helpers && { helpers }),
            log: (line) => log.info(line),
            chosen: (chooser, info, chosen) => {
              this.showState(this.active > 0 ? 'working' : 'ready', chooser, [info]);
              this.options.onChosen?.(chosen);
            },
          },
        );
        this.places = [place];
        this.helpers = helpers;
        return session;
      } catch (error) {
        failures.push(`${place.name}: ${(error as Error).message}`);
        log.warn(`the engine cannot run in the ${place.name}: ${(error as Error).message}`);
      }
    }
    throw new EngineClientError('start', failures.join('; '));
  }

  /** In the extension host there is room for one. */
  private helpersIn(place: EnginePlace): HelperPool | undefined {
    const { helpers, files, log } = this.options;
    if (!helpers || place.name !== 'worker') return undefined;
    return new HelperPool({ ...helpers, place, files, log: (line) => log.info(line) });
  }

  private async ask<M extends EngineMethod>(
    session: EngineSession,
    method: M,
    { params, signal, onProgress }: EngineRequest<M>,
    infos: readonly ModelInfo[],
  ): Promise<EngineProtocol[M]['result']> {
    const stop = this.endUnlessItStops(session, signal);
    try {
      const answer = session.rpc.request<M>(method, params(infos), { signal, onProgress });
      return (await answer) as EngineProtocol[M]['result'];
    } catch (error) {
      // WebAssembly that failed once may be left in any state.
      if (error instanceof RemoteError && error.name === 'RuntimeError')
        await this.endIfCurrent(session, error);
      throw error;
    } finally {
      stop();
    }
  }

  /** @returns calls it off */
  private endUnlessItStops(session: EngineSession, signal: AbortSignal): () => void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onAbort = (): void => {
      timer = setTimeout(() => {
        this.options.log.warn(
          'the engine did not stop when asked; it was ended and will start again when needed',
        );
        this.endIfCurrent(session, new EngineClientError('stopped', 'another request had to be ended'));
      }, this.options.graceMilliseconds);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    return () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    };
  }

  private inTime<T>(work: Promise<T>): Promise<T> {
    const { startMilliseconds } = this.options;
    return new Promise((resolve, reject) => {
      const late = (): void =>
        reject(new EngineClientError('start', `no answer within ${startMilliseconds / 1000} s`));
      const timer = setTimeout(late, startMilliseconds);
      work.then(resolve, reject).finally(() => clearTimeout(timer));
    });
  }

  private restAfterAWhile(): void {
    if (this.active > 0 || this.disposed) return;
    if (this.restartWhenIdle) {
      this.restartWhenIdle = false;
      return this.restart();
    }
    clearTimeout(this.idle);
    this.idle = setTimeout(() => {
      this.options.log.info('the engine was idle and has been ended; the next use starts it again');
      this.endCurrent(new EngineClientError('stopped', 'the engine was idle'));
    }, this.options.idleMilliseconds);
  }

  private endIfCurrent(session: EngineSession, reason: Error): void {
    if (this.session === session) this.endCurrent(reason);
  }

  private endCurrent(reason: Error): void {
    const { opening } = this;
    if (!opening) return;
    this.opening = undefined;
    this.session = undefined;
    this.helpers?.end();
    this.helpers = undefined;
    opening.then((session) => session.end(reason)).catch(() => {});
    this.options.onState({ kind: isFailure(reason) ? 'failed' : 'stopped' });
  }
}

function describeStart(session: EngineSession, infos: readonly ModelInfo[], start: number): string {
  const total = Math.round(performance.now() - start);
  const models = infos.map(({ id, loadMilliseconds }) => `${id} ${Math.round(loadMilliseconds)} ms`);
  return `engine in the ${session.place}: ready after ${total} ms (models: ${models.join(', ') || 'none'})`;
}

const isFailure = (reason: Error): boolean =>
  !(reason instanceof EngineClientError && ['stopped', 'disposed'].includes(reason.code));

const cancelled = (): EngineClientError => new EngineClientError('cancelled', 'the request was cancelled');

function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(cancelled());
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

/** Whether the user wanted it so: nothing to report. */
export const isCancellation = (error: unknown): boolean =>
  (error instanceof EngineClientError || error instanceof RpcError) && error.code === 'cancelled';
