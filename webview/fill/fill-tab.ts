/** Fill: what may stand in the blanks of a text, told by the past alone and by past and future, side by side. */
import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { FillAnswer, Filler } from '../../src/protocol/fill';
import { DocumentAccess } from '../app/document-access';
import { LiveRequest } from '../app/live-request';
import { percent, seconds } from '../parts/format';
import { l10n } from '../app/l10n';
import { PanelElement } from '../app/panel-element';
import type { Example } from '../parts/examples';
import '../parts/search-status';
import '../parts/term-hint';
import '../parts/examples';
import { base } from '../app/styles';
import { registerTab } from '../app/tabs';

/** The lecture's own sentence is the last. */
const FILL_EXAMPLES: readonly [Example['kind'], string][] = [
  ['everyday', 'I would like a ___ of coffee, please.'],
  ['developer', 'The file could not be ___ because it is open in another window.'],
  ['lecture', 'I am ___ very hungry, I could eat half a pig.'],
];
const PAUSE = 350;
const BEAM = 10;
const SHOWN = 8;
const BLANK = /_{3,}/;

registerTab({
  id: 'fill',
  name: () => l10n.t('Fill'),
  element: 'il-fill-tab',
  show: ({ store }, text) => store.update({ fill: { text, taken: true } }),
  selected({ store }, text) {
    if (BLANK.test(text)) store.update({ fill: { text, taken: true } });
  },
});

@customElement('il-fill-tab')
export class FillTab extends PanelElement {
  static override styles = [
    base,
    css`
      .columns {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(150px, 1fr));
        gap: 4px 16px;
      }
      ol {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      button.filler {
        position: relative;
        display: flex;
        justify-content: space-between;
        gap: 8px;
        width: 100%;
        padding: 3px 6px 5px;
        font: inherit;
        color: inherit;
        background: none;
        border: 1px solid transparent;
        border-radius: 3px;
        cursor: pointer;
        text-align: start;
      }
      button.filler:hover {
        background: var(--vscode-list-hoverBackground);
        border-color: var(--vscode-contrastActiveBorder, transparent);
      }
      .meter {
        position: absolute;
        left: 6px;
        bottom: 1px;
        width: calc(100% - 12px);
        height: 2px;
      }
      .meter rect {
        fill: var(--vscode-charts-blue);
      }
      .result {
        padding: 6px 8px;
        background: var(--vscode-textBlockQuote-background, transparent);
        border-inline-start: 3px solid
          var(--vscode-textBlockQuote-border, var(--vscode-contrastBorder, currentColor));
      }
      .result b {
        font-weight: 700;
      }
    `,
  ];

  private readonly filling = new LiveRequest(this, 'fillBlanks', {
    params: () => {
      const { text } = this.panelState.fill;
      const model = this.app.info.fillers[0]?.id;
      return model && BLANK.test(text) ? { model, text, beamSize: BEAM, nBest: SHOWN } : null;
    },
    pause: PAUSE,
    answered: ({ text }) => this.app.announce(l10n.t('Filled: {0}', text)),
  });
  private readonly documentAccess = new DocumentAccess(this);

  protected override render() {
    const { text } = this.panelState.fill;
    const { answer, answeredTo, busy, failure, took } = this.filling;
    const blank = BLANK.test(text);
    const status = busy
      ? l10n.t('Filling …')
      : answer && blank
        ? l10n.t('Filled in {0} s', seconds(took))
        : '';
    return html`
      <label for="text">${l10n.t('Text with blanks')}</label>
      <textarea
        id="text"
        .value=${text}
        placeholder=${l10n.t('Write ___ where words are missing.')}
        @input=${this.typed}
      ></textarea>
      <div class="row">
        <vscode-button secondary icon="selection" @click=${this.take}
          >${l10n.t('Take the selection')}</vscode-button
        >
        <vscode-button secondary icon="insert" @click=${() => this.put(text)}
          >${l10n.t('Put into the document')}</vscode-button
        >
      </div>
      ${text.trim() === '' ? this.examples() : nothing}
      <il-search-status
        .app=${this.app}
        .busy=${busy}
        .text=${status}
        .failure=${failure}
        @stop=${() => this.filling.cancel()}
        @retry=${() => this.filling.retry()}
      ></il-search-status>
      ${this.documentAccess.alert()}
      ${
        text.trim() === ''
          ? nothing
          : !blank
            ? html`<p class="hint">
                ${l10n.t('There is no blank in the text: write three underscores, ___, for one.')}
              </p>`
            : answer && answeredTo
              ? // An answer belongs to its text: while the next is on its way, both stay.
                this.results(answer, answeredTo.text)
              : nothing
      }
    `;
  }

