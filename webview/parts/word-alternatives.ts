/** What else a word of a candidate might have been, and a word of one's own in its place; the rest is decoded again by whoever hears of it. */
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { SearchCandidate } from '../../src/protocol/search';
import { l10n } from '../app/l10n';
import { PanelElement } from '../app/panel-element';
import { PanelRequest } from '../app/panel-request';
import { subjectOf } from '../app/requests';
import { base } from '../app/styles';
import { joinWords } from '../app/words';
import { percent } from './format';

const ALTERNATIVES = 12;

/** How a sequence shall begin. */
export interface Beginning {
  prefix: number[];
  prefixText: string;
  typed: string;
}

@customElement('il-word-alternatives')
export class WordAlternatives extends PanelElement {
  static override styles = [
    base,
    css`
      .popup {
        padding: 8px;
        margin: 6px 0;
        border: 1px solid
          var(--vscode-widget-border, var(--vscode-contrastBorder, var(--vscode-descriptionForeground)));
        border-radius: 4px;
        background: var(--vscode-editorWidget-background);
        color: var(--vscode-editorWidget-foreground, var(--vscode-foreground));
      }
      .head {
        display: flex;
        justify-content: space-between;
        align-items: start;
        gap: 8px;
      }
      .choices {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
        margin: 4px 0;
      }
      .alternative {
        display: inline-flex;
        gap: 6px;
        border: 1px solid
          var(--vscode-widget-border, var(--vscode-contrastBorder, var(--vscode-descriptionForeground))) !important;
      }
      form {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
        margin: 4px 0 0;
      }
      form input {
        flex: 1;
        min-width: 100px !important;
        width: auto !important;
      }
    `,
  ];

  @property({ attribute: false }) candidate!: SearchCandidate;
  /** Place of the word in the candidate. */
  @property({ type: Number }) word = 0;
  /** Whoever shows it can tell why the word stands there. */
  @property({ type: Boolean }) explains = false;
  private readonly others = new PanelRequest(this, 'alternatives');

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (!changed.has('candidate') && !changed.has('word')) return;
    const prefix = this.tokensBefore.map(({ id }) => id);
    this.others.clear();
    void this.others.ask({ subject: subjectOf(this.panelState), prefix, count: ALTERNATIVES });
  }

  private get tokensBefore(): SearchCandidate['tokens'] {
    return this.candidate.tokens.slice(0, this.candidate.words[this.word]?.start ?? 0);
  }

  protected override render() {
    const text = this.tokensBefore
      .map((token) => token.text)
      .join('')
      .trim();
    const { answer, busy, failure } = this.others;
    return html`<div class="popup">
      <div class="head">
        <div class="hint">${text === '' ? l10n.t('At the start:') : l10n.t('After “{0}”:', text)}</div>
        <button
          class="plain icon"
          title=${l10n.t('Close')}
          aria-label=${l10n.t('Close')}
          @click=${() => this.dispatchEvent(new CustomEvent('close'))}
        >
          <vscode-icon name="close"></vscode-icon>
        </button>
      </div>
      ${failure ? html`<div class="failure" role="alert">${failure}</div>` : nothing}
      ${busy ? html`<vscode-progress-bar aria-label=${l10n.t('Working')}></vscode-progress-bar>` : nothing}
      <div class="choices" role="group" aria-label=${l10n.t('Alternatives')}>
        ${(answer ?? []).map(
          ({ text: word, tokens, probability, end }) =>
            html`<button
              class="plain alternative"
              ?disabled=${end}
              @click=${() => this.take(tokens, joinWords(text, word), '')}
            >
              <span>${end ? l10n.t('end') : word}</span><span class="number">${percent(probability)}</span>
            </button>`,
        )}
      </div>
      <form @submit=${this.typeWord}>
        <input
          type="text"
          name="own"
          aria-label=${l10n.t('A word of your own')}
          placeholder=${l10n.t('A word of your own')}
        />
        <vscode-button secondary @click=${this.submit}>${l10n.t('Go on from there')}</vscode-button>
      </form>
      ${
        this.explains
          ? html`<div class="row">
              <vscode-button
                secondary
                icon="question"
                @click=${() => this.dispatchEvent(new CustomEvent('why'))}
                >${l10n.t('Why this word?')}</vscode-button
              >
            </div>`
          : nothing
      }
    </div>`;
  }

  private submit({ target }: Event): void {
    (target as HTMLElement).closest('form')?.requestSubmit();
  }

  private typeWord(event: Event): void {
    event.preventDefault();
    const typed = new FormData(event.target as HTMLFormElement).get('own');
    const text = this.tokensBefore.map((token) => token.text).join('');
    if (typeof typed === 'string' && typed.trim() !== '') this.take([], text, typed.trim());
  }

  private take(tokens: readonly number[], prefixText: string, typed: string): void {
    const prefix = [...this.tokensBefore.map(({ id }) => id), ...tokens];
    this.dispatchEvent(new CustomEvent<Beginning>('take', { detail: { prefix, prefixText, typed } }));
  }
}
