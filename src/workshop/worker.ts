/** The entry of the workshop's worker: a classic worker in one file, which the extension host makes. */
import { portEndpoint } from '../rpc/endpoint';
import { serveWorkshop } from './serve';

serveWorkshop(portEndpoint(self as unknown as Worker));
