/** What if: another word here, a phrase forced or forbidden, and the rest decoded again; and what the network looked at. */
import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { SearchCandidate, SearchTrace } from '../../src/protocol/search';
import { DocumentAccess } from '../app/document-access';
import { LiveRequest } from '../app/live-request';
import '../parts/attention-view';
import { confidenceStyles, shadeOf, wordProbabilities } from '../parts/confident-text';
import { integer, logProbability, percent } from '../parts/format';
import { composed } from '../parts/insertion';
import { l10n } from '../app/l10n';
import { PanelElement } from '../app/panel-element';
import { distinct, hasSubject, ranked, scoreOf, searchParams } from '../app/requests';
import '../parts/search-status';
import '../parts/term-hint';
import '../parts/source-input';
import '../parts/examples';
import { translateExamples } from '../translate/translate-examples';
import type { WhatIfState } from '../app/state';
import { NO_CONSTRAINTS, targetLanguage, TOY } from '../app/state';
import { base } from '../app/styles';
import { registerTab } from '../app/tabs';
import { showText, takeText } from '../parts/taken-text';
import { joinWords } from '../app/words';
import type { Beginning } from '../parts/word-alternatives';
import '../parts/word-alternatives';

const PAUSE = 300;

registerTab({
  id: 'what-if',
  name: () => l10n.t('What if'),
  element: 'il-what-if-tab',
  show: showText,
  selected: takeText,
});

@customElement('il-what-if-tab')
export class WhatIfTab extends PanelElement {
  static override styles = [
    base,
    confidenceStyles,
    css`
      .choices {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
        margin: 4px 0;
      }
      button.word {
        font: inherit;
        color: inherit;
        border: 1px solid transparent;
        cursor: pointer;
      }
      button.word.shade-0 {
        background: none;
      }
      button.word:hover,
      button.word[aria-expanded='true'] {
        border-color: var(--vscode-focusBorder);
      }
      button.word.given {
        border-bottom: 2px solid var(--vscode-charts-blue);
      }
      .chip {
        display: inline-flex;
        align-items: center;
        gap: 2px;
        padding: 0 2px 0 8px;
        border: 1px solid
          var(--vscode-widget-border, var(--vscode-contrastBorder, var(--vscode-descriptionForeground)));
        border-radius: 11px;
      }
      form {
        display: flex;
        gap: 6px;
        margin: 4px 0;
      }
      form input {
        flex: 1;
        min-width: 60px;
      }
    `,
  ];

  private readonly search = new LiveRequest(this, 'traceSearch', {
    params: () =>
      hasSubject(this.panelState) ? searchParams(this.panelState, this.panelState.whatIf) : null,
    pause: PAUSE,
    asking: () => (this.word = null),
    answered: (answer) => this.app.announce(this.chosen(answer)?.text ?? l10n.t('There is no sequence.')),
  });
  private readonly documentAccess = new DocumentAccess(this);
  /** The word whose alternatives are shown. */
  @state() private word: number | null = null;

  private set(change: Partial<WhatIfState>): void {
    const { whatIf } = this.panelState;
    this.app.store.update({ whatIf: { ...whatIf, ...change } });
  }

  private list(answer: SearchTrace): SearchCandidate[] {
    return distinct(ranked(answer.candidates, this.panelState.alpha));
  }

  private chosen(answer: SearchTrace): SearchCandidate | undefined {
    const list = this.list(answer);
    return list[Math.min(this.panelState.whatIf.candidate, list.length - 1)];
  }

  protected override render() {
    const empty = this.panelState.model !== TOY && this.panelState.text.trim() === '';
    return html`
      <il-source-input .app=${this.app}></il-source-input>
      ${empty ? this.examples() : this.rest()}
    `;
  }

  private examples() {
    return html`<il-examples
      .app=${this.app}
      .sees=${l10n.t(
        'You will see the translation word by word: choose another word, or force and forbid phrases, and the rest is decoded again.',
      )}
      .examples=${translateExamples(this.app)}
    ></il-examples>`;
  }

  private rest() {
    const { answer, busy, progress, failure } = this.search;
    const status =
      busy && progress
        ? l10n.t('Step {0} of at most {1}: {2}', progress.step, progress.maxSteps, progress.leading)
        : '';
    return html`
      ${this.phrases('forced', l10n.t('Must occur'), l10n.t('Force a phrase'))}
      ${this.phrases('forbidden', l10n.t('Must not occur'), l10n.t('Forbid a phrase'))}
      <il-search-status
        .app=${this.app}
        .busy=${busy}
        .text=${status}
        .failure=${failure}
        @stop=${() => this.search.cancel()}
        @retry=${() => this.search.retry()}
      ></il-search-status>
      ${this.documentAccess.alert()} ${answer && hasSubject(this.panelState) ? this.results(answer) : nothing}
    `;
  }

