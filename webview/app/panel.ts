/** The side panel: its tabs, and which of them is open. What is in a tab is the tab's own. */
import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { MetricSettings } from '../../src/protocol/score';
import type { PanelModels, ShowParams, Tab } from '../../src/protocol/panel';
import { TABS } from '../../src/protocol/panel';
import '../fill/fill-tab';
import '../gates/gates-tab';
import { l10n } from './l10n';
import { PanelElement } from './panel-element';
import '../score/score-tab';
import { TOY } from './state';
import { base } from './styles';
import { modelAmong, takeText } from '../parts/taken-text';
import '../translate/translate-tab';
import '../what-if/what-if-tab';

const NAMES: Readonly<Record<Tab, () => string>> = {
  translate: () => l10n.t('Translate'),
  'what-if': () => l10n.t('What if'),
  fill: () => l10n.t('Fill'),
  score: () => l10n.t('Score'),
  gates: () => l10n.t('Gates'),
};

@customElement('il-panel')
export class Panel extends PanelElement {
  static override styles = [
    base,
    css`
      :host {
        padding: 0 12px 24px;
      }
      [role='tablist'] {
        position: sticky;
        top: 0;
        z-index: 2;
        display: flex;
        flex-wrap: wrap;
        margin: 0 -12px 8px;
        padding: 0 6px;
        background: var(--vscode-sideBar-background, var(--vscode-editor-background));
        border-bottom: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent));
      }
      [role='tab'] {
        flex: none;
        padding: 8px 6px 6px;
        font: inherit;
        color: var(--vscode-descriptionForeground);
        background: none;
        border: 0;
        border-bottom: 2px solid transparent;
        cursor: pointer;
      }
      [role='tab']:hover {
        color: var(--vscode-foreground);
      }
      [role='tab'][aria-selected='true'] {
        color: var(--vscode-foreground);
        border-bottom-color: var(--vscode-focusBorder);
      }
      [role='tab']:focus-visible {
        outline-offset: -2px;
      }
    `,
  ];

  @state() private said = '';
  @query('[aria-selected="true"]') private readonly openTab!: HTMLElement;

  announce(text: string): void {
    // The same words twice are read twice only when something changes between them.
    this.said = this.said === text ? `${text}\u00a0` : text;
  }

  async show({ tab, text }: ShowParams): Promise<null> {
    const { store, info } = this.app;
    const { score, model } = store.state;
    if (text === undefined) store.update({ tab });
    else if (tab === 'fill') store.update({ tab, fill: { text, taken: true } });
    else if (tab === 'score')
      store.update({ tab, score: { ...score, candidate: text, tokenize: tokenizerFor(text, score) } });
    else {
      // The notes' example reads no text.
      store.update({ tab, model: model === TOY ? (info.translators[0]?.id ?? TOY) : model });
      await takeText(this.app, text);
    }
    return null;
  }

  /** The user has selected text: it is what the open tab works on, where it works on texts of documents. */
  async selected({ text }: { text: string }): Promise<null> {
    const { tab, follow } = this.panelState;
    if (!follow) return null;
    if (tab === 'fill') {
      if (/_{3,}/.test(text)) this.app.store.update({ fill: { text, taken: true } });
    } else if (tab !== 'score') await takeText(this.app, text);
    return null;
  }

  models(models: PanelModels): Promise<null> {
    const { info, store } = this.app;
    Object.assign(info, models);
    store.update({ model: modelAmong(store.state.model, models.translators) });
    return Promise.resolve(null);
  }

  private open(tab: Tab): void {
    this.app.store.update({ tab });
  }

  private onKey(event: KeyboardEvent): void {
    const at = TABS.indexOf(this.panelState.tab);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: TABS.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.open(TABS[(to + TABS.length) % TABS.length]);
    void this.updateComplete.then(() => this.openTab.focus());
  }

  protected override render() {
    const { tab } = this.panelState;
    return html`
      <div role="tablist" aria-label="Interlinear" @keydown=${this.onKey}>
        ${TABS.map(
          (one) => html`
            <button
              role="tab"
              id="tab-${one}"
              aria-selected=${one === tab}
              aria-controls="panel"
              tabindex=${one === tab ? 0 : -1}
              @click=${() => this.open(one)}
            >
              ${NAMES[one]()}
            </button>
          `,
        )}
      </div>
      <div role="tabpanel" id="panel" aria-labelledby="tab-${tab}">${this.body(tab)}</div>
      <div class="visually-hidden" role="status">${this.said}</div>
    `;
  }

  private body(tab: Tab) {
    switch (tab) {
      case 'translate':
        return html`<il-translate-tab .app=${this.app}></il-translate-tab>`;
      case 'what-if':
        return html`<il-what-if-tab .app=${this.app}></il-what-if-tab>`;
      case 'fill':
        return html`<il-fill-tab .app=${this.app}></il-fill-tab>`;
      case 'score':
        return html`<il-score-tab .app=${this.app}></il-score-tab>`;
      case 'gates':
        return html`<il-gates-tab .app=${this.app}></il-gates-tab>`;
      default:
        return nothing;
    }
  }
}

/** Chinese has words only for its own tokenizer. */
const tokenizerFor = (text: string, { tokenize }: MetricSettings): MetricSettings['tokenize'] =>
  tokenize === '13a' && /\p{Script=Han}/u.test(text) ? 'zh' : tokenize;
