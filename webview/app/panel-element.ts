/** What all parts of the panel have in common: they see the state, may ask, and draw themselves anew when either changes. */
import { LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import type { PanelInfo } from '../../src/protocol/panel';
import type { Connection } from './connection';
import type { PanelState, Store } from './state';

export interface PanelApp {
  connection: Connection;
  store: Store;
  info: PanelInfo;
  /** Reads it out, once. */
  announce(text: string): void;
}

export class PanelElement extends LitElement {
  @property({ attribute: false }) app!: PanelApp;
  private stop: (() => void) | undefined;

  get panelState(): PanelState {
    return this.app.store.state;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.stop = this.app.store.listen(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop?.();
  }
}
