/**
 * The envelopes that cross a message port, and the check that what arrived is one. What the requests mean says src/protocol.
 */
import type { WireError } from './errors';

export type Message =
  | { kind: 'request'; id: number; method: string; params: unknown }
  | { kind: 'progress'; id: number; value: unknown }
  | { kind: 'result'; id: number; value: unknown }
  | { kind: 'error'; id: number; error: WireError }
  | { kind: 'cancel'; id: number };

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** Anything may arrive on a port. Never throws, whatever getters or proxies the value carries. */
export function isMessage(value: unknown): value is Message {
  try {
    return isObject(value) && Number.isSafeInteger(value.id) && hasBody(value);
  } catch {
    return false;
  }
}

function hasBody(value: Record<string, unknown>): boolean {
  switch (value.kind) {
    case 'request':
      return typeof value.method === 'string' && 'params' in value;
    case 'progress':
    case 'result':
      return 'value' in value;
    case 'error':
      return isWireError(value.error);
    case 'cancel':
      return true;
    default:
      return false;
  }
}

function isWireError(value: unknown): value is WireError {
  return (
    isObject(value) &&
    typeof value.name === 'string' &&
    typeof value.message === 'string' &&
    (value.code === undefined || typeof value.code === 'string') &&
    (value.stack === undefined || typeof value.stack === 'string')
  );
}
