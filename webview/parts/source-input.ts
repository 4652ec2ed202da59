/** What is translated: the model, or the notes' example, and the text, typed or taken from the document. */
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { DocumentAccess } from '../app/document-access';
import { l10n } from '../app/l10n';
import { PanelElement } from '../app/panel-element';
import { NO_CONSTRAINTS, TOY } from '../app/state';
import { base } from '../app/styles';
import { debounce } from '../app/debounce';
import { suggestModel, takeText } from './taken-text';

/** Typing pauses so long before its language is asked for. */
const PAUSE = 300;

/** Names a language in the language of VS Code. */
function languageName(tag: string, display: string): string {
  try {
    return new Intl.DisplayNames([display], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

@customElement('il-source-input')
export class SourceInput extends PanelElement {
  static override styles = [
    base,
    css`
      textarea {
        min-height: 3.6em;
      }
    `,
  ];

  /** The notes' tables are offered too. */
  @property({ type: Boolean }) withToy = false;
  /** The user has chosen a model for what is being typed. */
  private chosen = false;
  private readonly suggest = debounce(PAUSE, (text: string) => {
    if (!this.chosen && this.panelState.text === text) void suggestModel(this.app, text);
  });
  private readonly documentAccess = new DocumentAccess(this);

  protected override render() {
    const { model, text, follow } = this.panelState;
    const { translators } = this.app.info;
    const display = document.documentElement.lang || 'en';
    return html`
      <label for="model">${l10n.t('Model')}</label>
      <select id="model" @change=${this.chooseModel}>
        ${translators.map(
          ({ id, source, target, description }) => html`
            <option value=${id} title=${description} ?selected=${id === model}>
              ${languageName(source, display)} → ${languageName(target, display)} (${id})
            </option>
          `,
        )}
        ${
          this.withToy
            ? html`<option value=${TOY} ?selected=${model === TOY}>
                ${l10n.t('Example of the notes: four words')}
              </option>`
            : nothing
        }
      </select>
      ${
        model === TOY && this.withToy
          ? html`<p class="hint">
              ${l10n.t(
                'Four words, four steps. Greedy search takes A B C and ends at 0.048; the best sequence is A C B at 0.054. A beam of two finds it.',
              )}
            </p>`
          : html`
              <label for="text">${l10n.t('Text')}</label>
              <textarea
                id="text"
                .value=${text}
                placeholder=${l10n.t('Type a sentence, or select one in the editor.')}
                @input=${this.typed}
              ></textarea>
              <div class="row">
                <vscode-button secondary icon="selection" @click=${this.take}
                  >${l10n.t('Take the selection')}</vscode-button
                >
                <label class="inline"
                  ><input type="checkbox" .checked=${follow} @change=${this.setFollow} />${l10n.t(
                    'Follow the selection',
                  )}</label
                >
              </div>
            `
      }
      ${this.documentAccess.alert()}
    `;
  }

  private chooseModel({ target }: Event): void {
    const model = (target as HTMLSelectElement).value;
    this.chosen = true;
    this.app.store.update({ model, whatIf: NO_CONSTRAINTS, sentence: 0 });
  }

  private typed({ target }: Event): void {
    const text = (target as HTMLTextAreaElement).value;
    if (text.trim() === '') this.chosen = false;
    this.app.store.update({ text, taken: false, sentence: 0, whatIf: NO_CONSTRAINTS });
    this.suggest(text);
  }

  private setFollow({ target }: Event): void {
    this.app.store.update({ follow: (target as HTMLInputElement).checked });
  }

  private async take(): Promise<void> {
    const text = await this.documentAccess.take();
    if (text !== null) await takeText(this.app, text);
  }
}
