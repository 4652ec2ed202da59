/** A term of the lecture with a sign behind it that opens what it means, in one sentence, and leads to the lecture. */
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { l10n } from '../app/l10n';
import { PanelElement } from '../app/panel-element';
import { base } from '../app/styles';
import type { Term } from './terms';
import { meaningOf } from './terms';

@customElement('il-term')
export class TermHint extends PanelElement {
  static override styles = [
    base,
    css`
      :host {
        display: inline;
        color: inherit;
        font: inherit;
      }
      button.sign {
        min-width: 20px;
        min-height: 20px;
        padding: 0 2px;
        vertical-align: middle;
        color: var(--vscode-descriptionForeground);
      }
      .meaning {
        display: block;
        margin: 4px 0;
        padding: 4px 8px;
        font: var(--vscode-font-size) var(--vscode-font-family);
        font-weight: normal;
        letter-spacing: 0;
        text-transform: none;
        color: var(--vscode-editorHoverWidget-foreground, var(--vscode-foreground));
        background: var(--vscode-editorHoverWidget-background, var(--vscode-editorWidget-background));
        border: 1px solid
          var(
            --vscode-editorHoverWidget-border,
            var(--vscode-contrastBorder, var(--vscode-descriptionForeground))
          );
        border-radius: 3px;
      }
      .meaning button {
        color: var(--vscode-textLink-foreground);
        text-decoration: underline;
      }
    `,
  ];

  @property() term!: Term;
  /** As it is written here. */
  @property() name = '';
  @state() private open = false;

  protected override render() {
    const { sentence, section } = meaningOf(this.term);
    const asked = l10n.t('What is this: {0}', this.name);
    return html`${this.name}<button
        class="plain icon sign"
        title=${sentence}
        aria-label=${asked}
        aria-expanded=${this.open}
        @click=${() => (this.open = !this.open)}
      >
        <vscode-icon name="question" size="12"></vscode-icon></button
      >${
        this.open
          ? html`<span class="meaning" role="note"
              >${sentence}
              <button
                class="plain"
                @click=${() => void this.app.connection.request('openLecture', { section })}
              >
                ${l10n.t('In the lecture')}
              </button></span
            >`
          : nothing
      }`;
  }
}
