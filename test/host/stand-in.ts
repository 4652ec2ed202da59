/** The tests with the stand-in engine, which does on request what the real one should never do. */
import { runMocha } from './mocha';

export const run = (): Promise<void> =>
  runMocha([
    () => import('./activation.test'),
    () => import('./environment.test'),
    () => import('./translate-selection.test'),
    () => import('./documents.test'),
    () => import('./editor-features.test'),
    () => import('./reading.test'),
    () => import('./refusals.test'),
    () => import('./edits.test'),
    () => import('./training.test'),
    () => import('./first-minute.test'),
    () => import('./engine-failures.test'),
  ]);
