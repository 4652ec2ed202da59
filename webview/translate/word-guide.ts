/**
 * “Why this word?”: four steps from a word of the translation to what else it might have been, what the network looked at
 * and what its gates kept. The word is the one step that is selected in every view. What is told is guide-model.ts'.
 */
import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { SearchCandidate, SearchTrace } from '../../src/protocol/search';
import { l10n } from '../app/l10n';
import { LiveRequest } from '../app/live-request';
import { PanelElement } from '../app/panel-element';
import { subjectOf } from '../app/requests';
import { targetLanguage } from '../app/state';
import { base } from '../app/styles';
import { wordProbabilities } from '../parts/confident-text';
import { integer, percent } from '../parts/format';
import { meter, meterStyles } from '../parts/meter';
import '../parts/term-hint';
import type { Beginning } from '../parts/word-alternatives';
import '../parts/word-strip';
import type { Choice, GuideStep } from './guide-model';
import { choicesOf, gatesAt, GUIDE_STEPS, keptAt, lookedAt, wordAt } from './guide-model';
import { guideStyles } from './guide-styles';
import { attentionSaid, choicesSaid, gateSaid, gatesSaid, wordSaid } from './guide-words';

const PAUSE = 50;
const CHOICES = 6;
/** Larger than any layer's number: the decoder's uppermost, which chooses the words. */
const TOP_LAYER = 64;

@customElement('il-word-guide')
export class WordGuide extends PanelElement {
  static override styles = [base, meterStyles, guideStyles];

  @property({ attribute: false }) candidate!: SearchCandidate;
  @property({ attribute: false }) source!: SearchTrace['source'];
  private readonly others = new LiveRequest(this, 'alternatives', {
    params: () => {
      const { word } = this;
      if (word < 0) return null;
      const prefix = this.candidate.tokens.slice(0, this.candidate.words[word].start).map(({ id }) => id);
      return { subject: subjectOf(this.panelState), prefix, count: CHOICES };
    },
    pause: PAUSE,
  });
  private readonly gates = new LiveRequest(this, 'gates', {
    params: () => {
      const { model, text, sentence } = this.panelState;
      if (this.step !== 'gates') return null;
      const target = this.candidate.tokens.map(({ id }) => id);
      return { model, source: text, sentence, target, layer: TOP_LAYER };
    },
    pause: PAUSE,
  });
  /** What was read out last. */
  private told = '';

  private get step(): GuideStep {
    return GUIDE_STEPS[this.panelState.guide - 1] ?? 'word';
  }

  /** Place of the word among the candidate's; −1 while none is selected. */
  private get word(): number {
    return wordAt(this.candidate, this.panelState.selected.target);
  }

  private get choices(): Choice[] | undefined {
    const { answer, busy } = this.others;
    return answer && !busy ? choicesOf(this.candidate, this.word, answer, CHOICES) : undefined;
  }

  /** For whoever opened it by the keyboard. */
  focusStep(): void {
    this.renderRoot.querySelector<HTMLElement>('[aria-current="step"]')?.focus();
  }

  protected override updated(): void {
    const said = this.word < 0 ? '' : this.said(this.word);
    if (said === this.told || said === '') return;
    this.told = said;
    this.app.announce(said);
  }

  protected override render() {
    const { word } = this;
    const text = word < 0 ? '' : this.candidate.words[word].text;
    return html`<section
      class="guide"
      aria-label=${text === '' ? l10n.t('Why this word?') : l10n.t('Why “{0}”?', text)}
      @keydown=${this.onKey}
    >
      <div class="head">
        <h2>${text === '' ? l10n.t('Why this word?') : l10n.t('Why “{0}”?', text)}</h2>
        <button
          class="plain icon"
          title=${l10n.t('Close')}
          aria-label=${l10n.t('Close')}
          @click=${this.close}
        >
          <vscode-icon name="close"></vscode-icon>
        </button>
      </div>
      ${
        word < 0
          ? html`<p class="hint">${l10n.t('Choose a word of the translation.')}</p>`
          : html`${this.stepper()}
              <p class="said">${this.said(word)}</p>
              ${this.content(word)} ${this.foot()}`
      }
    </section>`;
  }

  private stepper() {
    const names: Record<GuideStep, string> = {
      word: l10n.t('The word'),
      alternatives: l10n.t('What else'),
      attention: l10n.t('Looked at'),
      gates: l10n.t('Kept'),
    };
    return html`<ol class="steps" aria-label=${l10n.t('The four steps')}>
      ${GUIDE_STEPS.map(
        (step, i) =>
          html`<li>
            <button
              class="plain"
              aria-current=${step === this.step ? 'step' : 'false'}
              @click=${() => this.go(i + 1)}
            >
              <span class="nr">${i + 1}</span> ${names[step]}
            </button>
          </li>`,
      )}
    </ol>`;
  }

  /** The step in one sentence; '' while it is not known. */
  private said(word: number): string {
    const { candidate, source, choices } = this;
    switch (this.step) {
      case 'word':
        return wordSaid(candidate, word);
      case 'alternatives':
        return choices ? choicesSaid(choices) : '';
      case 'attention':
        return attentionSaid(candidate, source.words, word);
      case 'gates': {
        const { answer, busy } = this.gates;
        return answer && !busy ? gatesSaid(answer, candidate, word) : '';
      }
    }
  }

  private content(word: number) {
    switch (this.step) {
      case 'word':
        return this.written(word, wordProbabilities(this.candidate), l10n.t('How sure it was of each word'));
      case 'alternatives':
        return this.alternatives();
      case 'attention':
        return this.attention(word);
      case 'gates':
        return this.gateMeans(word);
    }
  }

