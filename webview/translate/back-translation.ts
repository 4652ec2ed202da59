/** A check by translating back: what comes back is no proof, but where it says something else, a second look pays. */
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { languageName, wayBack } from '../app/languages';
import { l10n } from '../app/l10n';
import { LiveRequest } from '../app/live-request';
import { PanelElement } from '../app/panel-element';
import { textParams } from '../app/requests';
import { base } from '../app/styles';

const PAUSE = 200;

@customElement('il-back-translation')
export class BackTranslation extends PanelElement {
  static override styles = [
    base,
    css`
      .back {
        margin: 6px 0;
        padding: 5px 8px;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        border-inline-start: 3px solid
          var(--vscode-textBlockQuote-border, var(--vscode-contrastBorder, currentColor));
        background: var(--vscode-textBlockQuote-background, transparent);
      }
    `,
  ];

  /** What is translated back. */
  @property() translation = '';
  private readonly asked = new LiveRequest(this, 'translateText', {
    params: () => {
      const model = wayBack(this.app.info.translators, this.panelState.model);
      if (model === undefined || !this.panelState.checkBack) return null;
      return textParams({ ...this.panelState, model, text: this.translation });
    },
    pause: PAUSE,
    answered: ({ text }) => this.app.announce(l10n.t('Back: {0}', text)),
  });

  protected override render() {
    const { translators } = this.app.info;
    const model = wayBack(translators, this.panelState.model);
    const back = translators.find(({ id }) => id === model);
    if (!back || !this.panelState.checkBack) return nothing;
    const { answer, busy, failure } = this.asked;
    return html`
      <div class="label">${l10n.t('Back in {0}', languageName(back.target))}</div>
      ${failure ? html`<div class="failure" role="alert">${failure}</div>` : nothing}
      <div class="back" lang=${back.target}>${answer?.text ?? (busy ? '…' : '')}</div>
      <p class="hint">
        ${l10n.t('Where this says something else than your text, look at the translation again.')}
      </p>
    `;
  }
}