  private results(answer: SearchTrace) {
    const candidate = this.chosen(answer);
    if (!candidate) return html`<p>${l10n.t('No sequence keeps all these wishes.')}</p>`;
    const list = this.list(answer);
    const { whatIf, alpha } = this.panelState;
    return html`
      <label for="candidate">${l10n.t('Candidate')}</label>
      <select
        id="candidate"
        @change=${(event: Event) => this.set({ candidate: (event.target as HTMLSelectElement).selectedIndex })}
      >
        ${list.map(
          (one, i) =>
            html`<option ?selected=${one === candidate}>
              ${integer(i + 1)}. ${one.text} (${logProbability(scoreOf(one, alpha))})
            </option>`,
        )}
      </select>
      <h2>${l10n.t('Words')}</h2>
      <p class="hint">${l10n.t('Choose a word to see what else it might have been.')}</p>
      ${this.given()} ${this.words(candidate)}
      ${this.word === null ? nothing : this.alternativesOf(candidate, this.word)}
      <div class="row">
        <vscode-button icon="insert" @click=${() => this.insert(answer, candidate)}
          >${l10n.t('Put into the document')}</vscode-button
        >
        <vscode-button
          secondary
          icon="discard"
          ?disabled=${whatIf.prefix.length + whatIf.typed.length + whatIf.forced.length + whatIf.forbidden.length === 0}
          @click=${() => this.app.store.update({ whatIf: NO_CONSTRAINTS })}
          >${l10n.t('Start again')}</vscode-button
        >
      </div>
      <h2><il-term .app=${this.app} term="attention" .name=${l10n.t('Attention')}></il-term></h2>
      ${
        candidate.attention
          ? html`<il-attention-view
              .app=${this.app}
              .candidate=${candidate}
              .source=${answer.source}
            ></il-attention-view>`
          : html`<p class="hint">${l10n.t('This network has no attention.')}</p>`
      }
    `;
  }

  /** What the sequence starts with by the user's choice. */
  private given() {
    const { prefix, prefixText, typed } = this.panelState.whatIf;
    if (prefix.length === 0 && typed === '') return nothing;
    const text = joinWords(prefixText.trim(), typed);
    return html`<div class="choices">
      <span class="chip"
        >${l10n.t('Starts with: {0}', text)}<button
          class="plain icon"
          aria-label=${l10n.t('Remove “{0}”', text)}
          @click=${() => this.set({ prefix: [], prefixText: '', typed: '', candidate: 0 })}
        >
          <vscode-icon name="close" size="12"></vscode-icon></button
      ></span>
    </div>`;
  }

  private words(candidate: SearchCandidate) {
    const probabilities = wordProbabilities(candidate);
    const { prefix } = this.panelState.whatIf;
    return html`<div
      class="words"
      role="group"
      lang=${targetLanguage(this.app)}
      aria-label=${l10n.t('Words')}
    >
      ${candidate.words.map(
        ({ text, start }, i) =>
          html`<button
            class="word shade-${shadeOf(probabilities[i])} ${start < prefix.length ? 'given' : ''}"
            aria-expanded=${this.word === i}
            @click=${() => (this.word = this.word === i ? null : i)}
          >
            <span>${text}</span><small>${percent(probabilities[i])}</small>
          </button>`,
      )}
    </div>`;
  }

  private alternativesOf(candidate: SearchCandidate, word: number) {
    return html`<il-word-alternatives
      .app=${this.app}
      .candidate=${candidate}
      .word=${word}
      @close=${() => (this.word = null)}
      @take=${(event: CustomEvent<Beginning>) => this.set({ ...event.detail, candidate: 0 })}
    ></il-word-alternatives>`;
  }

  private phrases(kind: 'forced' | 'forbidden', label: string, hint: string) {
    const { whatIf } = this.panelState;
    const add = (event: Event): void => {
      event.preventDefault();
      const form = event.target as HTMLFormElement;
      const phrase = new FormData(form).get('phrase');
      if (typeof phrase === 'string' && phrase.trim() !== '' && !whatIf[kind].includes(phrase.trim()))
        this.set({ [kind]: [...whatIf[kind], phrase.trim()], candidate: 0 });
      form.reset();
    };
    return html`
      <label for=${kind}>${label}</label>
      <form @submit=${add}>
        <input type="text" id=${kind} name="phrase" placeholder=${hint} maxlength="200" />
        <button class="plain icon" type="submit" aria-label=${hint} title=${hint}>
          <vscode-icon name="add"></vscode-icon>
        </button>
      </form>
      <div class="choices">
        ${whatIf[kind].map(
          (phrase) =>
            html`<span class="chip"
              >${phrase}<button
                class="plain icon"
                aria-label=${l10n.t('Remove “{0}”', phrase)}
                @click=${() => this.set({ [kind]: whatIf[kind].filter((one) => one !== phrase), candidate: 0 })}
              >
                <vscode-icon name="close" size="12"></vscode-icon></button
            ></span>`,
        )}
      </div>
    `;
  }

  private async insert(
    { sentences, sentence }: SearchTrace,
    { text: words }: SearchCandidate,
  ): Promise<void> {
    const { text, taken, model } = this.panelState;
    const replaces = taken && model !== TOY ? text : null;
    const whole = replaces === null ? words : composed(sentences, new Map([[sentence, words]]));
    await this.documentAccess.replace(whole, replaces);
  }
}
