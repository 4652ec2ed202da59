/**
 * The envelopes that cross a message port, and the check that what arrived is one. What the requests mean says src/protocol.
 */
import type { WireError } from './errors';

/** Which request it is, or belongs to. */
interface Address {
  id: number;
  /**
   * The session of the side that asks: ids begin again with a new page, sessions do not. Progress, answers and
   * cancellations carry that of their request.
   */
  session?: string;
}

export type Message = Address &
  (
    | { kind: 'request'; method: string; params: unknown }
    | { kind: 'progress'; value: unknown }
    | { kind: 'result'; value: unknown }
    | { kind: 'error'; error: WireError }
    | { kind: 'cancel' }
  );

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** Anything may arrive on a port. Never throws, whatever getters or proxies the value carries. */
export function isMessage(value: unknown): value is Message {
  try {
    return isObject(value) && hasAddress(value) && hasBody(value);
  } catch {
    return false;
  }
}

const hasAddress = ({ id, session }: Record<string, unknown>): boolean =>
  Number.isSafeInteger(id) && (session === undefined || typeof session === 'string');

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