  /** The words of the translation: one that is chosen is what the guide is about then. */
  private written(word: number, shares: readonly number[], label: string) {
    const { words } = this.candidate;
    const { store } = this.app;
    const { marked } = store;
    const tokenOf = (i: number): number => words[i].start;
    return html`<il-word-strip
      .app=${this.app}
      .label=${label}
      .lang=${targetLanguage(this.app)}
      .words=${words.map(({ text }, i) => ({ text: text === '<eos>' ? l10n.t('end') : text, share: shares[i] }))}
      .chosen=${word}
      .marked=${marked?.side === 'target' ? wordAt(this.candidate, marked.token) : -1}
      @choose=${({ detail }: CustomEvent<number>) => store.select({ side: 'target', token: tokenOf(detail) })}
      @point=${({ detail }: CustomEvent<number | null>) =>
        store.point(detail === null ? null : { side: 'target', token: tokenOf(detail) })}
    ></il-word-strip>`;
  }

  private alternatives() {
    const { choices } = this;
    const { failure } = this.others;
    if (failure) return html`<div class="failure" role="alert">${failure}</div>`;
    if (!choices) return this.waiting();
    return html`
      <ol class="choices" aria-label=${l10n.t('Alternatives')} lang=${targetLanguage(this.app)}>
        ${choices.map((choice) => html`<li>${this.choice(choice)}</li>`)}
      </ol>
      <p class="hint">${l10n.t('Choose another one, and the rest of the sentence is decoded again.')}</p>
    `;
  }

  private choice({ text, probability, tokens, isWritten, end }: Choice) {
    const shown = end || text === '<eos>' ? l10n.t('end') : text;
    const row = html`<span class="text"
        >${shown}${isWritten ? html` <span class="muted">${l10n.t('(it stands there)')}</span>` : nothing}</span
      ><span class="number">${percent(probability)}</span>${meter(probability)}`;
    if (isWritten || end || tokens === null) return html`<div class="choice">${row}</div>`;
    return html`<button class="plain choice" @click=${() => this.take(tokens, text)}>${row}</button>`;
  }

  private attention(word: number) {
    const { store } = this.app;
    const { words } = this.source;
    const weights = lookedAt(this.candidate, words, word);
    if (!weights) return nothing;
    const at = store.marked?.side === 'source' ? store.marked.token : -1;
    return html`<il-word-strip
        .app=${this.app}
        .label=${l10n.t('How much it looked at each word of your sentence')}
        .lang=${this.app.info.translators.find(({ id }) => id === this.panelState.model)?.source ?? ''}
        .words=${words.map(({ text }, i) => ({ text: text === '<eos>' ? l10n.t('end') : text, share: weights[i] }))}
        .marked=${words.findIndex(({ start, end }) => at >= start && at < end)}
        @point=${({ detail }: CustomEvent<number | null>) =>
          store.point(detail === null ? null : { side: 'source', token: words[detail].start })}
      ></il-word-strip>
      <p class="hint">
        <il-term .app=${this.app} term="attention" .name=${l10n.t('Attention')}></il-term>
      </p>`;
  }

  private gateMeans(word: number) {
    const { answer, failure, busy } = this.gates;
    if (failure) return html`<div class="failure" role="alert">${failure}</div>`;
    if (!answer || busy) return this.waiting();
    const { words } = this.candidate;
    return html`
      <ul class="gates">
        ${gatesAt(answer, words[word]).map(
          ({ sign, mean }) =>
            html`<li>
              <span class="text"><b class="math">${sign}</b> ${gateSaid(answer, sign)}</span
              ><span class="number">${percent(mean)}</span>${meter(mean)}
            </li>`,
        )}
      </ul>
      <h3>
        <il-term .app=${this.app} term="gates" .name=${l10n.t('Kept of the memory at each word')}></il-term>
      </h3>
      ${this.written(word, keptAt(answer, words), l10n.t('Kept of the memory at each word'))}
      <button class="plain link" @click=${() => this.openGates(answer.layer)}>
        ${l10n.t('Every layer and unit, in the tab Gates')}
      </button>
    `;
  }

  private waiting() {
    return html`<vscode-progress-bar aria-label=${l10n.t('Working')}></vscode-progress-bar>`;
  }

  private foot() {
    const { guide } = this.panelState;
    const isLast = guide >= GUIDE_STEPS.length;
    return html`<div class="row foot">
      <vscode-button secondary icon="arrow-left" ?disabled=${guide <= 1} @click=${() => this.go(guide - 1)}
        >${l10n.t('Back')}</vscode-button
      >
      <vscode-button
        icon=${isLast ? 'check' : 'arrow-right'}
        @click=${() => (isLast ? this.close() : this.go(guide + 1))}
        >${isLast ? l10n.t('Done') : l10n.t('Next')}</vscode-button
      >
      <span class="hint number">${integer(guide)} / ${integer(GUIDE_STEPS.length)}</span>
    </div>`;
  }

  private go(guide: number): void {
    this.app.store.update({ guide });
  }

  private onKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    this.close();
  }

  private close(): void {
    this.dispatchEvent(new CustomEvent('close'));
  }

  private take(tokens: readonly number[], text: string): void {
    const before = this.candidate.tokens.slice(0, this.candidate.words[this.word].start).map(({ id }) => id);
    const detail: Beginning = { prefix: [...before, ...tokens], prefixText: text, typed: '' };
    this.dispatchEvent(new CustomEvent<Beginning>('take', { detail }));
  }

  private openGates(layer: number): void {
    const { gates } = this.panelState;
    this.app.store.update({ tab: 'gates', gates: { ...gates, layer } });
  }
}
