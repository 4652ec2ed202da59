/** The text that is worked on, typed or taken from the document; while there is none, what to try. */
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { DocumentAccess } from '../app/document-access';
import { debounce } from '../app/debounce';
import { l10n } from '../app/l10n';
import { PanelElement } from '../app/panel-element';
import { NO_CONSTRAINTS, TOY } from '../app/state';
import { base } from '../app/styles';
import { suggestModel, takeText } from './taken-text';

/** Typing pauses so long before its language is asked for. */
const PAUSE = 300;

@customElement('il-source-box')
export class SourceBox extends PanelElement {
  static override styles = [
    base,
    css`
      .box {
        position: relative;
      }
      textarea {
        min-height: 6.2em;
        max-height: 50vh;
        padding-inline-end: 28px;
        field-sizing: content;
      }
      .clear {
        position: absolute;
        top: 2px;
        right: 2px;
      }
      .row {
        justify-content: space-between;
      }
    `,
  ];

  @property() label = '';
  private readonly suggest = debounce(PAUSE, (text: string) => {
    if (this.panelState.text === text) void suggestModel(this.app, text);
  });
  private readonly documentAccess = new DocumentAccess(this);

  protected override render() {
    const { text, follow, model } = this.panelState;
    if (model === TOY) return this.lecture();
    return html`
      <div class="box">
        <textarea
          aria-label=${this.label || l10n.t('Text')}
          .value=${text}
          placeholder=${l10n.t('Type a sentence, or select one in the editor.')}
          @input=${this.typed}
        ></textarea>
        ${
          text === ''
            ? nothing
            : html`<button
                class="plain icon clear"
                title=${l10n.t('Clear')}
                aria-label=${l10n.t('Clear')}
                @click=${() => this.use('')}
              >
                <vscode-icon name="close"></vscode-icon>
              </button>`
        }
      </div>
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
      ${this.documentAccess.alert()}
    `;
  }

  private lecture() {
    return html`
      <p>
        ${l10n.t(
          'The lecture’s example: four words, four steps. Greedy search takes A B C and ends at 0.048; the best sequence is A C B at 0.054. A beam of two finds it.',
        )}
      </p>
      <vscode-button
        secondary
        icon="arrow-left"
        @click=${() => this.app.store.update({ model: this.app.info.translators[0]?.id ?? TOY })}
        >${l10n.t('Back to your own text')}</vscode-button
      >
    `;
  }

  private typed({ target }: Event): void {
    this.use((target as HTMLTextAreaElement).value);
  }

  private use(text: string): void {
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
