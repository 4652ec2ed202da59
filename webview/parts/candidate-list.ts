/** The n best, ordered by the score under the chosen α; those that read the same are one. A click, or Enter, selects one. */
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { SearchCandidate } from '../../src/protocol/search';
import { confidenceStyles, confidentWords } from './confident-text';
import { integer, logProbability, probability } from './format';
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
        padding: 4px 8px 4px 12px;
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
      button.candidate[aria-pressed='true'] {
        border-inline-start: 3px solid var(--vscode-focusBorder);
        padding-inline-start: 10px;
        background: var(--vscode-list-inactiveSelectionBackground);
        color: var(--vscode-list-inactiveSelectionForeground, inherit);
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
  /** What stands in the translation now. */
  @property() selected: string | undefined;
  /** Texts of another list, best first: of those that are in it, too, it is told where. */
  @property({ attribute: false }) others: readonly string[] = [];
  /** With the words' probabilities and the scores. */
  @property({ type: Boolean }) facts = false;

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
    return html`
      <button
        class="candidate"
        lang=${targetLanguage(this.app)}
        aria-pressed=${candidate.text === this.selected}
        @click=${() => this.choose(candidate)}
        @contextmenu=${() => this.tellMenu(candidate)}
      >
        ${this.facts ? html`${confidentWords(candidate)} ${this.numbers(candidate)}` : candidate.text || nothing}
      </button>
    `;
  }

  private numbers(candidate: SearchCandidate) {
    const { alpha } = this.panelState;
    const there = this.others.indexOf(candidate.text);
    const fact = (name: string, value: string, title: string) =>
      html`<span title=${title}>${name} <b>${value}</b></span> `;
    return html`<span class="facts">
      ${fact(
        l10n.t('score'),
        logProbability(scoreOf(candidate, alpha)),
        l10n.t('Score: the log-probability, divided by the length to the power of α'),
      )}
      ${fact(
        'log p',
        logProbability(candidate.logProb),
        l10n.t('The sum of the logarithms of all words’ probabilities'),
      )}
      ${fact('p', probability(Math.exp(candidate.logProb)), l10n.t('The probability of the whole sequence'))}
      ${there < 0 ? nothing : html`<span>${l10n.t('also there, at place {0}', there + 1)}</span>`}
      ${fact('L', integer(candidate.tokens.length), l10n.t('Tokens, the end sign among them'))}
    </span>`;
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
