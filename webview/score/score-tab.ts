/** Score: a text against references, with every part of the figure on the screen. Files are score-files.ts. */
import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { MetricSettings, ScoreAnswer } from '../../src/protocol/score';
import { DocumentAccess } from '../app/document-access';
import { LiveRequest } from '../app/live-request';
import { lecturePart, lecturePoints, penalty, points, roughPoints } from '../parts/format';
import { l10n } from '../app/l10n';
import { matchedStyles, matchedText } from '../parts/matched-text';
import { PanelElement } from '../app/panel-element';
import { exportButtons } from './export-buttons';
import { scoreCsv } from './score-export';
import './score-files';
import type { Example } from '../parts/examples';
import '../parts/examples';
import '../parts/search-status';
import '../parts/term-hint';
import type { ScoreState } from '../app/state';
import { base } from '../app/styles';
import { registerTab } from '../app/tabs';

const PAUSE = 250;
const MAX_REFERENCES = 10;
const MAX_K = 8;
const TOKENIZERS: MetricSettings['tokenize'][] = ['13a', 'intl', 'zh', 'char', 'none'];
/** The lecture's example is on words cut at spaces. */
const EXAMPLES: readonly [Example['kind'], Partial<ScoreState>][] = [
  [
    'everyday',
    {
      candidate: 'The cat sits on the mat.',
      references: ['There is a cat on the mat.', 'The cat is on the mat.'],
    },
  ],
  [
    'developer',
    {
      candidate: 'The file could not be opened for writing.',
      references: ['The file could not be opened for reading.'],
    },
  ],
  [
    'lecture',
    { candidate: 'A B B C D', references: ['A B C D E F'], k: 2, tokenize: 'none', lowercase: false },
  ],
];

registerTab({
  id: 'score',
  name: () => l10n.t('Score'),
  element: 'il-score-tab',
  show({ store }, candidate) {
    const { score } = store.state;
    store.update({ score: { ...score, candidate, tokenize: tokenizerFor(candidate, score) } });
  },
});

@customElement('il-score-tab')
export class ScoreTab extends PanelElement {
  static override styles = [
    base,
    matchedStyles,
    css`
      .settings {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(130px, 1fr));
        gap: 0 12px;
        align-items: end;
      }
      .reference {
        display: flex;
        align-items: flex-start;
        gap: 4px;
        margin-bottom: 4px;
      }
      textarea {
        min-height: 2.6em;
      }
      .big {
        font-size: 1.5em;
        font-weight: 600;
        font-variant-numeric: tabular-nums;
      }
      .formula {
        overflow-wrap: anywhere;
      }
      .signature {
        overflow-wrap: anywhere;
        font-size: 11px;
      }
    `,
  ];

  private readonly scoring = new LiveRequest(this, 'score', {
    params: () => {
      const { candidate, references, k, tokenize, lowercase } = this.panelState.score;
      const given = references.filter((one) => one.trim() !== '');
      return this.ready ? { candidate, references: given, k, tokenize, lowercase } : null;
    },
    pause: PAUSE,
    answered: ({ bleu }) => this.app.announce(`BLEU ${roughPoints(bleu.score)}`),
  });
  private readonly documentAccess = new DocumentAccess(this);

  private get ready(): boolean {
    const { candidate, references } = this.panelState.score;
    return candidate.trim() !== '' && references.some((one) => one.trim() !== '');
  }

  private set(change: Partial<ScoreState>): void {
    const { score } = this.panelState;
    this.app.store.update({ score: { ...score, ...change } });
  }

  protected override render() {
    const { score } = this.panelState;
    const { answer, failure } = this.scoring;
    return html`
      <label for="candidate">${l10n.t('Candidate')}</label>
      <textarea
        id="candidate"
        .value=${score.candidate}
        @input=${(event: Event) => this.set({ candidate: (event.target as HTMLTextAreaElement).value })}
      ></textarea>
      <div class="row">
        <vscode-button
          secondary
          icon="selection"
          @click=${() => this.take((candidate) => this.set({ candidate }))}
          >${l10n.t('Take the selection')}</vscode-button
        >
      </div>
      ${this.references(score)} ${this.settings(score)}
      ${
        failure || !this.ready
          ? html`<il-search-status
              .app=${this.app}
              .failure=${failure}
              .text=${l10n.t('Give a candidate and at least one reference.')}
              @retry=${() => this.scoring.retry()}
            ></il-search-status>`
          : nothing
      }
      ${score.candidate.trim() === '' ? this.examples() : nothing} ${this.documentAccess.alert()}
      ${answer && this.ready ? this.results(answer, score.k) : nothing}
      <il-score-files .app=${this.app}></il-score-files>
    `;
  }

  private examples() {
    return html`<il-examples
      .app=${this.app}
      .sees=${l10n.t(
        'You will see how near a translation comes to others’ translations of the same sentence, and which words and n-grams it shares with them.',
      )}
      .examples=${EXAMPLES.map(([kind, score]) => ({
        kind,
        text: score.candidate,
        use: () => this.set(score),
      }))}
    ></il-examples>`;
  }

