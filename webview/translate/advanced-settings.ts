/** What most people never change: k, α, the longest translation, which model of several, and what computes it. */
import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { BackendSetting } from '../../src/protocol/model';
import { DocumentAccess } from '../app/document-access';
import { languageName } from '../app/languages';
import { l10n } from '../app/l10n';
import { PanelElement } from '../app/panel-element';
import { NO_CONSTRAINTS, TOY } from '../app/state';
import { base } from '../app/styles';
import '../parts/search-controls';

const MAX_TOKENS = 1000;

@customElement('il-advanced-settings')
export class AdvancedSettings extends PanelElement {
  static override styles = [
    base,
    css`
      .grid {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(150px, 1fr));
        gap: 2px 16px;
      }
    `,
  ];

  private readonly documentAccess = new DocumentAccess(this);

  protected override render() {
    const { model, maxLength } = this.panelState;
    const { translators, engine } = this.app.info;
    const engines: Record<BackendSetting, string> = {
      auto: l10n.t('The fastest'),
      webgl: l10n.t('Graphics card (WebGL)'),
      wasm: l10n.t('Processor (WebAssembly)'),
      onnxruntime: 'onnxruntime-web',
    };
    return html`<details>
      <summary>${l10n.t('Advanced')}</summary>
      <il-search-controls .app=${this.app}></il-search-controls>
      <div class="grid">
        <div>
          <label for="model">${l10n.t('Model')}</label>
          <select id="model" @change=${this.chooseModel}>
            ${translators.map(
              ({ id, source, target, description }) =>
                html`<option value=${id} title=${description} .selected=${id === model}>
                  ${languageName(source)} → ${languageName(target)} (${id})
                </option>`,
            )}
            <option value=${TOY} .selected=${model === TOY}>
              ${l10n.t('Example of the lecture: four words')}
            </option>
          </select>
        </div>
        <div>
          <label for="length">${l10n.t('Longest translation, in tokens')}</label>
          <input
            id="length"
            type="number"
            min="1"
            max=${MAX_TOKENS}
            .value=${String(maxLength)}
            @change=${this.setLength}
          />
        </div>
        <div>
          <label for="engine">${l10n.t('Computed by')}</label>
          <select id="engine" @change=${this.setEngine}>
            ${Object.entries(engines).map(
              ([id, name]) => html`<option value=${id} .selected=${id === engine}>${name}</option>`,
            )}
          </select>
        </div>
      </div>
      ${this.documentAccess.alert()}
    </details>`;
  }

  private chooseModel({ target }: Event): void {
    const model = (target as HTMLSelectElement).value;
    // A model that was chosen by name stays, whatever the language.
    this.app.store.update({ model, detect: false, whatIf: NO_CONSTRAINTS, sentence: 0 });
  }

  private setLength({ target }: Event): void {
    const input = target as HTMLInputElement;
    const wanted = Math.max(1, Math.min(MAX_TOKENS, Math.round(Number(input.value)) || 1));
    input.value = String(wanted);
    this.app.store.update({ maxLength: wanted });
  }

  private async setEngine({ target }: Event): Promise<void> {
    const engine = (target as HTMLSelectElement).value as BackendSetting;
    await this.documentAccess.attempt(() => this.app.connection.request('setEngine', { engine }));
    this.app.info.engine = engine;
  }
}
