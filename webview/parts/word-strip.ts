/** Words in a row, each with a share as a number and a bar; one of them is the one that is looked at. Walked with the arrow keys. */
import { css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { PanelElement } from '../app/panel-element';
import { base } from '../app/styles';
import { percent } from './format';
import { meter, meterStyles } from './meter';

export interface StripWord {
  text: string;
  /** From 0 to 1. */
  share: number;
}

@customElement('il-word-strip')
export class WordStrip extends PanelElement {
  static override styles = [
    base,
    meterStyles,
    css`
      .strip {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
        margin: 6px 0;
      }
      button.one {
        display: inline-flex;
        flex-direction: column;
        align-items: center;
        min-width: 34px;
        max-width: 100%;
        padding: 2px 5px 4px;
        overflow-wrap: anywhere;
        border-color: transparent;
      }
      button.one[aria-pressed='true'],
      button.one.marked {
        border-color: var(--vscode-focusBorder);
      }
      button.one[aria-pressed='true'] {
        font-weight: 700;
      }
      /* As wide as its word, which it does not widen. */
      .meter {
        width: 0;
        min-width: 100%;
      }
      small {
        font-size: 10px;
        line-height: 1.3;
        font-weight: normal;
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  @property({ attribute: false }) words: readonly StripWord[] = [];
  /** Of the words. */
  @property() label = '';
  /** Of their language. */
  @property() override lang = '';
  /** The word that is looked at; −1: none. */
  @property({ type: Number }) chosen = -1;
  /** The word that is marked in every view; −1: none. */
  @property({ type: Number }) marked = -1;
  @state() private at = 0;

  protected override render() {
    const reached = Math.max(0, Math.min(this.chosen < 0 ? this.at : this.chosen, this.words.length - 1));
    return html`<div
      class="strip"
      role="group"
      lang=${this.lang}
      aria-label=${this.label}
      @keydown=${this.onKey}
    >
      ${this.words.map(
        ({ text, share }, i) =>
          html`<button
            class="plain one ${i === this.marked ? 'marked' : ''}"
            aria-pressed=${i === this.chosen}
            tabindex=${i === reached ? 0 : -1}
            @focus=${() => {
              this.at = i;
              this.tell('point', i);
            }}
            @blur=${() => this.tell('point', null)}
            @pointerenter=${() => this.tell('point', i)}
            @pointerleave=${() => this.tell('point', null)}
            @click=${() => this.tell('choose', i)}
          >
            <span>${text}</span> <small>${percent(share)}</small>${meter(share)}
          </button>`,
      )}
    </div>`;
  }

  private onKey(event: KeyboardEvent): void {
    const by = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity }[event.key];
    const all = [...this.renderRoot.querySelectorAll<HTMLElement>('.one')];
    const at = all.indexOf((this.renderRoot as ShadowRoot).activeElement as HTMLElement);
    if (at < 0 || by === undefined) return;
    event.preventDefault();
    all[Math.max(0, Math.min(all.length - 1, at + by))].focus();
  }

  private tell(name: 'point' | 'choose', detail: number | null): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
