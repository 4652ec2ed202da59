/** A place for an engine that obeys the tests: it counts its lives, hangs, crashes and refuses to start as told. */
import { MessageChannel } from 'node:worker_threads';
import type { EnginePlace, RunningEngine } from '../../../../src/extension/engine/engine-place';
import { portEndpoint } from '../../../../src/rpc/endpoint';
import type { InspectionProtocol, WorkerProtocol } from '../../../../src/protocol';
import type { ModelInfo } from '../../../../src/protocol/model';
import type { Services } from '../../../../src/rpc/services';
import { Rpc } from '../../../../src/rpc/rpc';

export const infoOf = (id: string): ModelInfo => ({
  id,
  source: 'en',
  target: 'fr',
  description: '',
  licence: '',
  backend: 'fake',
  loadMilliseconds: 1,
  decoding: { beamSize: 5, lengthPenalty: 1, maxLength: 200 },
});

/** What the client itself asks for; the panel's requests are the engine's own matter. */
type FakedProtocol = Omit<WorkerProtocol, keyof InspectionProtocol>;

const never = (): Promise<never> => new Promise(() => {});

export class FakePlace implements EnginePlace {
  /** How often it was opened, and how many of those were not ended. */
  opened = 0;
  alive = 0;
  /** Of every life, in order. */
  loaded: string[] = [];
  /** Told once when it opens, and then true. */
  refuses: Error | undefined;
  /** What the services do instead. */
  override: Partial<Services<FakedProtocol>> = {};
  crash: (reason: string) => void = () => {};

  constructor(readonly name: EnginePlace['name']) {}

  async open(onCrash: (reason: string) => void): Promise<RunningEngine> {
    if (this.refuses) throw this.refuses;
    this.opened++;
    this.alive++;
    this.crash = onCrash;
    const { port1, port2 } = new MessageChannel();
    const rpc = new Rpc<Record<never, never>, FakedProtocol>(portEndpoint(port2 as never), {
      services: {
        start: async () => null,
        loadModel: async ({ id }) => {
          this.loaded.push(id);
          return infoOf(id);
        },
        translateDocument: async ({ text }, { progress }) => {
          progress({ done: 1, total: 1, edits: [] });
          return { edits: [{ start: 0, end: text.length, text: text.toUpperCase() }], sentences: [] };
        },
        translatePortion: async ({ sentences }) =>
          sentences.map(({ text }) => ({ text: text.toUpperCase(), from: 'model' as const })),
        detectLanguages: async () => [],
        proseAt: async () => null,
        complete: async () => [],
        checkModel: async () => infoOf('checked'),
        ...this.override,
      },
    });
    const end = (): void => {
      this.alive--;
      rpc.dispose();
      port1.close();
    };
    return { endpoint: portEndpoint(port1 as never), end };
  }

  /** From now on, translations never end, cancelled or not. */
  hang(): void {
    this.override.translateDocument = never;
  }
}
