/** The attention of one translation less that of another: as a matrix whose numbers have signs, and as a table. */
import { css, html, nothing, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { l10n } from '../app/l10n';
import { PanelElement } from '../app/panel-element';
import { base } from '../app/styles';
import { textWidth } from '../app/words';
import type { WordAttention } from '../parts/attention-model';
import { percent, percentMore } from '../parts/format';
import { matrixStyles } from '../parts/matrix-styles';
import { MeasuredWidth } from '../parts/measured-width';
import type { AttentionDifference } from './compare-model';
import { attentionDifference, largest, pairText } from './compare-model';

const CELL_WIDTH = 36;
const WIDEST_CELL = 64;
const CELL_HEIGHT = 24;
/** Words on their side reach so far to the right. */
const SLANT = 60;
/** Smaller differences say nothing. */
const LEAST = 0.05;

@customElement('il-attention-difference')
export class AttentionDifferenceView extends PanelElement {
  static override styles = [
    base,
    matrixStyles,
    css`
      .more {
        fill: var(--vscode-charts-blue);
      }
      .less {
        fill: var(--vscode-editorWarning-foreground, orange);
      }
      .row.marked text.name {
        font-weight: 700;
      }
      .none {
        fill: var(--vscode-descriptionForeground);
        fill-opacity: 0.12;
      }
      .key {
        display: inline-block;
        vertical-align: -1px;
      }
    `,
  ];

  @property({ attribute: false }) first!: WordAttention;
  @property({ attribute: false }) second!: WordAttention;
  /** Where the words of the first translation begin, as tokens: what is pointed at is marked in every view. */
  @property({ attribute: false }) starts: readonly number[] = [];
  /** Of the place there is for it. */
  private readonly width = new MeasuredWidth(this);

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.app.store.point(null);
  }

  protected override render() {
    const difference = attentionDifference(this.first, this.second);
    const label = l10n.t('Difference of attention');
    return html`
      <p class="hint" role="status">${this.said(difference)}</p>
      <div class="scroll" tabindex="0" role="group" aria-label=${label}>
        ${this.matrix(difference, label)}
      </div>
      <p class="hint">
        ${this.key('more')} ${l10n.t('+ the first looked more at it')} &nbsp; ${this.key('less')}
        ${l10n.t('− the second did')}
      </p>
      <details>
        <summary>${l10n.t('As a table')}</summary>
        <div
          class="scroll"
          tabindex="0"
          role="group"
          aria-label=${l10n.t('Difference of attention as a table')}
        >
          ${this.table(difference)}
        </div>
      </details>
    `;
  }

  private rowText({ rows }: AttentionDifference, row: number): string {
    return pairText(rows[row], named(this.first.target), named(this.second.target));
  }

  private columnText({ columns }: AttentionDifference, column: number): string {
    return pairText(columns[column], named(this.first.source), named(this.second.source));
  }

  private said(difference: AttentionDifference): string {
    const most = largest(difference);
    if (!most)
      return l10n.t('Both looked at the same words, as far as their translations have words in common.');
    const { row, column } = most;
    const of = ({ weights }: WordAttention, r: number | null, c: number | null): string =>
      percent(r === null || c === null ? 0 : weights[r][c]);
    const [words, places] = [difference.rows[row], difference.columns[column]];
    return l10n.t(
      'They differ most at “{0}”: the first gave “{1}” {2} of its attention, the second {3}.',
      this.rowText(difference, row),
      this.columnText(difference, column),
      of(this.first, words.first, places.first),
      of(this.second, words.second, places.second),
    );
  }

  private key(kind: 'more' | 'less') {
    return html`<svg class="key" width="11" height="11" aria-hidden="true">
      <rect class=${kind} width="11" height="11" fill-opacity="0.75"></rect>
    </svg>`;
  }

  private matrix(difference: AttentionDifference, label: string) {
    const { rows, columns, values } = difference;
    const names = rows.map((_, row) => this.rowText(difference, row));
    const heads = columns.map((_, column) => this.columnText(difference, column));
    const left = Math.max(...names.map(textWidth)) + 10;
    const top = Math.max(...heads.map(textWidth)) * 0.72 + 14;
    const cell = Math.max(
      CELL_WIDTH,
      Math.min(WIDEST_CELL, (this.width.value - left - SLANT) / columns.length),
    );
    const x = (column: number): number => left + column * cell;
    const y = (row: number): number => top + row * CELL_HEIGHT;
    return html`<svg
      width=${left + columns.length * cell + SLANT}
      height=${top + rows.length * CELL_HEIGHT + 2}
      role="img"
      aria-label=${label}
    >
      ${heads.map(
        (word, c) =>
          svg`<text transform="translate(${x(c) + cell / 2},${top - 6}) rotate(-45)">${word}</text>`,
      )}
      ${values.map((row, r) => {
        const token = this.tokenOf(difference, r);
        const { marked } = this.app.store;
        const isMarked = token !== null && marked?.side === 'target' && marked.token === token;
        return svg`<g class="row ${isMarked ? 'marked' : ''}"
          @pointerenter=${() => token !== null && this.app.store.point({ side: 'target', token })}
          @pointerleave=${() => this.app.store.point(null)}>
          <text class="name" x=${left - 6} y=${y(r) + CELL_HEIGHT / 2 + 4} text-anchor="end">${names[r]}</text>
          ${row.map((value, c) => cellOf(value, { x: x(c), y: y(r), width: cell }, `${names[r]} ← ${heads[c]}`))}
        </g>`;
      })}
    </svg>`;
  }

  /** Of the first translation; null where it has no word there. */
  private tokenOf({ rows }: AttentionDifference, row: number): number | null {
    const { first } = rows[row];
    return first === null ? null : (this.starts[first] ?? null);
  }

  private table(difference: AttentionDifference) {
    const { rows, columns, values } = difference;
    return html`<table>
      <thead>
        <tr>
          <td></td>
          ${columns.map((_, c) => html`<th scope="col" class="n">${this.columnText(difference, c)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (_, r) =>
            html`<tr>
              <th scope="row">${this.rowText(difference, r)}</th>
              ${values[r].map((value) => html`<td class="n">${value === null ? '–' : percentMore(value)}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>`;
  }
}

/** The sign that ends a sentence is no word to a reader. */
const named = (words: readonly string[]): string[] =>
  words.map((word) => (word === '<eos>' ? l10n.t('end') : word));

function cellOf(
  value: number | null,
  { x, y, width }: { x: number; y: number; width: number },
  name: string,
) {
  const box = (kind: string, opacity: number) =>
    svg`<rect class=${kind} x=${x} y=${y} width=${width} height=${CELL_HEIGHT} fill-opacity=${opacity}></rect>`;
  if (value === null)
    return svg`<g><rect class="none" x=${x} y=${y} width=${width} height=${CELL_HEIGHT}></rect></g>`;
  return svg`<g><title>${name}: ${percentMore(value)}</title>
    ${box(value > 0 ? 'more' : 'less', 0.75 * Math.abs(value))}
    <rect class="grid" x=${x} y=${y} width=${width} height=${CELL_HEIGHT}></rect>
    ${Math.abs(value) < LEAST ? nothing : svg`<text class="cell-number" x=${x + width / 2} y=${y + CELL_HEIGHT / 2 + 3}>${percentMore(value)}</text>`}
  </g>`;
}
