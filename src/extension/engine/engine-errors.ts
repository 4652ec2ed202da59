/** What can go wrong between the extension and its engine, besides what the engine itself throws (RemoteError). */

export type EngineClientErrorCode =
  /** neither a worker nor the host could run it, or it never answered */
  | 'start'
  /** it ended by itself, with work pending */
  | 'crashed'
  /** it was ended because another request did not stop */
  | 'stopped'
  | 'cancelled'
  | 'disposed';

export class EngineClientError extends Error {
  override readonly name = 'EngineClientError';
  constructor(
    readonly code: EngineClientErrorCode,
    message: string,
  ) {
    super(message);
  }
}
