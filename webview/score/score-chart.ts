/** How the sentences of a file score: how many of them in each tenth of BLEU, beside the baseline's. */
import { css, html, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ScoreFilesAnswer } from '../../src/protocol/score';
import { l10n } from '../app/l10n';
import { PanelElement } from '../app/panel-element';
import { base } from '../app/styles';
import { integer } from '../parts/format';
import { tenths } from './score-counts';

const WIDTH = 300;
const HEIGHT = 90;
const AXIS = 14;
const GAP = 3;

@customElement('il-score-chart')
export class ScoreChart extends PanelElement {
  static override styles = [
    base,
    css`
      svg {
        display: block;
        width: 100%;
        max-width: 640px;
      }
      text {
        fill: var(--vscode-foreground);
        font-size: 8px;
        text-anchor: middle;
      }
      .system {
        fill: var(--vscode-charts-blue);
      }
      .baseline {
        fill: none;
        stroke: var(--vscode-foreground);
        stroke-dasharray: 2 2;
      }
      .axis {
        stroke: var(--vscode-foreground);
        stroke-opacity: 0.5;
      }
    `,
  ];

  @property({ attribute: false }) sentences: ScoreFilesAnswer['sentences'] = [];

  protected override render() {
    const system = tenths(this.sentences.map(({ bleu }) => bleu));
    const old = this.sentences.flatMap(({ baseline }) => baseline ?? []);
    const baseline = old.length > 0 ? tenths(old) : undefined;
    const most = Math.max(1, ...system, ...(baseline ?? []));
    const width = WIDTH / system.length;
    const height = (count: number): number => (count / most) * (HEIGHT - AXIS - 10);
    const bar = (kind: 'system' | 'baseline', count: number, i: number) =>
      svg`<rect class=${kind} x=${i * width + GAP} y=${HEIGHT - AXIS - height(count)} width=${width - 2 * GAP} height=${height(count)}></rect>`;
    const told = system.map((count, i) => `${10 * i}–${10 * (i + 1)}: ${integer(count)}`).join(', ');
    return html`
      <h3>${l10n.t('Sentences by BLEU')}</h3>
      <svg
        viewBox="0 0 ${WIDTH} ${HEIGHT}"
        role="img"
        aria-label=${l10n.t('Sentences in each tenth of BLEU. {0}', told)}
      >
        ${system.map((count, i) => bar('system', count, i))}
        ${(baseline ?? []).map((count, i) => bar('baseline', count, i))}
        ${system.map((count, i) => svg`<text x=${(i + 0.5) * width} y=${HEIGHT - AXIS - height(count) - 2}>${count > 0 ? integer(count) : ''}</text>`)}
        ${system.map((_, i) => svg`<text x=${(i + 0.5) * width} y=${HEIGHT - 3}>${10 * i}–${10 * (i + 1)}</text>`)}
        ${svg`<path class="axis" d="M0 ${HEIGHT - AXIS}H${WIDTH}"></path>`}
      </svg>
      ${baseline ? html`<p class="hint">${l10n.t('Filled: the system. Dashed: the baseline.')}</p>` : ''}
    `;
  }
}
