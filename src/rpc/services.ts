/** What a protocol is to rpc.ts, whatever its requests are: pure types. Which protocols there are says src/protocol. */

/** Each request: what it takes, what comes back, what is reported meanwhile. */
export type Protocol<P> = { [M in keyof P]: { params: unknown; result: unknown; progress: unknown } };

export interface RequestContext<P> {
  /** Aborted when the caller cancels. */
  signal: AbortSignal;
  progress(value: P): void;
}

/** What one side implements so that the other can ask: one method a request. */
export type Services<P extends Protocol<P>> = {
  [M in keyof P]: (
    params: P[M]['params'],
    context: RequestContext<P[M]['progress']>,
  ) => Promise<P[M]['result']>;
};
