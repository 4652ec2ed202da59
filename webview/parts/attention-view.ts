/** What the network looked at while it wrote each word: as lines between the sentences, as a matrix, and as a table. */
import { css, html, nothing, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { SearchCandidate, SearchTrace, TokenSpan } from '../../src/protocol/search';
import { attentionOfWords, type WordAttention } from './attention-model';
import { percent, weight as weightText } from './format';
import { l10n } from '../app/l10n';
import { PanelElement } from '../app/panel-element';
import { base } from '../app/styles';
import type { Step } from '../app/state';
import { textWidth } from '../app/words';
import { curvePath } from './drawing';
import { matrixStyles } from './matrix-styles';
import { MeasuredWidth } from './measured-width';

const LINE = 22;
const CELL = 24;
const MIDDLE = 90;
const WIDEST_CELL = 64;
/** Words on their side reach so far to the right. */
const SLANT = 50;
/** Fainter lines say nothing. */
const LEAST = 0.05;

@customElement('il-attention-view')
export class AttentionView extends PanelElement {
  static override styles = [
    base,
    matrixStyles,
    css`
      .line {
        stroke: var(--vscode-charts-blue);
        fill: none;
      }
      .lines .word {
        cursor: pointer;
        outline: none;
      }
      .lines .dim {
        opacity: 0.25;
      }
      .lines .word.on text {
        font-weight: 700;
      }
      .lines .word:focus-visible text {
        text-decoration: underline;
      }
      .cell {
        fill: var(--vscode-charts-blue);
      }
    `,
  ];

  @property({ attribute: false }) candidate!: SearchCandidate;
  @property({ attribute: false }) source!: SearchTrace['source'];
  /** Of the place there is for it. */
  private readonly width = new MeasuredWidth(this);

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.app.store.point(null);
  }

  private wordsOf(side: Step['side']): readonly TokenSpan[] {
    return side === 'source' ? this.source.words : this.candidate.words;
  }

  /** The word of the step that is marked in every view. */
  private get on(): { side: Step['side']; at: number } | null {
    const { marked } = this.app.store;
    if (!marked) return null;
    const { side, token } = marked;
    const at = this.wordsOf(side).findIndex(({ start, end }) => token >= start && token < end);
    return at < 0 ? null : { side, at };
  }

  private stepOf(side: Step['side'], at: number): Step {
    return { side, token: this.wordsOf(side)[at].start };
  }

  protected override render() {
    const attention = attentionOfWords(this.candidate, this.source.words);
    if (!attention) return nothing;
    return html`
      <p class="hint" role="status">${this.said(attention)}</p>
      <div class="scroll" tabindex="0" role="group" aria-label=${l10n.t('Attention as lines')}>
        ${this.lines(attention)}
      </div>
      <h3>${l10n.t('As a matrix')}</h3>
      <div class="scroll" tabindex="0" role="group" aria-label=${l10n.t('Attention as a matrix')}>
        ${matrix(attention, this.width.value)}
      </div>
      <details>
        <summary>${l10n.t('As a table')}</summary>
        <div class="scroll" tabindex="0" role="group" aria-label=${l10n.t('Attention as a table')}>
          ${table(attention)}
        </div>
      </details>
    `;
  }

  private said({ source, target, weights }: WordAttention): string {
    const { on } = this;
    if (!on) return l10n.t('Point at a word, or choose it, to see what belongs to it.');
    const row = on.side === 'target' ? weights[on.at] : weights.map((one) => one[on.at]);
    const words = on.side === 'target' ? source : target;
    const best = [...row.keys()].sort((a, b) => row[b] - row[a]).slice(0, 4);
    const list = best.map((i) => `${words[i]} ${percent(row[i])}`).join(', ');
    return `${(on.side === 'target' ? target : source)[on.at]}: ${list}`;
  }

  private press(event: KeyboardEvent, side: Step['side'], at: number): void {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    this.app.store.select(this.stepOf(side, at));
  }

  private lines({ source, target, weights }: WordAttention) {
    const left = Math.max(...source.map((word) => textWidth(word))) + 12;
    const right = Math.max(...target.map((word) => textWidth(word))) + 12;
    const height = Math.max(source.length, target.length) * LINE + 4;
    const y = (i: number): number => i * LINE + LINE / 2 + 2;
    const { on } = this;
    const { store } = this.app;
    const active = (t: number, s: number): boolean =>
      !on || (on.side === 'target' ? on.at === t : on.at === s);
    const middle = Math.max(MIDDLE, this.width.value - left - right - 4);
    const drawn = weights.flatMap((row, t) =>
      row.flatMap((weight, s) => (weight >= LEAST && active(t, s) ? [{ t, s, weight }] : [])),
    );
    const word = (side: 'source' | 'target', text: string, i: number) => {
      const lit_ =
        on && (on.side === side ? on.at === i : drawn.some(({ t, s }) => (side === 'target' ? t : s) === i));
      const mark = on ? (lit_ ? 'on' : 'dim') : '';
      return svg`<g class="word ${mark}" tabindex="0" role="button"
        aria-label=${text} aria-pressed=${on?.side === side && on.at === i}
        @pointerenter=${() => store.point(this.stepOf(side, i))} @pointerleave=${() => store.point(null)}
        @focus=${() => store.point(this.stepOf(side, i))} @blur=${() => store.point(null)}
        @click=${() => store.select(this.stepOf(side, i))}
        @keydown=${(event: KeyboardEvent) => this.press(event, side, i)}>
        <text x=${side === 'source' ? left - 8 : left + middle + 8} y=${y(i) + 4}
          text-anchor=${side === 'source' ? 'end' : 'start'}>${text}</text>
      </g>`;
    };
    return html`<svg
      class="lines"
      width=${left + middle + right}
      height=${height}
      role="group"
      aria-label=${l10n.t('Attention as lines')}
    >
      ${drawn.map(
        ({ t, s, weight }) =>
          svg`<path class="line" d=${curvePath({ x: left, y: y(s) }, { x: left + middle, y: y(t) })}
            stroke-opacity=${Math.min(1, 0.15 + weight)} stroke-width=${0.5 + 4 * weight}></path>`,
      )}
      ${source.map((text, i) => word('source', text, i))} ${target.map((text, i) => word('target', text, i))}
    </svg>`;
  }
}

