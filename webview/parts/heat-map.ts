/**
 * Activations over time as a heat map: a column a step, a row a unit. Drawn on a canvas, since there are thousands of
 * cells; the exact value is told where the mouse points and where the arrow keys have gone.
 */
import { interpolateRgb } from 'd3-interpolate';
import { scaleLinear } from 'd3-scale';
import { css, html } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { activation as activationText } from './format';
import type { Activation } from '../gates/gates-model';
import { l10n } from '../app/l10n';
import { PanelElement } from '../app/panel-element';
import { base } from '../app/styles';

export interface CellPlace {
  unit: number;
  step: number;
}

const HEIGHT = 128;

@customElement('il-heat-map')
export class HeatMap extends PanelElement {
  static override styles = [
    base,
    css`
      .map {
        position: relative;
        border: 1px solid
          var(--vscode-widget-border, var(--vscode-contrastBorder, var(--vscode-descriptionForeground)));
        cursor: crosshair;
      }
      canvas {
        display: block;
        width: 100%;
        height: 128px;
        image-rendering: pixelated;
      }
      svg {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        pointer-events: none;
      }
      rect.step {
        fill: none;
        stroke: var(--vscode-focusBorder);
        stroke-width: 2;
      }
      line {
        stroke: var(--vscode-focusBorder);
        stroke-opacity: 0.7;
      }
      .head {
        display: flex;
        justify-content: space-between;
        margin: 6px 0 2px;
      }
    `,
  ];

  @property({ attribute: false }) activation!: Activation;
  @property({ attribute: false }) tokens: readonly string[] = [];
  @property({ type: Number }) units = 0;
  @property({ type: Number }) unit = 0;
  @property({ type: Number }) step = 0;
  @query('canvas') private readonly canvas!: HTMLCanvasElement;
  private themes: MutationObserver | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.themes = new MutationObserver(() => this.draw());
    this.themes.observe(document.body, { attributes: true, attributeFilter: ['class'] });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.themes?.disconnect();
  }

  protected override updated(changed: Map<string, unknown>): void {
    if (changed.has('activation') || changed.has('units')) this.draw();
  }

  protected override render() {
    const { sign } = this.activation;
    const steps = this.tokens.length;
    const value = this.activation.values[this.step * this.units + this.unit] ?? 0;
    const label = l10n.t(
      '{0}: unit {1}, step {2} “{3}”: {4}',
      sign,
      this.unit,
      this.step + 1,
      (this.tokens[this.step] ?? '').trim(),
      activationText(value),
    );
    return html`
      <div class="head"><b class="math">${sign}</b><span class="number">${activationText(value)}</span></div>
      <div
        class="map"
        tabindex="0"
        role="application"
        aria-roledescription=${l10n.t('heat map')}
        aria-label=${label}
        title=${label}
        @pointermove=${this.point}
        @pointerdown=${this.point}
        @keydown=${this.walk}
      >
        <canvas width=${steps} height=${this.units} aria-hidden="true"></canvas>
        <svg viewBox="0 0 ${steps} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
          <rect
            class="step"
            vector-effect="non-scaling-stroke"
            x=${this.step}
            y="0"
            width="1"
            height=${HEIGHT}
          ></rect>
          <line
            vector-effect="non-scaling-stroke"
            x1="0"
            x2=${steps}
            y1=${this.rowY()}
            y2=${this.rowY()}
          ></line>
        </svg>
      </div>
    `;
  }

  private rowY(): number {
    return ((this.unit + 0.5) / this.units) * HEIGHT;
  }

  private point(event: PointerEvent): void {
    const box = this.canvas.getBoundingClientRect();
    const at = (offset: number, size: number, count: number): number =>
      Math.max(0, Math.min(count - 1, Math.floor((offset / size) * count)));
    this.tell({
      step: at(event.clientX - box.left, box.width, this.tokens.length),
      unit: at(event.clientY - box.top, box.height, this.units),
    });
  }

  private walk(event: KeyboardEvent): void {
    const by = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
    if (!by) return;
    event.preventDefault();
    this.tell({
      unit: Math.max(0, Math.min(this.units - 1, this.unit + by[0])),
      step: Math.max(0, Math.min(this.tokens.length - 1, this.step + by[1])),
    });
  }

  private tell(detail: CellPlace): void {
    this.dispatchEvent(new CustomEvent<CellPlace>('place', { detail }));
  }

  private draw(): void {
    const context = this.canvas?.getContext('2d');
    const { values, range } = this.activation;
    const steps = this.tokens.length;
    if (!context || steps === 0 || this.units === 0) return;
    const style = getComputedStyle(this);
    const colour = (name: string, otherwise: string): string =>
      style.getPropertyValue(name).trim() || otherwise;
    const ground = colour('--vscode-editor-background', '#ffffff');
    const high = colour('--vscode-charts-blue', '#1a85ff');
    const low = colour('--vscode-editorWarning-foreground', '#d18616');
    const scale = scaleLinear<string>()
      .domain(range === 'gate' ? [0, 1] : [-1, 0, 1])
      .range(range === 'gate' ? [ground, high] : [low, ground, high])
      .interpolate(interpolateRgb)
      .clamp(true);
    const image = context.createImageData(steps, this.units);
    for (let step = 0; step < steps; step++)
      for (let unit = 0; unit < this.units; unit++) {
        const [r, g, b] = rgb(scale(values[step * this.units + unit]));
        image.data.set([r, g, b, 255], 4 * (unit * steps + step));
      }
    context.putImageData(image, 0, 0);
  }
}

const rgb = (colour: string): number[] => (colour.match(/\d+/g) ?? ['0', '0', '0']).slice(0, 3).map(Number);
