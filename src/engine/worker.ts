/** The entry of the engine worker: a classic worker in one file, which the extension host makes. */
import { portEndpoint } from '../rpc/endpoint';
import { serveEngine } from './serve';

serveEngine(portEndpoint(self as unknown as Worker));
