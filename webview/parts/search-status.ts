/** How far a search is, and what went wrong with it; with a button to stop it. */
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { l10n } from '../app/l10n';
import { PanelElement } from '../app/panel-element';
import { base } from '../app/styles';

@customElement('il-search-status')
export class SearchStatus extends PanelElement {
  static override styles = [
    base,
    css`
      :host {
        min-height: 30px;
      }
      .row {
        flex-wrap: nowrap;
        margin: 2px 0;
      }
      .text {
        flex: 1;
        overflow: hidden;
      }
      .busy .text {
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .bar {
        height: 2px;
      }
    `,
  ];

  @property({ type: Boolean }) busy = false;
  @property() text = '';
  @property() failure: string | undefined;

  protected override render() {
    if (this.failure)
      return html`<div class="failure" role="alert">
        ${this.failure}
        <div class="row">
          <vscode-button @click=${() => this.tell('retry')}>${l10n.t('Try again')}</vscode-button>
          <vscode-button secondary @click=${() => this.app.connection.request('showLog', null)}
            >${l10n.t('Show Log')}</vscode-button
          >
        </div>
      </div>`;
    return html`
      <div class="bar">
        ${
          this.busy
            ? html`<vscode-progress-bar aria-label=${l10n.t('Working')}></vscode-progress-bar>`
            : nothing
        }
      </div>
      <div class="row ${this.busy ? 'busy' : ''}">
        <span class="text hint">${this.text}</span>
        ${
          this.busy
            ? html`<button class="plain" @click=${() => this.tell('stop')}>${l10n.t('Cancel')}</button>`
            : nothing
        }
      </div>
    `;
  }

  private tell(name: 'stop' | 'retry'): void {
    this.dispatchEvent(new CustomEvent(name));
  }
}