  private references({ references }: ScoreState) {
    const replace = (i: number, text: string) =>
      this.set({ references: references.map((one, j) => (j === i ? text : one)) });
    return html`
      <div class="label" id="references">${l10n.t('References')}</div>
      ${references.map(
        (reference, i) =>
          html`<div class="reference">
            <textarea
              aria-label=${l10n.t('Reference {0}', i + 1)}
              .value=${reference}
              @input=${(event: Event) => replace(i, (event.target as HTMLTextAreaElement).value)}
            ></textarea>
            <button
              class="plain icon"
              title=${l10n.t('Take the selection')}
              aria-label=${l10n.t('Take the selection as reference {0}', i + 1)}
              @click=${() => this.take((text) => replace(i, text))}
            >
              <vscode-icon name="selection"></vscode-icon>
            </button>
            <button
              class="plain icon"
              ?hidden=${references.length === 1}
              title=${l10n.t('Remove')}
              aria-label=${l10n.t('Remove reference {0}', i + 1)}
              @click=${() => this.set({ references: references.filter((_, j) => j !== i) })}
            >
              <vscode-icon name="close"></vscode-icon>
            </button>
          </div>`,
      )}
      <vscode-button
        secondary
        icon="add"
        ?disabled=${references.length >= MAX_REFERENCES}
        @click=${() => this.set({ references: [...references, ''] })}
        >${l10n.t('Another reference')}</vscode-button
      >
    `;
  }

  private settings({ k, tokenize, lowercase }: ScoreState) {
    return html`<div class="settings">
      <div>
        <label for="k">${l10n.t('k of the lecture’s BLEU')}</label>
        <input
          id="k"
          type="number"
          min="1"
          max=${MAX_K}
          .value=${String(k)}
          @input=${(event: Event) => {
            const value = Math.round(Number((event.target as HTMLInputElement).value));
            if (value >= 1 && value <= MAX_K) this.set({ k: value });
          }}
        />
      </div>
      <div>
        <label for="tokenize">${l10n.t('Tokenizer')}</label>
        <select
          id="tokenize"
          @change=${(event: Event) =>
            this.set({ tokenize: (event.target as HTMLSelectElement).value as ScoreState['tokenize'] })}
        >
          ${TOKENIZERS.map((one) => html`<option ?selected=${one === tokenize}>${one}</option>`)}
        </select>
      </div>
      <label class="inline"
        ><input
          type="checkbox"
          .checked=${lowercase}
          @change=${(event: Event) => this.set({ lowercase: (event.target as HTMLInputElement).checked })}
        />${l10n.t('Ignore case')}</label
      >
    </div>`;
  }

  private results(answer: ScoreAnswer, k: number) {
    const { notes, bleu, chrf, candidate, references, matches } = answer;
    return html`
      <h2><il-term .app=${this.app} term="lectureBleu" .name=${l10n.t('BLEU of the lecture')}></il-term></h2>
      <div class="big">${lecturePoints(notes.score)}</div>
      <p class="math formula">
        ${lecturePart(notes.penalty)}${notes.precisions.map(
          (p, i) => html` · ${lecturePart(p)}<sup>1/${2 ** (i + 1)}</sup>`,
        )}
      </p>
      <table>
        <tbody>
          <tr>
            <th scope="row">k</th>
            <td class="n">${k}</td>
          </tr>
          <tr>
            <th scope="row">${l10n.t('penalty for shortness')}</th>
            <td class="n">${lecturePoints(notes.penalty)}</td>
          </tr>
          ${notes.precisions.map(
            (p, i) =>
              html`<tr>
                <th scope="row">p<sub>${i + 1}</sub></th>
                <td class="n">${lecturePoints(p)}</td>
              </tr>`,
          )}
          ${
            references.length > 1
              ? html`<tr>
                  <th scope="row">${l10n.t('against reference')}</th>
                  <td class="n">${notes.reference + 1}</td>
                </tr>`
              : nothing
          }
        </tbody>
      </table>
      <h2><il-term .app=${this.app} term="fieldBleu" .name=${'sacreBLEU'}></il-term></h2>
      <table>
        <tbody>
          <tr>
            <th scope="row">BLEU</th>
            <td class="n big">${points(bleu.score)}</td>
            <td class="muted">
              ${bleu.precisions.map((p) => roughPoints(p)).join(' / ')} · BP ${penalty(bleu.penalty)}
            </td>
          </tr>
          <tr>
            <th scope="row">${chrf.name}</th>
            <td class="n big">${points(chrf.score)}</td>
            <td></td>
          </tr>
        </tbody>
      </table>
      <p class="signature muted">${bleu.signature}</p>
      <p class="signature muted">${chrf.signature}</p>
      <h2>${l10n.t('Matching n-grams')}</h2>
      <p class="hint">${matches.map(([matched, all], i) => `${i + 1}-gram ${matched}/${all}`).join(' · ')}</p>
      <h3>${l10n.t('Candidate')}</h3>
      ${matchedText(candidate)}
      ${references.map(
        (one, i) =>
          html`<h3>${references.length > 1 ? l10n.t('Reference {0}', i + 1) : l10n.t('Reference')}</h3>
            ${matchedText(one)}`,
      )}
      ${exportButtons(this.documentAccess, { csv: () => scoreCsv(answer), answer })}
    `;
  }

  private async take(use: (text: string) => void): Promise<void> {
    const text = await this.documentAccess.take();
    if (text !== null) use(text);
  }
}

/** Chinese has words only for its own tokenizer. */
const tokenizerFor = (text: string, { tokenize }: MetricSettings): MetricSettings['tokenize'] =>
  tokenize === '13a' && /\p{Script=Han}/u.test(text) ? 'zh' : tokenize;
