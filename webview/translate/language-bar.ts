/** From which language into which: two pickers, the first of which may leave it to the text, and a button that swaps them. */
import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { l10n } from '../app/l10n';
import { languageName, modelOfPair, sourcesOf, targetsOf, wayBack } from '../app/languages';
import { PanelElement } from '../app/panel-element';
import { NO_CONSTRAINTS } from '../app/state';
import { base } from '../app/styles';
import { suggestModel } from '../parts/taken-text';

const AUTO = 'auto';

@customElement('il-language-bar')
export class LanguageBar extends PanelElement {
  static override styles = [
    base,
    css`
      .bar {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto minmax(0, 1fr);
        gap: 4px;
        align-items: center;
        margin: 8px 0 6px;
      }
    `,
  ];

  /** What stands in the other box: swapping makes it the text. */
  @property() translation = '';

  protected override render() {
    const { model, detect, text } = this.panelState;
    const { translators } = this.app.info;
    const { source = '', target = '' } = translators.find(({ id }) => id === model) ?? {};
    const detected = /\p{L}/u.test(text)
      ? l10n.t('{0} (detected)', languageName(source))
      : l10n.t('Detect language');
    const option = (tag: string, chosen: boolean) =>
      html`<option value=${tag} .selected=${chosen}>${languageName(tag)}</option>`;
    return html`<div class="bar">
      <select aria-label=${l10n.t('From')} @change=${this.chooseSource}>
        <option value=${AUTO} .selected=${detect}>${detected}</option>
        ${sourcesOf(translators).map((tag) => option(tag, !detect && tag === source))}
      </select>
      <button
        class="plain icon"
        title=${l10n.t('Swap languages')}
        aria-label=${l10n.t('Swap languages')}
        ?disabled=${wayBack(translators, model) === undefined}
        @click=${this.swap}
      >
        <vscode-icon name="arrow-swap"></vscode-icon>
      </button>
      <select aria-label=${l10n.t('Into')} @change=${this.chooseTarget}>
        ${targetsOf(translators, source).map((tag) => option(tag, tag === target))}
      </select>
    </div>`;
  }

  private chooseSource({ target }: Event): void {
    const { value } = target as HTMLSelectElement;
    const { store, info } = this.app;
    if (value === AUTO) {
      store.update({ detect: true });
      void suggestModel(this.app, store.state.text);
      return;
    }
    const now = info.translators.find(({ id }) => id === store.state.model);
    this.use(modelOfPair(info.translators, value, now?.target), false);
  }

  private chooseTarget({ target }: Event): void {
    const { store, info } = this.app;
    const now = info.translators.find(({ id }) => id === store.state.model);
    if (now) this.use(modelOfPair(info.translators, now.source, (target as HTMLSelectElement).value));
  }

  private use(model: string | undefined, detect = this.panelState.detect): void {
    if (model !== undefined) this.app.store.update({ model, detect, sentence: 0, whatIf: NO_CONSTRAINTS });
  }

  private swap(): void {
    const { store, info } = this.app;
    const model = wayBack(info.translators, store.state.model);
    if (model === undefined) return;
    const text = this.translation.trim() === '' ? {} : { text: this.translation, taken: false };
    store.update({ ...text, model, sentence: 0, whatIf: NO_CONSTRAINTS });
  }
}
