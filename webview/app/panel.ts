/** The side panel: its tabs, and which of them is open. What is in a tab is the tab's own. */
import { css } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { html, unsafeStatic } from 'lit/static-html.js';
import type { PanelModels, ShowParams, Tab } from '../../src/protocol/panel';
import '../compare/compare-tab';
import '../fill/fill-tab';
import '../gates/gates-tab';
import { PanelElement } from './panel-element';
import '../score/score-tab';
import { base } from './styles';
import { panelTab, panelTabs } from './tabs';
import { modelAmong } from '../parts/taken-text';
import '../translate/translate-tab';
import '../what-if/what-if-tab';

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
    this.app.store.update({ tab });
    if (text !== undefined) await panelTab(tab).show(this.app, text);
    return null;
  }

  /** The user has selected text: it is what the open tab works on, where it works on texts of documents. */
  async selected({ text }: { text: string }): Promise<null> {
    const { tab, follow } = this.panelState;
    if (follow) await panelTab(tab).selected?.(this.app, text);
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
    const tabs = panelTabs();
    const at = tabs.findIndex(({ id }) => id === this.panelState.tab);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.open(tabs[(to + tabs.length) % tabs.length].id);
    void this.updateComplete.then(() => this.openTab.focus());
  }

  protected override render() {
    const { tab } = this.panelState;
    const element = unsafeStatic(panelTab(tab).element);
    return html`
      <div role="tablist" aria-label="Interlinear" @keydown=${this.onKey}>
        ${panelTabs().map(
          ({ id, name }) => html`
            <button
              role="tab"
              id="tab-${id}"
              aria-selected=${id === tab}
              aria-controls="panel"
              tabindex=${id === tab ? 0 : -1}
              @click=${() => this.open(id)}
            >
              ${name()}
            </button>
          `,
        )}
      </div>
      <div role="tabpanel" id="panel" aria-labelledby="tab-${tab}"><${element} .app=${this.app}></${element}></div>
      <div class="visually-hidden" role="status">${this.said}</div>
    `;
  }
}
