/** Gates: what every gate of a layer did at every step, beside the equations that made it; played step by step. */
import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { GatesAnswer, LayerName } from '../../src/protocol/gates';
import { LiveRequest } from '../app/live-request';
import { activation } from '../parts/format';
import { activationsOf, equations, stepBefore, valueAt } from './gates-model';
import '../parts/heat-map';
import type { CellPlace } from '../parts/heat-map';
import { l10n } from '../app/l10n';
import { PanelElement } from '../app/panel-element';
import type { Example } from '../parts/examples';
import '../parts/examples';
import '../parts/search-status';
import '../parts/term-hint';
import '../parts/source-input';
import type { Step } from '../app/state';
import { TOY } from '../app/state';
import { base } from '../app/styles';
import { registerTab } from '../app/tabs';
import { showText, takeText } from '../parts/taken-text';

const PAUSE = 350;
const STEP_MILLISECONDS = 700;
const GATE_EXAMPLES: readonly [Example['kind'], string][] = [
  ['everyday', 'The weather is beautiful today.'],
  ['developer', 'Save the file before you close the window.'],
  ['lecture', 'I am very hungry, I could eat half a pig.'],
];

registerTab({
  id: 'gates',
  name: () => l10n.t('Gates'),
  element: 'il-gates-tab',
  show: showText,
  selected: takeText,
});

@customElement('il-gates-tab')
export class GatesTab extends PanelElement {
  static override styles = [
    base,
    css`
      .tokens {
        display: flex;
        flex-wrap: wrap;
        gap: 2px;
        margin: 4px 0;
      }
      .tokens button[aria-current='step'] {
        border-color: var(--vscode-focusBorder);
        font-weight: 600;
      }
      .maps {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(130px, 1fr));
        gap: 4px 14px;
      }
      .equations {
        list-style: none;
        margin: 6px 0;
        padding: 0;
      }
      .equations li {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0 12px;
        padding: 2px 0;
        border-bottom: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent));
      }
      .table {
        max-height: 300px;
      }
      .unit {
        width: 6em !important;
      }
    `,
  ];

