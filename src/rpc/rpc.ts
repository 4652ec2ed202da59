/**
 * Requests over a message port, in both directions: answers or typed errors, progress, cancellation, transfer lists.
 * The same class serves extension ⇄ engine worker and extension ⇄ webview.
 *
 * Not here: which requests there are (src/protocol), and who starts or ends the other side.
 */
import type { Endpoint } from './endpoint';
import { RemoteError, RpcError, toWire } from './errors';
import type { Message } from './messages';
import { isMessage } from './messages';
import type { Protocol, Services } from './services';

export interface RpcOptions<Local extends Protocol<Local>> {
  /** What the other side may ask of this one. */
  services?: Services<Local>;
  /** Told of messages that are ignored: garbage, answers to requests already settled. */
  log?: (line: string) => void;
}

export interface RequestOptions<P> {
  /**
   * Asks the other side to stop. The request is settled when that side has, with RpcError('cancelled'): who cannot
   * wait for that must end the other side.
   */
  signal?: AbortSignal;
  onProgress?: (value: P) => void;
  /** Buffers in the parameters that are handed over instead of copied. */
  transfer?: Transferable[];
}

interface Pending {
  resolve(value: unknown): void;
  reject(error: Error): void;
  onProgress?: (value: never) => void;
  signal?: AbortSignal;
  /** Stops listening to the signal. */
  release(): void;
}

/** `Remote` is what this side may ask, `Local` what it answers. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- no requests is what most sides answer
export class Rpc<Remote extends Protocol<Remote>, Local extends Protocol<Local> = {}> {
  private readonly pending = new Map<number, Pending>();
  /** By session and id. */
  private readonly running = new Map<string, AbortController>();
  /** Of what is asked here, apart from what a page before this one has asked over the same port. */
  private readonly session = newSession();
  /** Of who asked last. */
  private remote: string | undefined;
  private readonly services: ReadonlyMap<string, (params: never, context: never) => Promise<unknown>>;
  private readonly log: (line: string) => void;
  private readonly stopListening: () => void;
  private lastId = 0;
  private disposed: Error | undefined;

  constructor(
    private readonly endpoint: Endpoint,
    { services, log = () => {} }: RpcOptions<Local> = {},
  ) {
    this.services = new Map(Object.entries(services ?? {}));
    this.log = log;
    this.stopListening = endpoint.listen((message) => this.receive(message));
  }

  /**
   * @throws RemoteError what the other side threw, code 'unknown-method' when it knows no such request
   * @throws RpcError('cancelled' | 'disposed' | 'not-cloneable')
   */
  request<M extends keyof Remote & string>(
    method: M,
    params: Remote[M]['params'],
    { signal, onProgress, transfer = [] }: RequestOptions<Remote[M]['progress']> = {},
  ): Promise<Remote[M]['result']> {
    if (this.disposed) return Promise.reject(this.disposed);
    if (signal?.aborted) return Promise.reject(cancelled(method));
    const id = ++this.lastId;
    const { session } = this;
    return new Promise((resolve, reject) => {
      const cancel = (): void => this.post({ kind: 'cancel', id, session });
      signal?.addEventListener('abort', cancel, { once: true });
      const release = (): void => signal?.removeEventListener('abort', cancel);
      this.pending.set(id, { resolve, reject, onProgress, signal, release });
      try {
        this.post({ kind: 'request', id, session, method, params }, transfer);
      } catch (error) {
        this.settle(id)?.reject(new RpcError('not-cloneable', `${method}: ${(error as Error).message}`));
      }
    });
  }

  /** Rejects what is pending, aborts what runs here, hears nothing any more. The port itself is its owner's. */
  dispose(reason: Error = new RpcError('disposed', 'the connection was closed')): void {
    if (this.disposed) return;
    this.disposed = reason;
    this.stopListening();
    for (const controller of this.running.values()) controller.abort();
    this.running.clear();
    for (const id of [...this.pending.keys()]) this.settle(id)!.reject(reason);
  }

  private receive(message: unknown): void {
    if (this.disposed) return;
    if (!isMessage(message)) return this.log('ignored a message that is none');
    switch (message.kind) {
      case 'request':
        return void this.serve(message);
      case 'cancel':
        return this.running.get(keyOf(message))?.abort();
      case 'progress':
        return this.progress(message, message.value);
      case 'result':
        return this.answer(message, (pending) => pending.resolve(message.value));
      case 'error':
        return this.answer(message, (pending) => pending.reject(new RemoteError(message.error)));
    }
  }

  private progress({ id, session }: Message, value: unknown): void {
    const pending = session === this.session ? this.pending.get(id) : undefined;
    if (!pending) return this.log(`ignored progress of request ${id}, which is not pending`);
    pending.onProgress?.(value as never);
  }

  private answer(message: Message, settle: (pending: Pending) => void): void {
    const pending = message.session === this.session ? this.settle(message.id) : undefined;
    if (!pending) return this.log(`ignored an answer to request ${message.id}, which is not pending`);
    if (pending.signal?.aborted) pending.reject(cancelled(`request ${message.id}`));
    else settle(pending);
  }

  private settle(id: number): Pending | undefined {
    const pending = this.pending.get(id);
    this.pending.delete(id);
    pending?.release();
    return pending;
  }

  private async serve(message: Message & { kind: 'request' }): Promise<void> {
    const { id, session, method, params } = message;
    const key = keyOf(message);
    if (session !== undefined) this.heardFrom(session);
    if (this.running.has(key)) return this.log(`ignored a second request ${id}`);
    const controller = new AbortController();
    this.running.set(key, controller);
    const alive = (): boolean => this.running.get(key) === controller;
    const context = {
      signal: controller.signal,
      progress: (value: unknown): void => {
        if (alive()) this.post({ kind: 'progress', id, session, value });
      },
    };
    const answer = await this.call(method, params, context).then(
      (value): Message => ({ kind: 'result', id, session, value }),
      (error): Message => ({ kind: 'error', id, session, error: toWire(error) }),
    );
    if (!alive()) return;
    this.running.delete(key);
    try {
      this.post(answer);
    } catch (error) {
      const refused = new RpcError('not-cloneable', `answer to ${method}: ${(error as Error).message}`);
      this.post({ kind: 'error', id, session, error: toWire(refused) });
    }
  }

  /** A new page ends what the one before it has asked: nobody hears the answers. */
  private heardFrom(session: string): void {
    if (session === this.remote) return;
    for (const [key, controller] of this.running) {
      if (!key.startsWith(`${this.remote} `)) continue;
      this.running.delete(key);
      controller.abort();
    }
    this.remote = session;
  }

  private async call(method: string, params: unknown, context: unknown): Promise<unknown> {
    const service = this.services.get(method);
    if (!service) throw new RpcError('unknown-method', `no such request: ${method}`);
    return service(params as never, context as never);
  }

  private post(message: Message, transfer: Transferable[] = []): void {
    this.endpoint.post(message, transfer);
  }
}

const cancelled = (what: string): RpcError => new RpcError('cancelled', `${what} was cancelled`);

const keyOf = ({ session = '', id }: Message): string => `${session} ${id}`;

/** Distinct, not secret. */
const newSession = (): string => Math.random().toString(36).slice(2) + Math.random().toString(36).slice(2);
