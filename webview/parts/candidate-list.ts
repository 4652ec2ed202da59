/** The n best, ordered by the score under the chosen α. A click, or Enter, puts one into the document. */
import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { SearchCandidate } from '../../src/protocol/search';
import { confidenceStyles, confidentWords } from './confident-text';
import { fixed, probability } from './format';
import { l10n } from '../app/l10n';
import { PanelElement } from '../app/panel-element';
import { scoreOf } from '../app/requests';
import { targetLanguage } from '../app/state';
import { base } from '../app/styles';

@customElement('il-candidate-list')
export class CandidateList extends PanelElement {
  static override styles = [
    base,
    confidenceStyles,
    css`
      ol {
        list-style: none;
        margin: 0 -8px;
        padding: 0;
      }
      button.candidate {
        position: relative;
        display: block;
        width: 100%;
        padding: 5px 8px;
        font: inherit;
        color: inherit;
        text-align: start;
        background: none;
        border: 1px solid transparent;
        border-radius: 4px;
        cursor: pointer;
      }
      button.candidate:hover {
        background: var(--vscode-list-hoverBackground);
        border-color: var(--vscode-contrastActiveBorder, transparent);
      }
      .facts {
        display: flex;
        flex-wrap: wrap;
        gap: 0 12px;
        margin-top: 3px;
        font-size: 11px;
        font-variant-numeric: tabular-nums;
      }
      .facts b {
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) candidates: readonly SearchCandidate[] = [];

  protected override render() {
    return html`<ol aria-label=${l10n.t('Candidates, best first')}>
      ${repeat(
        this.candidates,
        (candidate) => candidate.tokens.map(({ id }) => id).join(),
        (candidate) => html`<li>${this.row(candidate)}</li>`,
      )}
    </ol>`;
  }

  private row(candidate: SearchCandidate) {
    const { alpha } = this.panelState;
    const score = fixed(scoreOf(candidate, alpha), 3);
    const logProb = fixed(candidate.logProb, 3);
    const length = candidate.tokens.length;
    const p = probability(Math.exp(candidate.logProb));
    return html`
      <button
        class="candidate"
        lang=${targetLanguage(this.app)}
        @click=${() => this.choose(candidate)}
        @contextmenu=${() => this.tellMenu(candidate)}
      >
        <span class="visually-hidden">${l10n.t('Insert: {0}.', candidate.text)}</span>
        ${confidentWords(candidate)}
        <span class="facts">
          <span title=${l10n.t('Score: the log-probability, divided by the length to the power of α')}
            >${l10n.t('score')} <b>${score}</b></span
          >
          <span title=${l10n.t('The sum of the logarithms of all words’ probabilities')}
            >log p <b>${logProb}</b></span
          >
          <span title=${l10n.t('The probability of the whole sequence')}>p <b>${p}</b></span>
          <span title=${l10n.t('Tokens, the end sign among them')}>L <b>${length}</b></span>
        </span>
      </button>
    `;
  }

  /** VS Code's menu asks the page's own elements what it was opened at, and sees none inside of them. */
  private tellMenu({ text }: SearchCandidate): void {
    const page = document.body;
    page.dataset.vscodeContext = JSON.stringify({
      webviewSection: 'candidate',
      candidate: text,
      preventDefaultContextMenuItems: true,
    });
    // When the menu has been opened.
    setTimeout(() => delete page.dataset.vscodeContext);
  }

  private choose(candidate: SearchCandidate): void {
    this.dispatchEvent(new CustomEvent<SearchCandidate>('choose', { detail: candidate }));
  }
}
