/** Translate: two boxes, as every translator has them; below, on demand, the search that found it. */
import { html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { SearchCandidate, SearchTrace } from '../../src/protocol/search';
import { debounce } from '../app/debounce';
import { DocumentAccess } from '../app/document-access';
import { remember } from '../app/history';
import { l10n } from '../app/l10n';
import { wayBack } from '../app/languages';
import { LiveRequest } from '../app/live-request';
import { PanelElement } from '../app/panel-element';
import { PanelRequest } from '../app/panel-request';
import { distinct, hasSubject, ranked, searchParams, textParams } from '../app/requests';
import { NO_CONSTRAINTS, TOY } from '../app/state';
import { base } from '../app/styles';
import { registerTab } from '../app/tabs';
import '../parts/candidate-list';
import '../parts/examples';
import { seconds } from '../parts/format';
import '../parts/search-status';
import '../parts/source-box';
import { showText, takeText } from '../parts/taken-text';
import type { Beginning } from '../parts/word-alternatives';
import '../parts/word-alternatives';
import './advanced-settings';
import './back-translation';
import type { WordGuide } from './word-guide';
import './word-guide';
import './translation-history';
import './language-bar';
import './search-inside';
import type { ShownSentence, TargetBox } from './target-box';
import './target-box';
import { translateExamples } from './translate-examples';
import { translateStyles } from './translate-styles';
import { matched, wholeText } from './translated';

/** Typing pauses so long before a search starts. */
const PAUSE = 300;
/** A text that stands so long is not being typed any more. */
const SETTLED = 1500;

registerTab({
  id: 'translate',
  name: () => l10n.t('Translate'),
  element: 'il-translate-tab',
  show: showText,
  selected: takeText,
});

@customElement('il-translate-tab')
export class TranslateTab extends PanelElement {
  static override styles = [base, translateStyles];

  private readonly translation = new LiveRequest(this, 'translateText', {
    params: () => textParams(this.panelState),
    pause: PAUSE,
    answered: ({ text }) => {
      this.app.announce(text);
      this.rememberLater(this.panelState.text);
    },
  });
  private readonly search = new LiveRequest(this, 'traceSearch', {
    params: () => (hasSubject(this.panelState) ? searchParams(this.panelState) : null),
    pause: PAUSE,
    asking: () => (this.word = null),
  });
  private readonly continuation = new PanelRequest(this, 'traceSearch');
  private readonly documentAccess = new DocumentAccess(this);
  private readonly rememberLater = debounce(SETTLED, (text: string) => {
    if (this.isConnected && this.panelState.text === text && !this.busy) this.remember();
  });
  /** By sentence, what the user has taken in the place of the translation; of this model and text. */
  @state() private picked = new Map<number, SearchCandidate>();
  private pickedOf = '';
  /** The word whose alternatives are shown. */
  @state() private word: number | null = null;
  @query('il-word-guide') private readonly guide!: WordGuide | null;
  @query('il-target-box') private readonly targetBox!: TargetBox | null;

  private get busy(): boolean {
    return this.translation.busy || this.search.busy || this.continuation.busy;
  }

  protected override willUpdate(): void {
    const { model, text } = this.panelState;
    const of = `${model} ${text}`;
    if (of === this.pickedOf) return;
    this.pickedOf = of;
    this.picked = new Map();
  }

  private get trace(): SearchTrace | undefined {
    return this.search.answer;
  }

  private get candidates(): SearchCandidate[] {
    const { progress, busy } = this.search;
    // Candidates come before the tree is drawn.
    const found = (busy ? progress?.candidates : undefined) ?? this.trace?.candidates ?? [];
    const own = this.picked.get(this.trace?.sentence ?? 0);
    const all = distinct(ranked(found, this.panelState.alpha));
    return own && !all.some(({ text }) => text === own.text) ? [own, ...all] : all;
  }

  /** What stands in the box on the right; '' before there is anything. */
  private get shown(): string {
    if (this.panelState.model === TOY) return this.chosen?.text ?? '';
    const texts = new Map([...this.picked].map(([at, { text }]) => [at, text]));
    const { answer } = this.translation;
    return answer ? wholeText(answer, this.trace?.sentences, texts) : '';
  }

  /** The candidate that stands where the sentence is that is looked at. */
  private get chosen(): SearchCandidate | undefined {
    const { trace, candidates } = this;
    const own = this.picked.get(trace?.sentence ?? 0);
    if (own) return own;
    const { answer } = this.translation;
    if (!trace || !answer || this.panelState.model === TOY) return candidates[0];
    const told = matched(trace.sentences, answer.sentences)?.get(trace.sentence)?.translation;
    return candidates.find(({ text }) => text === told);
  }

  protected override render() {
    const { text, model } = this.panelState;
    const toy = model === TOY;
    const empty = !toy && text.trim() === '';
    return html`
      <il-language-bar
        .app=${this.app}
        .translation=${empty ? '' : this.shown}
        ?hidden=${toy}
      ></il-language-bar>
      <div class=${toy ? '' : 'boxes'}>
        <il-source-box .app=${this.app}></il-source-box>
        ${toy ? nothing : this.target(empty)}
      </div>
      ${
        empty
          ? html`<il-examples
              .app=${this.app}
              .sees=${l10n.t(
                'You will see a translation made on this machine, its alternatives, and how sure the network was of each word.',
              )}
              .examples=${translateExamples(this.app)}
            ></il-examples>`
          : this.results(toy)
      }
      <il-translation-history .app=${this.app}></il-translation-history>
      <il-advanced-settings .app=${this.app}></il-advanced-settings>
      ${empty ? nothing : this.inside(toy)}
    `;
  }

  private target(empty: boolean) {
    const { taken, checkBack, model } = this.panelState;
    const nothingYet = empty || this.shown === '';
    const button = (label: string, icon: string, run: () => void, secondary = true) =>
      html`<vscode-button ?secondary=${secondary} icon=${icon} ?disabled=${nothingYet} @click=${run}
        >${label}</vscode-button
      >`;
    return html`<div>
      <il-target-box
        .app=${this.app}
        .sentences=${nothingYet ? [] : this.sentences()}
        .word=${this.word}
        @word=${({ detail }: CustomEvent<number | null>) => (this.word = detail)}
        @sentence=${({ detail }: CustomEvent<number>) => this.app.store.update({ sentence: detail })}
      ></il-target-box>
      <div class="row">
        ${button(l10n.t('Replace selection'), 'replace', () => this.replace(taken), false)}
        ${button(l10n.t('Insert'), 'insert', () => this.insert())}
        ${button(l10n.t('Copy'), 'copy', () => this.copy())}
        <label class="inline" ?hidden=${wayBack(this.app.info.translators, model) === undefined}
          ><input
            type="checkbox"
            .checked=${checkBack}
            @change=${({ target }: Event) =>
              this.app.store.update({ checkBack: (target as HTMLInputElement).checked })}
          />${l10n.t('Translate back')}</label
        >
      </div>
    </div>`;
  }

  private sentences(): ShownSentence[] {
    const { answer } = this.translation;
    const { trace, chosen } = this;
    const found = answer && trace && matched(trace.sentences, answer.sentences);
    if (!answer || !trace || !found)
      return [{ before: '', text: this.shown, after: '', sentence: -1, candidate: chosen }];
    return trace.sentences.map(({ before, text, after }, i) => {
      const told = found.get(i);
      const written = this.picked.get(i)?.text ?? told?.translation ?? text;
      const candidate = i === trace.sentence ? chosen : undefined;
      return { before, text: written, after, sentence: told ? i : -1, told, candidate };
    });
  }

  private results(toy: boolean) {
    const { chosen, candidates } = this;
    const { failure } = this.continuation;
    return html`
      ${chosen && !toy ? this.ofWord(chosen) : nothing}
      ${failure ? html`<div class="failure" role="alert">${failure}</div>` : nothing}
      <il-search-status
        .app=${this.app}
        .busy=${this.busy}
        .text=${this.statusText()}
        .failure=${this.translation.failure ?? this.search.failure}
        @stop=${this.stopAll}
        @retry=${this.retry}
      ></il-search-status>
      ${this.documentAccess.alert()}
      <il-back-translation .app=${this.app} .translation=${toy ? '' : this.shown}></il-back-translation>
      ${
        candidates.length > 0
          ? html`<h2>${l10n.t('Candidates')}</h2>
              <il-candidate-list
                .app=${this.app}
                .candidates=${candidates}
                .selected=${chosen?.text}
                ?facts=${this.panelState.inside || toy}
                @choose=${(event: CustomEvent<SearchCandidate>) => this.pick(event.detail)}
              ></il-candidate-list>
              ${
                toy
                  ? nothing
                  : html`<button
                      class="plain compare"
                      @click=${() => this.app.store.update({ tab: 'compare' })}
                    >
                      <vscode-icon name="split-horizontal"></vscode-icon> ${l10n.t(
                        'Compare with another text or model',
                      )}
                    </button>`
              }`
          : nothing
      }
    `;
  }

  /** What is told of the word that was clicked: the guide while it is open, else the alternatives. */
  private ofWord(chosen: SearchCandidate) {
    const { word, trace } = this;
    const take = ({ detail }: CustomEvent<Beginning>) => this.goOn(detail);
    if (this.panelState.guide > 0 && trace)
      return html`<il-word-guide
        .app=${this.app}
        .candidate=${chosen}
        .source=${trace.source}
        @close=${this.closeGuide}
        @take=${take}
      ></il-word-guide>`;
    if (word === null || !chosen.words[word]) return nothing;
    return html`<il-word-alternatives
      .app=${this.app}
      .candidate=${chosen}
      .word=${word}
      explains
      @close=${() => (this.word = null)}
      @why=${this.openGuide}
      @take=${take}
    ></il-word-alternatives>`;
  }

  private openGuide(): void {
    this.app.store.update({ guide: 1 });
    void this.updateComplete.then(() => this.guide?.updateComplete).then(() => this.guide?.focusStep());
  }

  /** Whoever came by the keyboard goes on from the word. */
  private closeGuide(): void {
    this.word = null;
    this.app.store.update({ guide: 0 });
    void this.updateComplete.then(() => this.targetBox?.focusMarked());
  }

  private inside(toy: boolean) {
    const { inside } = this.panelState;
    const { trace } = this;
    return html`
      <label class="inline switch" ?hidden=${toy}
        ><input
          type="checkbox"
          role="switch"
          .checked=${inside}
          @change=${({ target }: Event) =>
            this.app.store.update({ inside: (target as HTMLInputElement).checked })}
        />${l10n.t('Show how it was found')}</label
      >
      ${
        (inside || toy) && trace
          ? html`<il-search-inside
              .app=${this.app}
              .trace=${trace}
              .best=${this.chosen ?? this.candidates[0]}
            ></il-search-inside>`
          : nothing
      }
    `;
  }

  private statusText(): string {
    const { translation, search } = this;
    if (search.busy && search.progress)
      return l10n.t(
        'Step {0} of at most {1}: {2}',
        search.progress.step,
        search.progress.maxSteps,
        search.progress.leading,
      );
    if (translation.busy && translation.progress && translation.progress.total > 1)
      return l10n.t('{0} of {1} sentences', translation.progress.done, translation.progress.total);
    if (this.busy) return l10n.t('Starting …');
    if (this.panelState.model === TOY) return '';
    return translation.answer ? l10n.t('Translated in {0} s', seconds(translation.took)) : '';
  }

  private stopAll(): void {
    this.translation.cancel();
    this.search.cancel();
    this.continuation.cancel();
  }

  private retry(): void {
    this.translation.retry();
    this.search.retry();
  }

  private pick(candidate: SearchCandidate): void {
    const at = this.trace?.sentence;
    if (at === undefined) return;
    this.picked = new Map(this.picked).set(at, candidate);
    this.word = null;
    this.app.announce(l10n.t('Selected: {0}', candidate.text));
  }

  /** The sentence begins as the user wants it, and the network goes on from there. */
  private async goOn({ prefix, typed }: Beginning): Promise<void> {
    this.word = null;
    const answer = await this.continuation.ask(
      searchParams(this.panelState, { ...NO_CONSTRAINTS, prefix, typed }),
    );
    const best = answer && ranked(answer.candidates, this.panelState.alpha)[0];
    if (best) this.pick(best);
  }

  private remember(): void {
    const { model, text } = this.panelState;
    if (model !== TOY && this.shown !== '')
      remember(this.app.store, { model, text, translation: this.shown });
  }

  private async copy(): Promise<void> {
    this.remember();
    await this.documentAccess.copy(this.shown);
  }

  private async insert(): Promise<void> {
    this.remember();
    await this.documentAccess.insert(this.shown);
  }

  private async replace(taken: boolean): Promise<void> {
    this.remember();
    await this.documentAccess.replace(this.shown, taken ? this.panelState.text : null);
  }
}