  private readonly reading = new LiveRequest(this, 'gates', {
    params: () => {
      const { text, sentence, gates } = this.panelState;
      const { model } = this;
      if (!hasLetters(text) || model === '') return null;
      return { model, source: text, sentence, target: null, layer: gates.layer };
    },
    pause: PAUSE,
    answered: () => this.place({ unit: this.panelState.gates.unit, step: this.step }),
  });
  @state() private playing = false;
  private timer: ReturnType<typeof setInterval> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.pause();
  }

  /** The notes' tables have no gates: the first model then. */
  private get model(): string {
    const { model } = this.panelState;
    return model === TOY || model === '' ? (this.app.info.translators[0]?.id ?? '') : model;
  }

  /** Inside what there is. */
  private place({ unit, step }: CellPlace): void {
    const { answer } = this.reading;
    if (!answer) return;
    const { gates } = this.panelState;
    const { hidden } = answer.layers[answer.layer];
    this.app.store.update({ gates: { ...gates, unit: Math.max(0, Math.min(hidden - 1, unit)) } });
    const token = Math.max(0, Math.min(answer.tokens.length - 1, step));
    this.app.store.select({ side: this.side, token });
  }

  /** An encoder's step reads a token of the source, a decoder's writes one of the target. */
  private get side(): Step['side'] {
    const { answer } = this.reading;
    return answer?.layers[answer.layer].half === 'decoder' ? 'target' : 'source';
  }

  /** The step that is marked in every view. */
  private get step(): number {
    return Math.max(0, this.panelState.selected[this.side]);
  }

  protected override render() {
    const { answer, busy, failure } = this.reading;
    const any = hasLetters(this.panelState.text);
    return html`
      <il-source-input .app=${this.app}></il-source-input>
      <il-search-status
        .app=${this.app}
        .busy=${busy}
        .text=${busy ? l10n.t('Reading the gates …') : ''}
        .failure=${failure}
        @stop=${() => this.reading.cancel()}
        @retry=${() => this.reading.retry()}
      ></il-search-status>
      ${answer && any ? this.results(answer) : this.examples()}
    `;
  }

  private examples() {
    if (hasLetters(this.panelState.text)) return nothing;
    const { store } = this.app;
    const example = (kind: Example['kind'], text: string): Example => ({
      kind,
      text,
      use: () => store.update({ text, taken: false, sentence: 0 }),
    });
    return html`<il-examples
      .app=${this.app}
      .sees=${l10n.t(
        'You will see what every gate of the network keeps and forgets at each word, beside the equations that say so.',
      )}
      .examples=${GATE_EXAMPLES.map(([kind, text]) => example(kind, text))}
    ></il-examples>`;
  }

  private results(answer: GatesAnswer) {
    const { gates } = this.panelState;
    const layer = answer.layers[answer.layer];
    const units = layer.hidden;
    const unit = Math.min(gates.unit, units - 1);
    const step = Math.min(this.step, answer.tokens.length - 1);
    const activations = activationsOf(answer);
    return html`
      <label for="layer">${l10n.t('Layer')}</label>
      <select
        id="layer"
        @change=${(event: Event) =>
          this.app.store.update({
            gates: { ...gates, layer: (event.target as HTMLSelectElement).selectedIndex },
          })}
      >
        ${answer.layers.map((one, i) => html`<option ?selected=${i === answer.layer}>${layerName(one)}</option>`)}
      </select>
      ${this.player(answer, step)}
      <h2><il-term .app=${this.app} term="gates" .name=${l10n.t('Equations')}></il-term></h2>
      <div class="row">
        <label class="inline" for="unit">${l10n.t('Unit')}</label>
        <input
          id="unit"
          class="unit"
          type="number"
          min="0"
          max=${units - 1}
          .value=${String(unit)}
          @input=${(event: Event) =>
            this.place({ step, unit: Math.round(Number((event.target as HTMLInputElement).value)) || 0 })}
        />
        <span class="hint"
          >${l10n.t('of {0}, at step {1} “{2}”', units, step + 1, answer.tokens[step].trim())}</span
        >
      </div>
      ${this.numbers(answer, layer, unit, step)}
      <h2>${l10n.t('Heat maps')}</h2>
      <p class="hint">
        ${l10n.t('A column is a step, a row a unit. Gates go from 0 to 1, states from −1 to 1.')}
      </p>
      <div class="maps">
        ${activations.map(
          (activation) =>
            html`<il-heat-map
              .app=${this.app}
              .activation=${activation}
              .tokens=${answer.tokens}
              .units=${units}
              .unit=${unit}
              .step=${step}
              @place=${(event: CustomEvent<CellPlace>) => this.place(event.detail)}
            ></il-heat-map>`,
        )}
      </div>
      ${this.table(answer, units, unit)}
    `;
  }

  private player({ tokens }: GatesAnswer, step: number) {
    const go = (to: number): void => this.place({ unit: this.panelState.gates.unit, step: to });
    const button = (icon: string, label: string, run: () => void, disabled = false) =>
      html`<button class="plain icon" aria-label=${label} title=${label} ?disabled=${disabled} @click=${run}>
        <vscode-icon name=${icon}></vscode-icon>
      </button>`;
    return html`
      <div class="row" role="group" aria-label=${l10n.t('Steps')}>
        ${button('debug-step-back', l10n.t('Step back'), () => go(step - 1), step === 0)}
        ${
          this.playing
            ? button('debug-pause', l10n.t('Pause'), () => this.pause())
            : button('play', l10n.t('Play'), () => this.play())
        }
        ${button('debug-step-over', l10n.t('Next step'), () => go(step + 1), step === tokens.length - 1)}
        <span class="number" role="status">${l10n.t('Step {0} of {1}', step + 1, tokens.length)}</span>
      </div>
      <div class="tokens" role="group" aria-label=${l10n.t('What the layer reads')}>
        ${tokens.map(
          (token, i) =>
            html`<button class="plain" aria-current=${i === step ? 'step' : 'false'} @click=${() => go(i)}>
              ${token.trim() || '␣'}
            </button>`,
        )}
      </div>
    `;
  }

  private play(): void {
    this.playing = true;
    const { answer } = this.reading;
    if (answer && this.step >= answer.tokens.length - 1)
      this.place({ unit: this.panelState.gates.unit, step: 0 });
    this.timer = setInterval(() => {
      const { step } = this;
      const { unit } = this.panelState.gates;
      const last = (this.reading.answer?.tokens.length ?? 0) - 1;
      if (step >= last) this.pause();
      else this.place({ unit, step: step + 1 });
    }, STEP_MILLISECONDS);
  }

  private pause(): void {
    clearInterval(this.timer);
    this.playing = false;
  }

  private numbers(answer: GatesAnswer, layer: LayerName, unit: number, step: number) {
    const units = layer.hidden;
    const activations = activationsOf(answer);
    const at = (sign: string, t = step): string => {
      const found = activations.find((one) => one.sign === sign);
      if (!found || t < 0 || t >= answer.tokens.length) return layer.half === 'encoder' ? '0' : '…';
      return activation(valueAt(found, units, t, unit));
    };
    const before = stepBefore(step, layer.direction);
    const worked = (sign: string): string => {
      if (layer.cell === 'gru' && sign === 'H')
        return `${at('Z')} · ${at('H', before)} + (1 − ${at('Z')}) · ${at('H̃')} = ${at('H')}`;
      if (layer.cell === 'lstm' && sign === 'C')
        return `${at('F')} · ${at('C', before)} + ${at('I')} · ${at('C̃')} = ${at('C')}`;
      if (layer.cell === 'lstm' && sign === 'H') return `${at('O')} · tanh(${at('C')}) = ${at('H')}`;
      return at(sign);
    };
    return html`<ul class="equations">
      ${equations(layer).map(
        ({ sign, text }) =>
          html`<li><span class="math">${text}</span><span class="number">${worked(sign)}</span></li>`,
      )}
    </ul>`;
  }

  private table(answer: GatesAnswer, units: number, unit: number) {
    const activations = activationsOf(answer);
    return html`<details>
      <summary>${l10n.t('Unit {0} as a table', unit)}</summary>
      <div class="scroll table" tabindex="0" role="group" aria-label=${l10n.t('Unit {0} as a table', unit)}>
        <table>
          <thead>
            <tr>
              <th scope="col">${l10n.t('Step')}</th>
              ${activations.map(({ sign }) => html`<th scope="col" class="n">${sign}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${answer.tokens.map(
              (token, t) =>
                html`<tr>
                  <th scope="row">${t + 1} ${token.trim()}</th>
                  ${activations.map(
                    (one) => html`<td class="n">${activation(valueAt(one, units, t, unit))}</td>`,
                  )}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </details>`;
  }
}

const hasLetters = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);

function layerName({ half, layer, direction, cell, hidden }: LayerName): string {
  const part = half === 'encoder' ? l10n.t('Encoder') : l10n.t('Decoder');
  const way =
    direction === 'forward' ? l10n.t(', forward') : direction === 'backward' ? l10n.t(', backward') : '';
  return `${part} ${layer + 1}${way} (${cell.toUpperCase()}, ${hidden})`;
}
