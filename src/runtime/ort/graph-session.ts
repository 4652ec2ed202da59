/**
 * One ONNX graph in onnxruntime, arrays in, arrays out. The same code drives onnxruntime-node (command line, tests)
 * and onnxruntime-web (editor): both have the interface of onnxruntime-common.
 *
 * Not here: what the graphs are for (seq2seq-session.ts, src/train).
 */
import type { InferenceSession, Tensor } from 'onnxruntime-common';
import { RuntimeError } from '../errors';

/** What onnxruntime-node and onnxruntime-web/wasm both export. */
export interface OnnxRuntime {
  InferenceSession: {
    create(bytes: Uint8Array, options?: InferenceSession.SessionOptions): Promise<InferenceSession>;
  };
  Tensor: typeof Tensor;
}

export interface ArrayValue {
  data: Float32Array | Int32Array | BigInt64Array;
  dims: readonly number[];
}

export type Arrays = Record<string, ArrayValue>;

export interface GraphSession {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  /** @throws RuntimeError('run') when an input is missing, of the wrong shape, or the computation fails */
  run(feeds: Arrays): Promise<Arrays>;
  dispose(): Promise<void>;
}

const typeOf = (data: ArrayValue['data']): 'float32' | 'int32' | 'int64' =>
  data instanceof Float32Array ? 'float32' : data instanceof Int32Array ? 'int32' : 'int64';

/**
 * @param threads how many threads one product may use
 * @throws RuntimeError('load') when onnxruntime refuses the graph
 */
export async function openGraph(
  ort: OnnxRuntime,
  bytes: Uint8Array,
  options: { threads: number; name: string },
): Promise<GraphSession> {
  const session = await create(ort, bytes, options);
  return {
    inputNames: session.inputNames,
    outputNames: session.outputNames,
    async run(feeds) {
      const tensors: Record<string, Tensor> = {};
      for (const [name, { data, dims }] of Object.entries(feeds)) {
        tensors[name] = new ort.Tensor(typeOf(data), data as never, dims) as Tensor;
      }
      try {
        return toArrays(await session.run(tensors));
      } catch (error) {
        throw new RuntimeError('run', `${options.name}: ${(error as Error).message}`);
      }
    },
    dispose: () => session.release(),
  };
}

async function create(
  ort: OnnxRuntime,
  bytes: Uint8Array,
  { threads, name }: { threads: number; name: string },
): Promise<InferenceSession> {
  try {
    return await ort.InferenceSession.create(bytes, {
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      // Half the memory at no measurable cost (research/training.md).
      enableMemPattern: false,
      logSeverityLevel: 3,
    });
  } catch (error) {
    throw new RuntimeError('load', `${name}: onnxruntime cannot load the graph: ${(error as Error).message}`);
  }
}

function toArrays(results: InferenceSession.OnnxValueMapType): Arrays {
  const arrays: Arrays = {};
  for (const [name, value] of Object.entries(results)) {
    const tensor = value as Tensor;
    arrays[name] = { data: tensor.data as ArrayValue['data'], dims: tensor.dims };
  }
  return arrays;
}
