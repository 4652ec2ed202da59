/**
 * The beam tree: every step a column, every hypothesis a node, its probability on the edge. Zoomed and moved with the
 * mouse, walked with the arrow keys; only what is in view is drawn. Beside it the same as a nested list.
 */
import { select } from 'd3-selection';
import type { D3ZoomEvent, ZoomBehavior } from 'd3-zoom';
import { zoom, zoomIdentity, type ZoomTransform } from 'd3-zoom';
import { html, nothing, svg, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { SearchCandidate, SearchTrace } from '../../src/protocol/search';
import { treeStyles } from './beam-tree-styles';
import { l10n } from '../app/l10n';
import { PanelElement } from '../app/panel-element';
import { base } from '../app/styles';
import type { Direction, DrawnNode, DrawnTree } from './tree-model';
import { COLUMN, drawTree, inFrame, neighbour, ROW } from './tree-model';
import { describeNode, edgeOf, labelOf } from './tree-words';

const KEYS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'parent',
  ArrowRight: 'child',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'first',
};
const ZOOM_STEP = 1.3;
const MARGIN = 24;
const LABEL = 11;

@customElement('il-beam-tree')
export class BeamTree extends PanelElement {
  static override styles = [base, treeStyles];

  @property({ attribute: false }) trace!: SearchTrace;
  @property({ attribute: false }) best: SearchCandidate | undefined;
  @property({ attribute: false }) exact: SearchCandidate | null = null;
  @state() private all = false;
  @state() private view: ZoomTransform = zoomIdentity;
  @state() private walked: DrawnNode | null = null;
  @state() private asText = false;
  @query('.stage') private readonly stage!: HTMLElement;
  private tree!: DrawnTree;
  private size = { width: 300, height: 240 };
  private zooming!: ZoomBehavior<HTMLElement, unknown>;
  private observer: ResizeObserver | undefined;

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (!['trace', 'best', 'exact', 'all'].some((name) => changed.has(name))) return;
    const { trace, best, exact } = this;
    this.tree = drawTree(trace.tree, { best, greedy: trace.greedy, exact }, this.all);
    this.walked = null;
  }

  protected override firstUpdated(): void {
    this.zooming = zoom<HTMLElement, unknown>()
      .scaleExtent([0.1, 4])
      // The wheel alone scrolls the panel, as everywhere; with Ctrl it zooms.
      .filter((event: WheelEvent | MouseEvent) => (event.type === 'wheel' ? event.ctrlKey : !event.button))
      .on('zoom', ({ transform }: D3ZoomEvent<HTMLElement, unknown>) => (this.view = transform));
    select(this.stage).call(this.zooming).on('dblclick.zoom', null);
    this.observer = new ResizeObserver(([{ contentRect }]) => {
      this.size = { width: contentRect.width, height: contentRect.height };
      this.requestUpdate();
    });
    this.observer.observe(this.stage);
    this.home();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.observer?.disconnect();
  }

  protected override updated(changed: Map<string, unknown>): void {
    if (changed.has('trace') && changed.get('trace') !== undefined) this.home();
  }

  protected override render() {
    const { x, y, k } = this.view;
    const visible = inFrame(this.tree.nodes, {
      left: -x / k,
      top: -y / k,
      right: (this.size.width - x) / k,
      bottom: (this.size.height - y) / k,
    });
    return html`
      <div class="row tools" role="toolbar" aria-label=${l10n.t('Beam tree')}>
        ${this.tool('zoom-in', l10n.t('Zoom in'), () => this.scale(ZOOM_STEP))}
        ${this.tool('zoom-out', l10n.t('Zoom out'), () => this.scale(1 / ZOOM_STEP))}
        ${this.tool('screen-full', l10n.t('Show the whole tree'), () => this.fit())}
        ${this.tool('home', l10n.t('Back to the start'), () => this.home())}
        <label class="inline"
          ><input
            type="checkbox"
            .checked=${this.all}
            @change=${(event: Event) => (this.all = (event.target as HTMLInputElement).checked)}
          />${l10n.t('Also what was not chosen')}</label
        >
      </div>
      <div
        class="stage"
        tabindex="0"
        role="application"
        aria-roledescription=${l10n.t('beam tree')}
        aria-label=${l10n.t(
          'Beam tree of {0} nodes. Arrow keys walk through it; plus, minus and 0 zoom.',
          this.tree.nodes.length,
        )}
        @keydown=${this.onKey}
      >
        <svg width="100%" height="100%" aria-hidden="true">
          <g transform="translate(${x},${y}) scale(${k})">
            ${repeat(
              visible.filter(({ up }) => up),
              (node) => node,
              (node) => edge(node),
            )}
            ${repeat(
              visible,
              (node) => node,
              (node) => this.node(node),
            )}
          </g>
        </svg>
      </div>
      ${this.legend()}
      <p class="walked" role="status">${this.walked ? describeNode(this.walked) : nothing}</p>
      <details @toggle=${(event: Event) => (this.asText = (event.target as HTMLDetailsElement).open)}>
        <summary>${l10n.t('The tree as a list')}</summary>
        ${
          this.asText
            ? html`<div
                class="list scroll"
                tabindex="0"
                role="group"
                aria-label=${l10n.t('The tree as a list')}
              >
                <ul>
                  ${asList(this.tree.root)}
                </ul>
              </div>`
            : nothing
        }
      </details>
    `;
  }

  private tool(icon: string, label: string, run: () => void) {
    return html`<button class="plain icon" aria-label=${label} title=${label} @click=${run}>
      <vscode-icon name=${icon}></vscode-icon>
    </button>`;
  }

  private node(node: DrawnNode) {
    const marks = [
      node.state.replace(' ', '-'),
      ...(['best', 'greedy', 'exact'] as const).filter((kind) => node[kind]),
      ...(node === this.walked ? ['walked'] : []),
    ];
    const text = labelOf(node);
    const short = text.length > LABEL ? `${text.slice(0, LABEL - 1)}…` : text;
    return svg`<g class="node ${marks.join(' ')}" transform="translate(${node.x},${node.y})"
      @click=${() => (this.walked = node)}>
      <title>${describeNode(node)}</title>
      <rect x="0" y="-10" rx="4" width=${width(short)} height="20"></rect>
      <text x=${width(short) / 2} y="4">${short}</text>
    </g>`;
  }

  private legend() {
    const entry = (mark: string, text: string) =>
      html`<span class="entry"
        ><svg width="20" height="12" aria-hidden="true">
          ${svg`<path class="edge ${mark}" d="M1 6H19"></path>`}</svg
        >${text}</span
      >`;
    return html`<div class="legend">
      ${entry('best', l10n.t('best candidate'))} ${entry('greedy', l10n.t('greedy path'))}
      ${this.exact ? entry('exact', l10n.t('exact optimum')) : nothing} ${entry('kept', l10n.t('kept'))}
      ${entry('pruned', l10n.t('pruned'))}
    </div>`;
  }

  private onKey(event: KeyboardEvent): void {
    const direction = KEYS[event.key];
    if (direction) {
      this.walked = this.walked ? neighbour(this.tree, this.walked, direction) : this.tree.root;
      this.reveal(this.walked);
    } else if (event.key === '+' || event.key === '=') this.scale(ZOOM_STEP);
    else if (event.key === '-') this.scale(1 / ZOOM_STEP);
    else if (event.key === '0') this.fit();
    else return;
    event.preventDefault();
  }

  private scale(factor: number): void {
    this.zooming.scaleBy(select(this.stage), factor);
  }

  private fit(): void {
    const { width: w, height: h } = this.tree;
    const k = Math.min(1.5, (this.size.width - 2 * MARGIN) / w, (this.size.height - 2 * MARGIN) / h);
    const top = (this.size.height - h * k) / 2 + (ROW / 2) * k;
    this.moveTo(zoomIdentity.translate(MARGIN, top).scale(k));
  }

  /** The start of the tree at the left, in the middle; all of it where it is small. */
  private home(): void {
    const { width: w, height: h } = this.tree;
    const box = this.stage.getBoundingClientRect();
    this.size = { width: box.width, height: box.height };
    const k = (this.size.width - 2 * MARGIN) / w;
    if (k >= 0.8 && h * k < this.size.height) return this.fit();
    // What is best stays in sight for as many steps as the view is wide.
    const inSight = this.tree.nodes.filter(({ best, x }) => best && x < this.size.width - COLUMN);
    const y = inSight.reduce((sum, one) => sum + one.y, 0) / Math.max(1, inSight.length);
    this.moveTo(zoomIdentity.translate(MARGIN / 2, this.size.height / 2 - y));
  }

  private moveTo(transform: ZoomTransform): void {
    this.zooming.transform(select(this.stage), transform);
  }

  private reveal({ x, y }: DrawnNode): void {
    const { k } = this.view;
    const [px, py] = this.view.apply([x, y]);
    const inside = px > 0 && px < this.size.width - COLUMN * k && py > ROW && py < this.size.height - ROW;
    if (!inside) this.zooming.translateTo(select(this.stage), x + COLUMN / 2, y);
  }
}

const width = (text: string): number => Math.max(18, Math.min(COLUMN - 40, 10 + [...text].length * 6.4));

function edge(node: DrawnNode) {
  const up = node.up!;
  const from = up.x + width(shortened(labelOf(up)));
  const middle = (from + node.x) / 2;
  const kinds = (['best', 'greedy', 'exact'] as const).filter((kind) => node[kind]);
  const d = `M${from},${up.y}C${middle},${up.y} ${middle},${node.y} ${node.x},${node.y}`;
  return svg`<g class="${node.state.replace(' ', '-')}">
    <path class="edge ${node.state.replace(' ', '-')}" d=${d}></path>
    ${kinds.map((kind) => svg`<path class="edge ${kind}" d=${d}></path>`)}
    <text class="p" x=${node.x - 3} y=${node.y - 4}>${edgeOf(node)}</text>
  </g>`;
}

const shortened = (text: string): string => (text.length > LABEL ? `${text.slice(0, LABEL - 1)}…` : text);

const asList = (node: DrawnNode): TemplateResult =>
  html`<li>
    ${describeNode(node)}
    ${
      node.children.length > 0
        ? html`<ul>
            ${node.children.map(asList)}
          </ul>`
        : nothing
    }
  </li>`;
