/** Errors of and across the message port: what an `Error` loses on the way (its class, its code) is carried beside it. */

export interface WireError {
  name: string;
  message: string;
  code?: string;
  /** What the error carries besides: the file at fault, the setting, … Only what can be cloned. */
  details?: Record<string, string | number | boolean>;
  /** Of the side that threw, for the log. */
  stack?: string;
}

/** An error that the other side threw. `name`, `code` and `details` are those of the original. */
export class RemoteError extends Error {
  readonly code: string | undefined;
  readonly details: Readonly<Record<string, string | number | boolean>>;
  readonly remoteStack: string | undefined;
  constructor(error: WireError) {
    super(error.message);
    this.name = error.name;
    this.code = error.code;
    this.details = error.details ?? {};
    this.remoteStack = error.stack;
  }
}

export type RpcErrorCode =
  /** the caller's signal fired */
  | 'cancelled'
  /** this side was disposed before the answer came */
  | 'disposed'
  /** the other side knows no such request */
  | 'unknown-method'
  /** a value that no port can carry */
  | 'not-cloneable';

export class RpcError extends Error {
  override readonly name = 'RpcError';
  constructor(
    readonly code: RpcErrorCode,
    message: string,
  ) {
    super(message);
  }
}

/** What is thrown may be anything, so this never throws itself. */
export function toWire(thrown: unknown): WireError {
  if (!(thrown instanceof Error)) return { name: 'Error', message: describe(thrown) };
  const { code } = thrown as { code?: unknown };
  return {
    name: thrown.name,
    message: thrown.message,
    ...(typeof code === 'string' && { code }),
    ...(thrown.stack !== undefined && { stack: thrown.stack }),
    details: detailsOf(thrown),
  };
}

function describe(thrown: unknown): string {
  try {
    return String(thrown);
  } catch {
    return `thrown: ${typeof thrown}`;
  }
}

const STANDARD = ['name', 'message', 'stack', 'code', 'cause'];

function detailsOf(error: Error): Record<string, string | number | boolean> {
  const details: Record<string, string | number | boolean> = {};
  for (const [key, value] of Object.entries(error)) {
    const plain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
    if (plain && !STANDARD.includes(key)) details[key] = value;
  }
  return details;
}
