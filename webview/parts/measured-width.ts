/** How wide the place of an element is: it is drawn again when that changes. Not here: what is drawn into it. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

export class MeasuredWidth implements ReactiveController {
  /** In whole pixels; 0 until it is known. */
  value = 0;
  private observer: ResizeObserver | undefined;

  constructor(private readonly host: ReactiveControllerHost & Element) {
    host.addController(this);
  }

  hostConnected(): void {
    this.observer = new ResizeObserver(([{ contentRect }]) => {
      const width = Math.floor(contentRect.width);
      if (width === this.value) return;
      this.value = width;
      this.host.requestUpdate();
    });
    this.observer.observe(this.host);
  }

  hostDisconnected(): void {
    this.observer?.disconnect();
  }
}
