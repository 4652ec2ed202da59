/**
 * A request that follows what the panel is set to: asked when the element appears, and again, after a pause in the
 * typing, when its parameters have changed. What the user stops stays stopped until they change, or until a retry.
 */
import type { PanelProtocol } from '../../src/protocol/panel';
import { debounce } from './debounce';
import type { Method, RequestHost } from './panel-request';
import { PanelRequest } from './panel-request';

export interface Following<M extends Method> {
  /** What the panel's state asks for now; null: nothing, and then nothing is shown. */
  params(): PanelProtocol[M]['params'] | null;
  /** Milliseconds without a change before it is asked. */
  pause: number;
  /** Other parameters than before are about to be asked. */
  asking?(): void;
  answered?(answer: PanelProtocol[M]['result']): void;
}

export class LiveRequest<M extends Method> extends PanelRequest<M> {
  /** The parameters that were asked for last, as text. */
  private wanted: string | undefined;
  private readonly later: () => void;

  constructor(
    host: RequestHost,
    method: M,
    private readonly following: Following<M>,
  ) {
    super(host, method);
    this.later = debounce(following.pause, () => void this.follow());
  }

  hostConnected(): void {
    this.wanted = undefined;
    void this.follow();
  }

  hostUpdate(): void {
    if (JSON.stringify(this.following.params()) === this.wanted) return;
    if (this.busy) this.cancel();
    this.later();
  }

  /** Asks the same once more. */
  retry(): void {
    this.wanted = undefined;
    void this.follow();
  }

  private async follow(): Promise<void> {
    const params = this.following.params();
    const wanted = JSON.stringify(params);
    if (wanted === this.wanted) return;
    this.wanted = wanted;
    if (params === null) return this.clear();
    this.following.asking?.();
    const answer = await this.ask(params);
    if (answer !== undefined) this.following.answered?.(answer);
  }
}
