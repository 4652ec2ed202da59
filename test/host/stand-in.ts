/** The tests with the stand-in engine. */
import { runMocha } from './mocha';
export const run = (): Promise<void> => runMocha([() => import('./activation.test'), () => import('./edits.test')]);
