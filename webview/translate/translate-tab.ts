/** Translate: the n best of a sentence, and the search that found them, to look into. */
import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { SearchCandidate, SearchTrace } from '../../src/protocol/search';
import { DocumentAccess } from '../app/document-access';
import { LiveRequest } from '../app/live-request';
import '../parts/beam-tree';
import '../parts/candidate-list';
import '../parts/exact-search';
import { fixed, integer } from '../parts/format';
import { composed } from '../parts/insertion';
import { l10n } from '../app/l10n';
import { PanelElement } from '../app/panel-element';
import { hasSubject, ranked, searchParams } from '../app/requests';
import '../parts/search-controls';
import '../parts/search-status';
import '../parts/source-input';
import { TOY } from '../app/state';
import { base } from '../app/styles';
import { registerTab } from '../app/tabs';
import { showText, takeText } from '../parts/taken-text';

/** Typing pauses so long before a search starts. */
const PAUSE = 300;

registerTab({
  id: 'translate',
  name: () => l10n.t('Translate'),
  element: 'il-translate-tab',
  show: showText,
  selected: takeText,
});

@customElement('il-translate-tab')
export class TranslateTab extends PanelElement {
  static override styles = [
    base,
    css`
      .sentence {
        flex: 1;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .cost td:first-child {
        color: var(--vscode-descriptionForeground);
      }
    `,
  ];

  private readonly search = new LiveRequest(this, 'traceSearch', {
    params: () => (hasSubject(this.panelState) ? searchParams(this.panelState) : null),
    pause: PAUSE,
    asking: () => (this.exact = null),
    answered: ({ candidates }) =>
      this.app.announce(
        l10n.t('{0} candidates. Best: {1}', candidates.length, this.best(candidates)?.text ?? ''),
      ),
  });
  private readonly documentAccess = new DocumentAccess(this);
  @state() private exact: SearchCandidate | null = null;
  /** Of this text: what was put in the place of its sentences. */
  private chosen = new Map<number, string>();
  private chosenOf = '';

  private best(candidates: readonly SearchCandidate[]): SearchCandidate | undefined {
    return ranked(candidates, this.panelState.alpha)[0];
  }

  protected override render() {
    const { answer, progress, busy, failure } = this.search;
    const empty = !hasSubject(this.panelState);
    // Candidates come before the tree is drawn.
    const found = (busy ? progress?.candidates : undefined) ?? answer?.candidates ?? [];
    const candidates = ranked(found, this.panelState.alpha);
    return html`
      <il-source-input .app=${this.app} withToy></il-source-input>
      <il-search-controls .app=${this.app}></il-search-controls>
      <il-search-status
        .app=${this.app}
        .busy=${busy}
        .text=${this.statusText()}
        .failure=${failure}
        @stop=${() => this.search.cancel()}
        @retry=${() => this.search.retry()}
      ></il-search-status>
      ${this.documentAccess.alert()} ${empty ? nothing : this.results(answer, candidates)}
    `;
  }

  private results(answer: SearchTrace | undefined, candidates: SearchCandidate[]) {
    return html`
      ${answer ? this.sentenceChooser(answer) : nothing}
      ${answer?.phrase === undefined ? nothing : this.phrase(answer.phrase)}
      ${
        candidates.length > 0
          ? html`<h2>${l10n.t('Candidates')}</h2>
              <il-candidate-list
                .app=${this.app}
                .candidates=${candidates}
                @choose=${(event: CustomEvent<SearchCandidate>) => this.insert(event.detail)}
              ></il-candidate-list>`
          : nothing
      }
      ${
        answer
          ? html`
              <h2>${l10n.t('Beam tree')}</h2>
              <il-beam-tree
                .app=${this.app}
                .trace=${answer}
                .best=${this.best(answer.candidates)}
                .exact=${this.exact}
              ></il-beam-tree>
              <il-exact-search
                .app=${this.app}
                .incumbent=${this.best(answer.candidates)}
                @found=${(event: CustomEvent<SearchCandidate>) => (this.exact = event.detail)}
              ></il-exact-search>
              ${this.cost(answer)}
            `
          : nothing
      }
    `;
  }

  private phrase(text: string) {
    return html`<h2>${l10n.t('Phrase table')}</h2>
      <div class="row">
        <button class="plain" title=${l10n.t('Insert')} @click=${() => this.insert({ text })}>${text}</button>
        <span class="muted">${l10n.t('The commands take this; the network below is not asked.')}</span>
      </div>`;
  }

  private statusText(): string {
    const { busy, progress, answer, took } = this.search;
    if (busy && progress)
      return l10n.t('Step {0} of at most {1}: {2}', progress.step, progress.maxSteps, progress.leading);
    if (busy) return l10n.t('Starting …');
    if (!answer || !hasSubject(this.panelState)) return '';
    return l10n.t('{0} candidates in {1} s', answer.candidates.length, fixed(took / 1000, 2));
  }

  private sentenceChooser({ sentences, sentence }: SearchTrace) {
    const places = [...sentences.keys()].filter((i) => /[\p{L}\p{N}]/u.test(sentences[i].text));
    if (places.length < 2) return nothing;
    const at = places.indexOf(sentence);
    const go = (by: number) => this.app.store.update({ sentence: places[at + by] });
    return html`<div class="row" role="group" aria-label=${l10n.t('Sentence')}>
      <button
        class="plain icon"
        aria-label=${l10n.t('Sentence before')}
        ?disabled=${at === 0}
        @click=${() => go(-1)}
      >
        <vscode-icon name="chevron-left"></vscode-icon>
      </button>
      <span class="number">${l10n.t('{0} of {1}', at + 1, places.length)}</span>
      <button
        class="plain icon"
        aria-label=${l10n.t('Next sentence')}
        ?disabled=${at === places.length - 1}
        @click=${() => go(1)}
      >
        <vscode-icon name="chevron-right"></vscode-icon>
      </button>
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
      <h2>${l10n.t('Cost')}</h2>
      <div class="scroll">
        <table>
          <tbody>
            ${row(l10n.t('Steps'), integer(cost.steps), reasonStopped(stopped))}
            ${row(l10n.t('Hypotheses stepped'), integer(cost.rows))}
            ${row(l10n.t('Expansions done'), integer(cost.expansions))}
            ${row(
              l10n.t('Beam search at most'),
              cost.bound,
              `k·n·T = ${beamSize} · ${integer(vocabulary)} · ${maxLength}`,
            )}
            ${row(l10n.t('Exhaustive search'), cost.exhaustive, `n^T = ${integer(vocabulary)}^${maxLength}`)}
          </tbody>
        </table>
      </div>
    `;
  }

  private async insert(candidate: Pick<SearchCandidate, 'text'>): Promise<void> {
    const { answer } = this.search;
    const { text, taken, model } = this.panelState;
    if (this.chosenOf !== text) this.chosen = new Map();
    this.chosenOf = text;
    if (answer && model !== TOY) this.chosen.set(answer.sentence, candidate.text);
    const whole = answer && model !== TOY && taken ? composed(answer.sentences, this.chosen) : candidate.text;
    await this.documentAccess.insert(whole, taken && model !== TOY ? text : null);
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
