/** An empty tab teaches by doing: one sentence of what one will see, and three examples to click. */
import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { l10n } from '../app/l10n';
import { PanelElement } from '../app/panel-element';
import { base } from '../app/styles';

export interface Example {
  kind: 'everyday' | 'developer' | 'lecture';
  text: string;
  use(): void;
}

const kindName = (kind: Example['kind']): string =>
  ({ everyday: l10n.t('Everyday'), developer: l10n.t('Developer'), lecture: l10n.t('From the lecture') })[
    kind
  ];

@customElement('il-examples')
export class Examples extends PanelElement {
  static override styles = [
    base,
    css`
      :host {
        margin: 12px 0;
      }
      ul {
        list-style: none;
        margin: 8px 0 0;
        padding: 0;
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(220px, 100%), 1fr));
        gap: 6px;
      }
      li {
        display: flex;
      }
      button {
        flex: 1;
        padding: 6px 10px;
        font: inherit;
        color: inherit;
        text-align: start;
        background: none;
        border: 1px solid
          var(--vscode-widget-border, var(--vscode-contrastBorder, var(--vscode-descriptionForeground)));
        border-radius: 4px;
        cursor: pointer;
      }
      button:hover {
        background: var(--vscode-list-hoverBackground);
        color: var(--vscode-list-hoverForeground, inherit);
        border-color: var(--vscode-contrastActiveBorder, var(--vscode-focusBorder));
      }
      .kind {
        display: block;
        font-size: 11px;
        color: var(--vscode-descriptionForeground);
      }
      button:hover .kind {
        color: inherit;
      }
    `,
  ];

  /** What one will see. */
  @property() sees = '';
  @property({ attribute: false }) examples: readonly Example[] = [];

  protected override render() {
    return html`
      <p>${this.sees}</p>
      <ul aria-label=${l10n.t('Examples')}>
        ${this.examples.map(
          ({ kind, text, use }) =>
            html`<li>
              <button @click=${use}><span class="kind">${kindName(kind)} </span>${text}</button>
            </li>`,
        )}
      </ul>
    `;
  }
}
