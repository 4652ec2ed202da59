/** What was translated in the panel: kept with its state, the last first; a click brings it back. */
import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { languageName } from '../app/languages';
import { l10n } from '../app/l10n';
import { PanelElement } from '../app/panel-element';
import type { HistoryEntry } from '../app/state';
import { NO_CONSTRAINTS } from '../app/state';
import { base } from '../app/styles';

@customElement('il-translation-history')
export class TranslationHistory extends PanelElement {
  static override styles = [
    base,
    css`
      ol {
        list-style: none;
        margin: 4px 0;
        padding: 0;
        max-height: 260px;
        overflow: auto;
      }
      button.entry {
        display: block;
        width: 100%;
        padding: 4px 6px;
      }
      button.entry span {
        display: block;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .pair {
        font-size: 11px;
      }
    `,
  ];

  protected override render() {
    const { history } = this.panelState;
    if (history.length === 0) return nothing;
    return html`<details>
      <summary>${l10n.t('History ({0})', history.length)}</summary>
      <ol aria-label=${l10n.t('History')} tabindex="0">
        ${history.map((entry) => html`<li>${this.entry(entry)}</li>`)}
      </ol>
      <vscode-button secondary icon="trash" @click=${() => this.app.store.update({ history: [] })}
        >${l10n.t('Clear the history')}</vscode-button
      >
    </details>`;
  }

  private entry({ model, text, translation }: HistoryEntry) {
    const pair = this.app.info.translators.find(({ id }) => id === model);
    const use = (): void =>
      this.app.store.update({ model, text, taken: false, sentence: 0, whatIf: NO_CONSTRAINTS });
    return html`<button class="plain entry" ?disabled=${!pair} @click=${use}>
      <span class="pair muted"
        >${pair ? `${languageName(pair.source)} → ${languageName(pair.target)}` : model}</span
      >
      <span lang=${pair?.source ?? ''}>${text}</span>
      <span class="muted" lang=${pair?.target ?? ''}>${translation}</span>
    </button>`;
  }
}
