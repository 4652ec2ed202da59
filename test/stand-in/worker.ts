/** The stand-in as a worker, put in the place of dist/engine.js. */
import { portEndpoint } from '../../src/rpc/endpoint';
import type { WorkerProtocol } from '../../src/protocol';
import { Rpc } from '../../src/rpc/rpc';
import { StandInEngine } from './engine';

const engine = new StandInEngine();

// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- asks nothing
new Rpc<{}, WorkerProtocol>(portEndpoint(self as unknown as Worker), {
  services: {
    start: () => Promise.resolve(null),
    loadModel: (params) => engine.loadModel(params),
    ...engine.inspection,
    translateDocument: (params, context) => engine.translateDocument(params, context),
    translatePortion: (params) => engine.translatePortion(params),
    detectLanguages: () => engine.detectLanguages(),
    proseAt: (params) => engine.proseAt(params),
    complete: (params) => engine.complete(params),
    checkModel: (params) => engine.checkModel(params),
  },
});
