/** Where things are, for the scripts. */
import { join, resolve } from 'node:path';

export const ROOT = resolve(__dirname, '..');
export const OUT = join(ROOT, 'out');
export const SAMPLE_WORKSPACE = join(ROOT, 'test', 'fixtures', 'workspace');
