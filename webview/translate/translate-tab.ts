/** Translate: the n best of a sentence, and the search that found them, to look into. */
import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { SearchCandidate, SearchTrace } from '../../src/protocol/search';
import { Asking } from '../app/asking';
import '../parts/beam-tree';
import '../parts/candidate-list';
import { debounce } from '../app/debounce';
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

/** Typing pauses so long before a search starts. */
const PAUSE = 300;

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

  private readonly search = new Asking(this, 'traceSearch');
  @state() private exact: SearchCandidate | null = null;
  @state() private failure: string | undefined;
  /** Of this text: what was put in the place of its sentences. */
  private chosen = new Map<number, string>();
  private chosenOf = '';
  private readonly start = debounce(PAUSE, () => void this.run());

  override connectedCallback(): void {
    super.connectedCallback();
    void this.run();
  }

  protected override willUpdate(): void {
    if (!this.hasUpdated) return;
    if (this.search.busy && this.outdated()) this.search.cancel();
    this.start();
  }

  private asked = '';
  private outdated = (): boolean => JSON.stringify(searchParams(this.panelState)) !== this.asked;

  private async run(): Promise<void> {
    if (!hasSubject(this.panelState)) return this.search.clear();
    const params = searchParams(this.panelState);
    const key = JSON.stringify(params);
    if (key === this.asked && (this.search.answer || this.search.busy || this.search.failure)) return;
    this.asked = key;
    this.exact = null;
    const answer = await this.search.ask(params);
    if (answer)
      this.app.announce(
        l10n.t(
          '{0} candidates. Best: {1}',
          answer.candidates.length,
          this.best(answer.candidates)?.text ?? '',
        ),
      );
  }

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
        @retry=${this.retry}
      ></il-search-status>
      ${this.failure ? html`<div class="failure" role="alert">${this.failure}</div>` : nothing}
      ${empty ? nothing : this.results(answer, candidates)}
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

  private retry(): void {
    this.asked = '';
    void this.run();
  }

  private async insert(candidate: Pick<SearchCandidate, 'text'>): Promise<void> {
    const { answer } = this.search;
    const { text, taken, model } = this.panelState;
    if (this.chosenOf !== text) this.chosen = new Map();
    this.chosenOf = text;
    if (answer && model !== TOY) this.chosen.set(answer.sentence, candidate.text);
    const whole = answer && model !== TOY && taken ? composed(answer.sentences, this.chosen) : candidate.text;
    try {
      const replaces = taken && model !== TOY ? text : null;
      await this.app.connection.request('insert', { text: whole, replaces });
      this.failure = undefined;
      this.app.announce(l10n.t('Inserted.'));
    } catch (error) {
      this.failure = (error as Error).message;
    }
  }
}

function reasonStopped(reason: string): string {
  switch (reason) {
    case 'beam full':
      return l10n.t('ended: as many have finished as the beam holds');
    case 'no live hypothesis':
      return l10n.t('ended: none is left to go on');
    default:
      return l10n.t('ended: none that is left can still win');
  }
}
