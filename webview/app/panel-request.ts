/**
 * One kind of request of one element: a new one cancels the last; progress, answer and failure are drawn. The answer
 * stays while the next is on its way, so that nothing flickers.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { PanelProtocol, WebviewProtocol } from '../../src/protocol/panel';
import type { Rpc } from '../../src/rpc/rpc';

export type Method = keyof PanelProtocol & string;

/** The element that asks. */
export interface RequestHost extends ReactiveControllerHost {
  app: {
    connection: Pick<Rpc<PanelProtocol, WebviewProtocol>, 'request'>;
    /** Reads it out, once. */
    announce(text: string): void;
  };
}

export class PanelRequest<M extends Method> implements ReactiveController {
  answer: PanelProtocol[M]['result'] | undefined;
  /** The parameters that it answers. */
  answeredTo: PanelProtocol[M]['params'] | undefined;
  progress: PanelProtocol[M]['progress'] | undefined;
  failure: string | undefined;
  /** Milliseconds the last answer took. */
  took = 0;
  private running: AbortController | undefined;
  private asked = '';

  constructor(
    protected readonly host: RequestHost,
    private readonly method: M,
  ) {
    host.addController(this);
  }

  get busy(): boolean {
    return this.running !== undefined;
  }

  hostDisconnected(): void {
    this.cancel();
  }

  /** Does nothing when the same was asked last. @returns the answer; undefined when it was overtaken, or failed */
  async ask(params: PanelProtocol[M]['params']): Promise<PanelProtocol[M]['result'] | undefined> {
    const key = JSON.stringify(params);
    if (key === this.asked && this.failure === undefined) return undefined;
    this.cancel();
    this.asked = key;
    const controller = (this.running = new AbortController());
    this.failure = undefined;
    this.progress = undefined;
    this.host.requestUpdate();
    const start = performance.now();
    try {
      const answer = await this.host.app.connection.request(this.method, params, {
        signal: controller.signal,
        onProgress: (progress: PanelProtocol[M]['progress']) => {
          if (this.running !== controller) return;
          this.progress = progress;
          this.host.requestUpdate();
        },
      });
      if (this.running !== controller) return undefined;
      this.answer = answer;
      this.answeredTo = params;
      this.took = performance.now() - start;
      return answer;
    } catch (error) {
      if (this.running === controller && (error as { code?: string }).code !== 'cancelled') {
        this.failure = (error as Error).message;
        this.host.app.announce(this.failure);
      }
      return undefined;
    } finally {
      if (this.running === controller) this.running = undefined;
      this.host.requestUpdate();
    }
  }

  /** The same question may be asked again afterwards. */
  cancel(): void {
    this.asked = '';
    if (!this.running) return;
    this.running.abort();
    this.running = undefined;
    this.progress = undefined;
    this.host.requestUpdate();
  }

  /** Nothing is shown any more. */
  clear(): void {
    this.cancel();
    if (this.answer === undefined && this.failure === undefined) return;
    this.answer = undefined;
    this.failure = undefined;
    this.host.requestUpdate();
  }
}