  private results(answer: FillAnswer, text: string) {
    const parts = text.split(/_{3,}/);
    return html`
      <h2>${l10n.t('With the best in every blank')}</h2>
      <p class="result">
        ${parts.map((part, i) =>
          i < answer.blanks.length
            ? html`${part}<b>${answer.blanks[i].pastAndFuture[0]?.text ?? '___'}</b>`
            : part,
        )}
      </p>
      ${answer.blanks.map((blank) => sureness(blank.pastAndFuture[0]))}
      ${answer.blanks.map(
        (blank, i) => html`
          <h2>
            <il-term
              .app=${this.app}
              term="blank"
              .name=${answer.blanks.length > 1 ? l10n.t('Blank {0}', i + 1) : l10n.t('The blank')}
            ></il-term>
          </h2>
          <div class="columns">
            ${this.column(i, l10n.t('Past only'), l10n.t('knows the words before the blank'), blank.pastOnly)}
            ${this.column(
              i,
              l10n.t('Past and future'),
              l10n.t('knows the words on both sides'),
              blank.pastAndFuture,
            )}
          </div>
        `,
      )}
    `;
  }

  private column(blank: number, title: string, hint: string, fillers: readonly Filler[]) {
    const most = Math.max(...fillers.map(({ probability }) => probability), 1e-9);
    return html`<section>
      <h3>${title}</h3>
      <p class="hint">${hint}</p>
      <ol aria-label=${title}>
        ${fillers.map(
          ({ text, probability }) =>
            html`<li>
              <button class="filler" @click=${() => this.choose(blank, text)}>
                <span class="visually-hidden">${l10n.t('Insert')} </span><span>${text}</span>
                <span class="number">${percent(probability)}</span>
                <svg
                  class="meter"
                  width="100%"
                  height="2"
                  viewBox="0 0 100 2"
                  preserveAspectRatio="none"
                  aria-hidden="true"
                >
                  <rect width=${(100 * probability) / most} height="2"></rect>
                </svg>
              </button>
            </li>`,
        )}
      </ol>
    </section>`;
  }

  /** The word takes the place of its blank, here and in the document the text was taken from. */
  private async choose(blank: number, word: string): Promise<void> {
    let at = -1;
    const { text, taken } = this.panelState.fill;
    const filled = text.replace(/_{3,}/g, (mark) => (++at === blank ? word : mark));
    if (taken && !(await this.put(filled))) return;
    this.app.store.update({ fill: { text: filled, taken } });
    if (!taken) this.app.announce(filled);
  }

  private examples() {
    const example = (kind: Example['kind'], text: string): Example => ({
      kind,
      text,
      use: () => this.use(text),
    });
    return html`<il-examples
      .app=${this.app}
      .sees=${l10n.t(
        'You will see what may stand in the blank, told by the words before it alone, and by the words on both sides.',
      )}
      .examples=${FILL_EXAMPLES.map(([kind, text]) => example(kind, text))}
    ></il-examples>`;
  }

  private put(text: string): Promise<boolean> {
    const { fill } = this.panelState;
    return this.documentAccess.replace(text, fill.taken ? fill.text : null);
  }

  private typed({ target }: Event): void {
    this.use((target as HTMLTextAreaElement).value);
  }

  private use(text: string): void {
    this.app.store.update({ fill: { text, taken: false } });
  }

  private async take(): Promise<void> {
    const text = await this.documentAccess.take();
    if (text !== null) this.app.store.update({ fill: { text, taken: true } });
  }
}

/** From these on, a filler is sure, or likely. */
const SURE = 0.7;
const LIKELY = 0.35;

function sureness(best: Filler | undefined) {
  if (!best) return nothing;
  const { text, probability } = best;
  const share = percent(probability);
  if (probability >= SURE) return html`<p class="hint">${l10n.t('“{0}”: sure ({1}).', text, share)}</p>`;
  if (probability >= LIKELY) return html`<p class="hint">${l10n.t('“{0}”: likely ({1}).', text, share)}</p>`;
  return html`<p class="hint">${l10n.t('“{0}”: a guess ({1}), others are near.', text, share)}</p>`;
}
