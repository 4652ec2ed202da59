/** Where the engine runs: in a worker of its own, or in the extension host where no worker can be made. */
import type { Endpoint } from '../../rpc/endpoint';
import { portEndpoint } from '../../rpc/endpoint';

export interface RunningEngine {
  endpoint: Endpoint;
  end(): void;
}

export interface EnginePlace {
  name: 'worker' | 'extension host';
  /**
   * @param onCrash called when the engine ends by itself
   * @throws whatever keeps it from running here
   */
  open(onCrash: (reason: string) => void): Promise<RunningEngine>;
}

/**
 * A classic worker from one file.
 * @param name of the worker, for people who debug it
 * @param url of the script; extensions that are installed on a remote machine cannot make workers: the constructor throws
 */
export const workerPlace = (url: string, name = 'interlinear-engine'): EnginePlace => ({
  name: 'worker',
  open(onCrash) {
    const worker = new Worker(url, { name });
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      onCrash(event.message || 'the worker could not be loaded');
    });
    worker.addEventListener('messageerror', () => onCrash('a message of the worker could not be read'));
    return Promise.resolve({ endpoint: portEndpoint(worker), end: () => worker.terminate() });
  },
});

/** The same engine in this thread, loaded only then. It stalls other extensions while it computes. */
export const hostPlace: EnginePlace = {
  name: 'extension host',
  async open() {
    const { serveEngine } = await import('../../engine/serve');
    const { port1, port2 } = new MessageChannel();
    const stop = serveEngine(portEndpoint(port2));
    const end = (): void => {
      stop();
      port1.close();
    };
    return { endpoint: portEndpoint(port1), end };
  },
};
