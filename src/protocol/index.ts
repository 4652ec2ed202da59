/**
 * What the extension host and the engine worker say to each other, put together from its parts: pure types. The messages
 * travel over src/rpc.
 *
 * Not here: how the engine does it (src/engine), what the user sees (src/extension).
 */
import type { Services } from '../rpc/services';
import type { KernelBinaries } from '../runtime/wasm/kernel-binaries';
import type { CompletionProtocol } from './completion';
import type { DocumentProtocol } from './document';
import type { FillProtocol } from './fill';
import type { GatesProtocol } from './gates';
import type { BackendChoice, ModelProtocol, RememberedBackend } from './model';
import type { Outcome, PortionParams, PortionProtocol } from './portion';
import type { ScoreProtocol } from './score';
import type { SearchProtocol } from './search';

/** What the side panel, too, may ask; the extension passes it on. */
export interface InspectionProtocol extends SearchProtocol, FillProtocol, ScoreProtocol, GatesProtocol {}

export interface EngineProtocol
  extends ModelProtocol, DocumentProtocol, CompletionProtocol, InspectionProtocol {}

/** The first request to a new engine worker, before any of EngineProtocol. */
export interface StartProtocol {
  /** The compiled kernels of src/runtime/wasm; their buffers are transferred. */
  start: { params: { kernels: KernelBinaries }; result: null; progress: never };
}

export type WorkerProtocol = StartProtocol & PortionProtocol & EngineProtocol;

/** What the engine tells the extension host by itself, and asks it for. */
export interface HostProtocol {
  backendChosen: {
    params: { model: string; backend: string; choice: BackendChoice; remember?: RememberedBackend };
    result: null;
    progress: never;
  };
  log: { params: { line: string }; result: null; progress: never };
  /** onnxruntime-web's WebAssembly file, wanted only when something needs onnxruntime. */
  onnxruntime: { params: Record<string, never>; result: Uint8Array; progress: never };
  /** How many engines there may be beside this one. */
  helpers: { params: Record<string, never>; result: number; progress: never };
  /** One of them, started when it is not there yet, takes a part of a document. */
  helperPortion: {
    params: { helper: number; portion: PortionParams };
    result: Outcome[];
    progress: never;
  };
}

export type EngineServices = Services<EngineProtocol>;