/** As wide as there is room for, within what a cell looks well in. */
function matrix({ source, target, weights }: WordAttention, room: number) {
  const left = Math.max(...target.map((word) => textWidth(word))) + 10;
  const top = Math.max(...source.map((word) => textWidth(word))) * 0.72 + 14;
  const cell = Math.max(CELL, Math.min(WIDEST_CELL, (room - left - SLANT) / source.length));
  const width = left + source.length * cell + SLANT;
  const height = top + target.length * CELL + 2;
  const x = (s: number): number => left + s * cell;
  const y = (t: number): number => top + t * CELL;
  return html`<svg width=${width} height=${height} role="img" aria-label=${l10n.t('Attention as a matrix')}>
    ${source.map(
      (word, s) => svg`<text transform="translate(${x(s) + cell / 2},${top - 6}) rotate(-45)">${word}</text>`,
    )}
    ${target.map(
      (word, t) => svg`<text x=${left - 6} y=${y(t) + CELL / 2 + 4} text-anchor="end">${word}</text>`,
    )}
    ${weights.flatMap((row, t) =>
      row.map(
        (weight, s) => svg`<g><title>${target[t]} ← ${source[s]}: ${weightText(weight)}</title>
          <rect class="cell" x=${x(s)} y=${y(t)} width=${cell} height=${CELL} fill-opacity=${0.75 * weight}></rect>
          <rect class="grid" x=${x(s)} y=${y(t)} width=${cell} height=${CELL}></rect>
          ${weight >= 0.1 ? svg`<text class="cell-number" x=${x(s) + cell / 2} y=${y(t) + CELL / 2 + 3}>${percent(weight)}</text>` : nothing}
        </g>`,
      ),
    )}
  </svg>`;
}

const table = ({ source, target, weights }: WordAttention) => html`
  <table>
    <thead>
      <tr>
        <td></td>
        ${source.map((word) => html`<th scope="col" class="n">${word}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${weights.map(
        (row, t) =>
          html`<tr>
            <th scope="row">${target[t]}</th>
            ${row.map((weight) => html`<td class="n">${weightText(weight)}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>
`;
