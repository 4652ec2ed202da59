/**
 * The workshop as the extension sees it: a worker for one piece of work, ended when that is done. It is never run in the
 * extension host, where it would stall the editor for minutes. Knows nothing of VS Code.
 */
import type { WorkFile, WorkshopHostProtocol, WorkshopProtocol } from '../../protocol/workshop';
import type { RequestOptions } from '../../rpc/rpc';
import { Rpc } from '../../rpc/rpc';
import type { EnginePlace, RunningEngine } from '../engine/engine-place';
import type { EngineFiles } from '../engine/engine-session';
import { LearningError } from './learning-errors';

export interface WorkshopOptions {
  place: EnginePlace;
  files: Pick<EngineFiles, 'readKernels' | 'readOnnxruntime'>;
  log(line: string): void;
}

/** Where what is kept of a lesson or a training run lies. */
export interface KeptFiles {
  load(name: WorkFile): Promise<Uint8Array | undefined>;
  save(name: WorkFile, bytes: Uint8Array): Promise<void>;
}

/** What the work reads and keeps; of work that asks for nothing, nothing. */
export interface WorkFiles extends Partial<KeptFiles> {
  read?(file: string): Promise<Uint8Array>;
  /** The files of a model, whose buffers are handed over. */
  model?(folder: string): Promise<Record<string, Uint8Array>>;
}

/**
 * @param work is given a workshop that is ended when it settles
 * @throws LearningError('no-worker' | 'crashed'), what `work` throws
 */
export async function inWorkshop<T>(
  { place, files, log }: WorkshopOptions,
  work: (ask: AskWorkshop) => Promise<T>,
  own: WorkFiles = {},
): Promise<T> {
  let crash: (reason: string) => void = () => undefined;
  const crashed = new Promise<never>((_, reject) => {
    crash = (reason) => reject(new LearningError('crashed', reason));
  });
  const running = await open(place, (reason) => crash(reason));
  const rpc = new Rpc<WorkshopProtocol, WorkshopHostProtocol>(running.endpoint, {
    log,
    services: {
      onnxruntime: () => files.readOnnxruntime(),
      read: ({ file }) => own.read?.(file) ?? Promise.reject(new LearningError('unreadable', '', file)),
      model: ({ folder }) =>
        own.model?.(folder) ?? Promise.reject(new LearningError('unreadable', '', folder)),
      load: async ({ name }) => (await own.load?.(name)) ?? null,
      async save({ name, bytes }) {
        await own.save?.(name, bytes);
        return null;
      },
      log({ line }) {
        log(line);
        return Promise.resolve(null);
      },
    },
  });
  try {
    const started = files.readKernels().then((kernels) => rpc.request('start', { kernels }));
    await Promise.race([started, crashed]);
    const ask: AskWorkshop = (method, params, options) => rpc.request(method, params, options);
    return await Promise.race([work(ask), crashed]);
  } finally {
    rpc.dispose(new LearningError('stopped', 'the workshop was ended'));
    running.end();
  }
}

export type AskWorkshop = <M extends keyof WorkshopProtocol>(
  method: M,
  params: WorkshopProtocol[M]['params'],
  options?: RequestOptions<WorkshopProtocol[M]['progress']>,
) => Promise<WorkshopProtocol[M]['result']>;

async function open(place: EnginePlace, onCrash: (reason: string) => void): Promise<RunningEngine> {
  try {
    return await place.open(onCrash);
  } catch (error) {
    throw new LearningError('no-worker', (error as Error).message);
  }
}
