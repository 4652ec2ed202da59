/** The translation: words to click in the sentence that is looked at, the other sentences to go to; what the network was not sure of is underlined. */
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { DocumentSentence } from '../../src/protocol/document';
import type { SearchCandidate } from '../../src/protocol/search';
import { l10n } from '../app/l10n';
import { PanelElement } from '../app/panel-element';
import type { Step } from '../app/state';
import { targetLanguage } from '../app/state';
import { base } from '../app/styles';
import { wordProbabilities } from '../parts/confident-text';
import { percent } from '../parts/format';
import { shownWords } from './translated';

/** Below this the network would rather have written something else. */
const DOUBTFUL = 0.5;

export interface ShownSentence {
  before: string;
  /** What stands there. */
  text: string;
  after: string;
  /** Its place in the search; -1: it cannot be looked at. */
  sentence: number;
  told?: DocumentSentence;
  /** Of the one that is looked at: the candidate with this text. */
  candidate?: SearchCandidate;
}

@customElement('il-target-box')
export class TargetBox extends PanelElement {
  static override styles = [
    base,
    css`
      .target {
        min-height: 6.2em;
        max-height: 50vh;
        overflow: auto;
        padding: 5px 7px;
        overflow-wrap: anywhere;
        border: 1px solid
          var(--vscode-widget-border, var(--vscode-contrastBorder, var(--vscode-input-border, #8884)));
        border-radius: 2px;
        background: var(--vscode-editor-background);
        color: var(--vscode-editor-foreground);
      }
      .run {
        white-space: pre-wrap;
      }
      .go {
        border-radius: 2px;
        cursor: pointer;
      }
      .go.marked,
      .go:hover,
      .go[aria-expanded='true'] {
        background: var(--vscode-editor-hoverHighlightBackground, var(--vscode-list-hoverBackground));
        outline: 1px solid var(--vscode-contrastActiveBorder, transparent);
      }
      .go:focus-visible {
        outline: 1px solid var(--vscode-focusBorder);
      }
      .doubtful {
        text-decoration: underline dashed var(--vscode-editorWarning-foreground, currentColor);
        text-underline-offset: 3px;
        text-decoration-thickness: 1.5px;
      }
      .note {
        margin: 2px 0;
        font-size: 11px;
      }
    `,
  ];

  @property({ attribute: false }) sentences: readonly ShownSentence[] = [];
  @property({ type: Number }) word: number | null = null;
  /** The word that Tab goes to; the arrow keys go on from there. */
  @state() private at = 0;

  /** The word that is marked in every view; else the one that Tab goes to. */
  focusMarked(): void {
    const word = this.renderRoot.querySelector<HTMLElement>('.go.marked, .go[tabindex="0"]');
    word?.focus();
  }

  protected override render() {
    const buttons = this.sentences.map((one) => this.sentence(one));
    const hint = this.sentences.some(({ candidate }) => candidate)
      ? l10n.t('Click a word for alternatives. Underlined: the network was not sure.')
      : '';
    return html`
      <div
        class="target"
        role="group"
        aria-label=${l10n.t('Translation')}
        lang=${targetLanguage(this.app)}
        @keydown=${this.onKey}
      >
        ${buttons}
      </div>
      <p class="hint note">${hint} ${this.notes()}</p>
    `;
  }

  private sentence({ before, text, after, sentence, told, candidate }: ShownSentence) {
    const words = candidate && shownWords(candidate);
    const inside = words ? this.words(candidate, words) : this.plain(text, sentence, told);
    const run = (space: string) => html`<span class="run" .textContent=${space}></span>`;
    return html`${run(before)}${inside}${run(after)}`;
  }

  private words(candidate: SearchCandidate, words: NonNullable<ReturnType<typeof shownWords>>) {
    const probabilities = wordProbabilities(candidate);
    const focus = Math.min(this.at, words.length - 1);
    const { store } = this.app;
    const { marked } = store;
    const stepOf = (word: number): Step => ({ side: 'target', token: candidate.words[word].start });
    const isMarked = (word: number): boolean => {
      const { start, end } = candidate.words[word];
      return marked?.side === 'target' && marked.token >= start && marked.token < end;
    };
    return words.map(({ gap, text, word }, i) => {
      const p = probabilities[word];
      const sure = l10n.t('{0}: {1} sure', text, percent(p));
      return html`<span class="run" .textContent=${gap}></span
        ><span
          class="go ${p < DOUBTFUL ? 'doubtful' : ''} ${isMarked(word) ? 'marked' : ''}"
          role="button"
          title=${sure}
          aria-label=${p < DOUBTFUL ? sure : text}
          aria-expanded=${this.word === word}
          tabindex=${i === focus ? 0 : -1}
          .textContent=${text}
          @focus=${() => {
            this.at = i;
            store.point(stepOf(word));
          }}
          @blur=${() => store.point(null)}
          @pointerenter=${() => store.point(stepOf(word))}
          @pointerleave=${() => store.point(null)}
          @click=${() => {
            store.select(stepOf(word));
            this.tell('word', this.word === word ? null : word);
          }}
        ></span>`;
    });
  }

  private plain(text: string, sentence: number, told: DocumentSentence | undefined) {
    const parts = html`<span class="run">${withDoubt(text, told)}</span>`;
    if (sentence < 0) return parts;
    return html`<span
      class="go"
      role="button"
      tabindex="0"
      title=${l10n.t('Look at this sentence')}
      @click=${() => this.tell('sentence', sentence)}
      >${parts}</span
    >`;
  }

  /** Where the translation is from, when it is not from the network, or why there is none. */
  private notes(): string {
    const told = this.sentences.flatMap(({ told: one }) => one ?? []);
    const notes = new Set<string>();
    for (const { from, kept } of told) {
      if (from === 'phrases') notes.add(l10n.t('From the phrase table; no network was asked.'));
      if (from === 'memory') notes.add(l10n.t('You have accepted this translation before.'));
      if (kept === 'language') notes.add(l10n.t('This is in the target language already.'));
      else if (kept)
        notes.add(l10n.t('A sentence stays as it is: its translation would have lost something.'));
    }
    return [...notes].join(' ');
  }

  private onKey(event: KeyboardEvent): void {
    const by = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity }[event.key];
    const all = [...this.renderRoot.querySelectorAll<HTMLElement>('.go')];
    const at = all.indexOf((this.renderRoot as ShadowRoot).activeElement as HTMLElement);
    const presses = event.key === 'Enter' || event.key === ' ';
    if (at < 0 || (by === undefined && !presses)) return;
    event.preventDefault();
    if (presses) all[at].click();
    else if (by !== undefined) all[Math.max(0, Math.min(all.length - 1, at + by))].focus();
  }

  private tell(name: 'word' | 'sentence', detail: number | null): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

/** The word of which the network was least sure, underlined where it is doubtful. */
function withDoubt(text: string, told: DocumentSentence | undefined) {
  const { doubt } = told ?? {};
  const start = doubt && doubt.probability < DOUBTFUL ? text.indexOf(doubt.word) : -1;
  if (!doubt || start < 0 || doubt.word === '') return text || nothing;
  const end = start + doubt.word.length;
  return html`${text.slice(0, start)}<span class="doubtful">${text.slice(start, end)}</span
    >${text.slice(end)}`;
}
