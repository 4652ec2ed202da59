/** The second side of a comparison: its text, which may be the first one, and its model. */
import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { l10n } from '../app/l10n';
import { PanelElement } from '../app/panel-element';
import { base } from '../app/styles';
import { othersOfPair } from './second';

@customElement('il-second-input')
export class SecondInput extends PanelElement {
  static override styles = [
    base,
    css`
      textarea {
        min-height: 4.6em;
        max-height: 50vh;
        field-sizing: content;
      }
    `,
  ];

  protected override render() {
    const { compare, model, text } = this.panelState;
    const { store, info } = this.app;
    const others = othersOfPair(model, info.translators);
    return html`
      <label for="second">${l10n.t('Second text')}</label>
      <textarea
        id="second"
        .value=${compare.text}
        placeholder=${l10n.t('The same text')}
        @input=${({ target }: Event) =>
          store.update({ compare: { ...compare, text: (target as HTMLTextAreaElement).value } })}
      ></textarea>
      <div class="row">
        <vscode-button
          secondary
          icon="copy"
          ?disabled=${compare.text === text}
          @click=${() => store.update({ compare: { ...compare, text } })}
          >${l10n.t('Begin with the first text')}</vscode-button
        >
        <vscode-button
          secondary
          icon="arrow-swap"
          ?disabled=${compare.text.trim() === ''}
          @click=${() =>
            store.update({ text: compare.text, taken: false, sentence: 0, compare: { ...compare, text } })}
          >${l10n.t('Swap the texts')}</vscode-button
        >
      </div>
      ${
        others.length === 0
          ? nothing
          : html`<label for="second-model">${l10n.t('Second model')}</label>
              <select id="second-model" @change=${this.chooseModel}>
                <option value="" .selected=${!others.some(({ id }) => id === compare.model)}>
                  ${l10n.t('The same model ({0})', model)}
                </option>
                ${others.map(
                  ({ id, description }) =>
                    html`<option value=${id} title=${description} .selected=${id === compare.model}>
                      ${id}
                    </option>`,
                )}
              </select>`
      }
    `;
  }

  private chooseModel({ target }: Event): void {
    const { compare } = this.panelState;
    this.app.store.update({ compare: { ...compare, model: (target as HTMLSelectElement).value } });
  }
}
