/**
 * Engines beside the first one, each in a worker of its own with its own copy of the models, for documents that are long
 * enough: the first engine hands out parts of a document, the extension host only passes them on. Started when one is asked,
 * ended when idle. What one does not answer, the first engine does itself. Knows nothing of VS Code.
 *
 * Not here: how a document is shared out (src/engine/translate/share-out.ts).
 */
import type { Outcome, PortionParams } from '../../protocol/portion';
import { EngineClientError } from './engine-errors';
import type { EnginePlace } from './engine-place';
import type { EngineFiles, HelperEngines } from './engine-session';
import { EngineSession } from './engine-session';

/** More engines than that would wait for memory, and for each other. */
const MOST_ENGINES = 4;
/** Of memory an engine with its models may count on. */
const GIGABYTES_AN_ENGINE = 2;

/**
 * The editor keeps a core for itself.
 * @param gigabytes of memory, where the platform tells; it tells no more than 8
 * @returns how many engines there may be beside the first
 */
export function helperCount({ cores, gigabytes }: { cores: number; gigabytes?: number }): number {
  const byMemory = gigabytes === undefined ? MOST_ENGINES : Math.floor(gigabytes / GIGABYTES_AN_ENGINE);
  return Math.max(0, Math.min(cores - 1, MOST_ENGINES, byMemory) - 1);
}

export interface HelperPoolOptions {
  count: number;
  place: EnginePlace;
  files: EngineFiles;
  log(line: string): void;
  /** Without work for so long, the helpers give their memory back. */
  idleMilliseconds: number;
}

export class HelperPool implements HelperEngines {
  private readonly sessions = new Map<number, Promise<EngineSession>>();
  private active = 0;
  private idle: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: HelperPoolOptions) {}

  get count(): number {
    return this.options.count;
  }

  /** @throws EngineClientError, RemoteError, what reading the files throws: none of them says anything of the next portion */
  async answer(helper: number, portion: PortionParams, signal: AbortSignal): Promise<Outcome[]> {
    if (!Number.isInteger(helper) || helper < 0 || helper >= this.count)
      throw new EngineClientError('start', `there is no helper ${helper}`);
    this.active++;
    clearTimeout(this.idle);
    try {
      const session = await this.session(helper);
      await session.model(portion.model, this.files);
      return await session.rpc.request('translatePortion', portion, { signal });
    } finally {
      this.active--;
      if (this.active === 0) this.idle = setTimeout(() => this.end(), this.options.idleMilliseconds);
    }
  }

  end(): void {
    clearTimeout(this.idle);
    const reason = new EngineClientError('stopped', 'the helpers were idle, or their engine has ended');
    for (const opening of this.sessions.values())
      opening.then((session) => session.end(reason)).catch(() => {});
    this.sessions.clear();
  }

  /** A helper computes on the processor: the graphics card is the first engine's. */
  private get files(): EngineFiles {
    const { files } = this.options;
    return {
      ...files,
      preference: (id) => ({
        setting: files.preference?.(id).setting === 'onnxruntime' ? 'onnxruntime' : 'wasm',
      }),
    };
  }

  private session(helper: number): Promise<EngineSession> {
    const known = this.sessions.get(helper);
    if (known) return known;
    const { place, log } = this.options;
    const opening = EngineSession.open(place, this.files, log, (_, error) => {
      log(`helper ${helper} crashed: ${error.message}`);
      forget();
    });
    const forget = (): void => {
      if (this.sessions.get(helper) === opening) this.sessions.delete(helper);
    };
    this.sessions.set(helper, opening);
    opening.catch((error: Error) => {
      log(`helper ${helper} cannot be started: ${error.message}`);
      forget();
    });
    return opening;
  }
}
