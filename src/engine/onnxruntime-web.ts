/** onnxruntime in a worker, loaded when something needs it: neither its code nor its 14 MB of WebAssembly are touched before. */
import type { OnnxRuntime } from '../runtime';

/** SharedArrayBuffer, and so more than one thread, exists only in cross-origin isolated windows. */
export const THREADS = 1;

/** @param readWasm gives onnxruntime-web's WebAssembly; asked again where it failed */
export function onnxruntimeWeb(readWasm: () => Promise<Uint8Array>): () => Promise<OnnxRuntime> {
  let loading: Promise<OnnxRuntime> | undefined;
  return () => {
    loading ??= load(readWasm);
    // What failed once may be there the next time.
    loading.catch(() => (loading = undefined));
    return loading;
  };
}

/** Bytes, not a URL: a nested worker may neither import() nor reach every place an extension is served from. */
async function load(readWasm: () => Promise<Uint8Array>): Promise<OnnxRuntime> {
  const [ort, wasm] = await Promise.all([import('onnxruntime-web/wasm'), readWasm()]);
  ort.env.wasm.wasmBinary = wasm;
  ort.env.wasm.numThreads = THREADS;
  return ort;
}
