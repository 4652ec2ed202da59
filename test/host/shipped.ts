/** The tests with everything as it ships: the engine, its WebAssembly and the bundled model. */
import { runMocha } from './mocha';

export const run = (): Promise<void> =>
  runMocha([
    () => import('./en-fr.test'),
    () => import('./real-documents.test'),
    () => import('./webgl.test'),
  ]);
