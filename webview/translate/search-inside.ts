/** How a translation was found: the beam tree, the exact optimum on demand, what was looked at, and what it cost. */
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { SearchCandidate, SearchTrace } from '../../src/protocol/search';
import { l10n } from '../app/l10n';
import { PanelElement } from '../app/panel-element';
import { base } from '../app/styles';
import '../parts/attention-view';
import '../parts/beam-tree';
import '../parts/exact-search';
import { count, integer } from '../parts/format';
import '../parts/term-hint';

@customElement('il-search-inside')
export class SearchInside extends PanelElement {
  static override styles = [
    base,
    css`
      .sentence {
        flex: 1;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
    `,
  ];

  @property({ attribute: false }) trace!: SearchTrace;
  /** The one whose path is shown. */
  @property({ attribute: false }) best: SearchCandidate | undefined;
  @state() private exact: SearchCandidate | null = null;

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('trace')) this.exact = null;
  }

  protected override render() {
    const { trace, best } = this;
    return html`
      ${this.sentenceChooser(trace)}
      <h2><il-term .app=${this.app} term="beamTree" .name=${l10n.t('Beam tree')}></il-term></h2>
      <il-beam-tree .app=${this.app} .trace=${trace} .best=${best} .exact=${this.exact}></il-beam-tree>
      <il-exact-search
        .app=${this.app}
        .incumbent=${best}
        @found=${(event: CustomEvent<SearchCandidate>) => (this.exact = event.detail)}
      ></il-exact-search>
      ${
        best?.attention
          ? html`<h2><il-term .app=${this.app} term="attention" .name=${l10n.t('Attention')}></il-term></h2>
              <il-attention-view
                .app=${this.app}
                .candidate=${best}
                .source=${trace.source}
              ></il-attention-view>`
          : nothing
      }
      ${this.cost(trace)}
    `;
  }

  private sentenceChooser({ sentences, sentence }: SearchTrace) {
    const places = [...sentences.keys()].filter((i) => /[\p{L}\p{N}]/u.test(sentences[i].text));
    if (places.length < 2) return nothing;
    const at = places.indexOf(sentence);
    const go = (by: number) => this.app.store.update({ sentence: places[at + by] });
    const button = (icon: string, label: string, by: number) =>
      html`<button
        class="plain icon"
        title=${label}
        aria-label=${label}
        ?disabled=${places[at + by] === undefined}
        @click=${() => go(by)}
      >
        <vscode-icon name=${icon}></vscode-icon>
      </button>`;
    return html`<div class="row" role="group" aria-label=${l10n.t('Sentence')}>
      ${button('chevron-left', l10n.t('Sentence before'), -1)}
      <span class="number">${l10n.t('{0} of {1}', at + 1, places.length)}</span>
      ${button('chevron-right', l10n.t('Next sentence'), 1)}
      <span class="sentence">${sentences[sentence].text}</span>
    </div>`;
  }

  private cost({ cost, stopped }: SearchTrace) {
    const row = (name: string, value: string, note = '') =>
      html`<tr>
        <th scope="row">${name}</th>
        <td class="n">${value}</td>
        <td class="muted">${note}</td>
      </tr>`;
    const { beamSize, vocabulary, maxLength } = cost;
    return html`
      <h2><il-term .app=${this.app} term="cost" .name=${l10n.t('Cost')}></il-term></h2>
      <div class="scroll">
        <table>
          <tbody>
            ${row(l10n.t('Steps'), integer(cost.steps), reasonStopped(stopped))}
            ${row(l10n.t('Hypotheses stepped'), integer(cost.rows))}
            ${row(l10n.t('Expansions done'), integer(cost.expansions))}
            ${row(
              l10n.t('Beam search at most'),
              count(cost.bound),
              `k·n·T = ${integer(beamSize)} · ${integer(vocabulary)} · ${integer(maxLength)}`,
            )}
            ${row(l10n.t('Exhaustive search'), count(cost.exhaustive), `nᵀ = ${count(`${integer(vocabulary)}^${maxLength}`)}`)}
          </tbody>
        </table>
      </div>
    `;
  }
}

function reasonStopped(reason: SearchTrace['stopped']): string {
  switch (reason) {
    case 'beam full':
      return l10n.t('ended: as many have finished as the beam holds');
    case 'no live hypothesis':
      return l10n.t('ended: none is left to go on');
    case 'bound':
      return l10n.t('ended: none that is left can still win');
  }
}
