/** The true optimum on demand, by exact search with a budget: did beam search miss it? */
import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ExactAnswer, SearchCandidate } from '../../src/protocol/search';
import { PanelRequest } from '../app/panel-request';
import { integer, logProbability } from './format';
import { l10n } from '../app/l10n';
import { PanelElement } from '../app/panel-element';
import { scoreOf, searchParams } from '../app/requests';
import { base } from '../app/styles';

const NODE_BUDGET = 3000;

@customElement('il-exact-search')
export class ExactSearch extends PanelElement {
  static override styles = base;

  @property({ attribute: false }) incumbent: SearchCandidate | undefined;
  private readonly search = new PanelRequest(this, 'searchExactly');
  private of: SearchCandidate | undefined;

  protected override willUpdate(): void {
    // Another sentence, k or α: what was found is not about it.
    if (this.of !== this.incumbent) this.search.clear();
    this.of = this.incumbent;
  }

  protected override render() {
    const { busy, progress, answer, failure } = this.search;
    return html`
      <div class="row">
        ${
          busy
            ? html`<vscode-button secondary icon="close" @click=${() => this.search.cancel()}
                >${l10n.t('Cancel')}</vscode-button
              >`
            : html`<vscode-button secondary icon="target" @click=${this.start}
                >${l10n.t('Find the exact optimum')}</vscode-button
              >`
        }
        ${
          busy
            ? html`<span class="hint number" role="status"
                >${l10n.t(
                  '{0} of at most {1} prefixes visited',
                  integer(progress?.nodes ?? 0),
                  integer(NODE_BUDGET),
                )}</span
              >`
            : nothing
        }
      </div>
      ${failure ? html`<div class="failure" role="alert">${failure}</div>` : nothing}
      ${answer && !busy ? html`<p role="status">${this.verdict(answer)}</p>` : nothing}
    `;
  }

  private verdict({ best, improved, complete, nodes }: ExactAnswer) {
    const { alpha } = this.panelState;
    const visited = l10n.t('{0} prefixes visited.', integer(nodes));
    if (!best) return l10n.t('There is no sequence.');
    const what = html`<b>${best.text}</b>
      <span class="number">(${logProbability(scoreOf(best, alpha))})</span>`;
    if (!complete && !improved)
      return html`${l10n.t('Nothing better was found before the budget ran out; it may exist.')} ${visited}`;
    if (!improved) return html`${l10n.t('The beam found the optimum.')} ${visited}`;
    return complete
      ? html`${l10n.t('The beam missed the optimum:')} ${what}. ${visited}`
      : html`${l10n.t('The beam missed this one, and there may be better ones:')} ${what}. ${visited}`;
  }

  private async start(): Promise<void> {
    const params = searchParams(this.panelState);
    const { incumbent } = this;
    const answer = await this.search.ask({
      ...params,
      decoding: { ...params.decoding, lengthPenalty: this.panelState.alpha },
      incumbent: incumbent ? withoutAttention(incumbent) : null,
      nodeBudget: NODE_BUDGET,
    });
    if (answer?.best) this.dispatchEvent(new CustomEvent<SearchCandidate>('found', { detail: answer.best }));
  }
}

function withoutAttention({ text, tokens, words, logProb, score, ended }: SearchCandidate): SearchCandidate {
  return { text, tokens, words, logProb, score, ended };
}
