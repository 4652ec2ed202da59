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
import { DocumentAccess } from '../app/document-access';
import { l10n } from '../app/l10n';
import { PanelElement } from '../app/panel-element';
import { base } from '../app/styles';
import type { Direction, DrawnNode, DrawnTree } from './tree-model';
import { COLUMN, drawTree, inFrame, neighbour, ROW } from './tree-model';
import type { Point } from './drawing';
import { curvePath, paint, svgFile } from './drawing';
import type { Colours } from './tree-drawing';
import { boxWidth, PATH_OFFSET, pathName, PATHS, shortLabel, treeDrawing } from './tree-drawing';
import { describeNode, edgeOf } from './tree-words';

const KEYS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'parent',
  ArrowRight: 'child',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'first',
};
/** The widest box of a node. */
const ROOM = COLUMN - 40;
const ZOOM_STEP = 1.3;
const MARGIN = 24;
/** Smaller, the labels cannot be read: then the tree is moved about. */
const LEAST_SCALE = 0.6;
const LEAST_HEIGHT = 140;
/** Of the page's height. */
const MOST_HEIGHT = 0.75;
/** Pixels of a PNG for one of the drawing: sharp on paper and on a projector. */
const PNG_SCALE = 3;

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
  private readonly documentAccess = new DocumentAccess(this);
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
        ${this.tool('save', l10n.t('Save as SVG'), () => this.saveSvg())}
        ${this.tool('file-media', l10n.t('Save as PNG'), () => void this.savePng())}
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
      ${this.legend()} ${this.documentAccess.alert()}
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
    const { store } = this.app;
    const { marked } = store;
    const token = node.step - 1;
    const marks = [
      node.state.replace(' ', '-'),
      ...PATHS.filter((kind) => node[kind]),
      ...(node === this.walked ? ['walked'] : []),
      ...(node.best && marked?.side === 'target' && marked.token === token ? ['marked'] : []),
    ];
    const point = (): void => {
      if (node.best && token >= 0) store.point({ side: 'target', token });
    };
    const width = boxWidth(node, ROOM);
    return svg`<g class="node ${marks.join(' ')}" transform="translate(${node.x},${node.y})"
      @click=${() => this.choose(node)} @pointerenter=${point} @pointerleave=${() => store.point(null)}>
      <title>${describeNode(node)}</title>
      <rect x="0" y="-10" rx="4" width=${width} height="20"></rect>
      <text x=${width / 2} y="4">${shortLabel(node)}</text>
    </g>`;
  }

  private choose(node: DrawnNode): void {
    this.walked = node;
    if (node.best && node.step > 0) this.app.store.select({ side: 'target', token: node.step - 1 });
  }

  private legend() {
    const entry = (mark: string, text: string) =>
      html`<span class="entry"
        ><svg width="28" height="12" aria-hidden="true">
          ${svg`<path class="edge ${mark}" d="M1 6H27"></path>`}</svg
        >${text}</span
      >`;
    return html`<div class="legend">
      ${PATHS.filter((path) => path !== 'exact' || this.exact).map((path) => entry(path, pathName(path)))}
      ${entry('kept', l10n.t('kept'))} ${entry('pruned', l10n.t('pruned'))}
    </div>`;
  }

  private get colours(): Colours {
    const style = getComputedStyle(this);
    const colour = (name: string, otherwise: string): string =>
      style.getPropertyValue(`--vscode-${name}`).trim() || otherwise;
    return {
      ground: colour('editor-background', '#ffffff'),
      text: colour('editor-foreground', '#000000'),
      font: style.fontFamily,
      best: colour('charts-blue', '#1a85ff'),
      greedy: colour('editorWarning-foreground', '#d18616'),
      exact: colour('charts-green', '#388a34'),
    };
  }

  private saveSvg(): void {
    const text = svgFile(treeDrawing(this.tree, this.colours, ROOM), l10n.t('Beam tree'));
    void this.documentAccess.save('beam-tree.svg', new TextEncoder().encode(text));
  }

  private async savePng(): Promise<void> {
    const drawing = treeDrawing(this.tree, this.colours, ROOM);
    const canvas = new OffscreenCanvas(drawing.width * PNG_SCALE, drawing.height * PNG_SCALE);
    paint(canvas.getContext('2d')!, drawing, PNG_SCALE);
    const bytes = await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer();
    await this.documentAccess.save('beam-tree.png', new Uint8Array(bytes));
  }

  private onKey(event: KeyboardEvent): void {
    const direction = KEYS[event.key];
    if (direction) {
      this.choose(this.walked ? neighbour(this.tree, this.walked, direction) : this.tree.root);
      this.reveal(this.walked!);
    } else if (event.key === '+' || event.key === '=') this.scale(ZOOM_STEP);
    else if (event.key === '-') this.scale(1 / ZOOM_STEP);
    else if (event.key === '0') this.fit();
    else return;
    event.preventDefault();
  }

  private scale(factor: number): void {
    this.zooming.scaleBy(select(this.stage), factor);
  }

  /** All of it, however small. */
  private fit(): void {
    const { width: w, height: h } = this.tree;
    const k = Math.min(1.5, (this.size.width - 2 * MARGIN) / w, (this.size.height - 2 * MARGIN) / h);
    const top = (this.size.height - h * k) / 2 + (ROW / 2) * k;
    this.moveTo(zoomIdentity.translate(MARGIN, top).scale(k));
  }

  /** As wide as the view and as high as that makes it; where it could not be read, its start, with the best path in sight. */
  private home(): void {
    const { width: w, height: h } = this.tree;
    const width = this.stage.getBoundingClientRect().width;
    // The last column is as wide as its boxes.
    const wide = w - COLUMN + ROOM;
    const k = Math.max(LEAST_SCALE, Math.min(1.5, (width - 2 * MARGIN) / wide));
    const most = Math.max(LEAST_HEIGHT, window.innerHeight * MOST_HEIGHT);
    const height = Math.max(LEAST_HEIGHT, Math.min(most, h * k + 2 * MARGIN));
    this.stage.style.height = `${height}px`;
    this.size = { width, height };
    const middle = height / 2 - ((h - ROW) / 2) * k;
    const inSight = this.tree.nodes.filter(({ best, x }) => best && x * k < width - COLUMN * k);
    const y = inSight.reduce((sum, one) => sum + one.y, 0) / Math.max(1, inSight.length);
    const top = h * k + 2 * MARGIN <= height ? middle : height / 2 - y * k;
    this.moveTo(zoomIdentity.translate(MARGIN / 2, top).scale(k));
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

function edge(node: DrawnNode) {
  const up = node.up!;
  const from = { x: up.x + boxWidth(up, ROOM), y: up.y };
  const moved = ({ x, y }: Point, by: number): Point => ({ x, y: y + by });
  const mark = node.state.replace(' ', '-');
  return svg`<g class=${mark}>
    <path class="edge ${mark}" d=${curvePath(from, node)}></path>
    ${PATHS.filter((path) => node[path]).map((path) => {
      const by = PATH_OFFSET[path];
      return svg`<path class="edge ${path}" d=${curvePath(moved(from, by), moved(node, by))}></path>`;
    })}
    <text class="p" x=${node.x - 3} y=${node.y - 8}>${edgeOf(node)}</text>
  </g>`;
}

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
