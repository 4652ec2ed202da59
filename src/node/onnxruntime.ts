/**
 * onnxruntime-node without its telemetry. From 1.29 on the library collects usage, keeps a device id on the disk and
 * uploads, unless `ORT_DISABLE_TELEMETRY` stands in the environment when the native part is loaded.
 *
 * This is the only file that may load the package (test/unit/architecture.test.ts), so that no way round it is left.
 */
import { createRequire } from 'node:module';
import type * as onnxruntime from 'onnxruntime-node';

// The main thread's process.env is the process's own environment, which the native library reads as it is loaded: so
// this comes first, and what follows is no import, which would be moved above it.
process.env.ORT_DISABLE_TELEMETRY = '1';
const require = createRequire(__filename);

/** The native onnxruntime, as `import * as ort from 'onnxruntime-node'` would give it. */
export const ort = require('onnxruntime-node') as typeof onnxruntime;
