/** Whole files against references: corpus scores with confidence intervals, two systems compared, sentences sorted. */
import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { CorpusScore, ScoreFilesAnswer } from '../../src/protocol/score';
import type { ChosenFile } from '../../src/protocol/panel';
import { DocumentAccess } from '../app/document-access';
import { PanelRequest } from '../app/panel-request';
import { fixed, integer, probability } from '../parts/format';
import { l10n } from '../app/l10n';
import { PanelElement } from '../app/panel-element';
import { filesCsv } from './score-export';
import '../parts/search-status';
import { base } from '../app/styles';

type Column = 'line' | 'bleu' | 'chrf';
const SHOWN = 200;
const LEVEL = 0.05;

@customElement('il-score-files')
export class ScoreFiles extends PanelElement {
  static override styles = [
    base,
    css`
      .file {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 8px;
        margin: 4px 0;
      }
      .sentences {
        max-height: 420px;
        margin-top: 6px;
      }
      .sentences td {
        vertical-align: top;
        min-width: 3em;
      }
      .sentences td.text {
        min-width: 16em;
      }
      .sentences th button {
        font-weight: 600;
      }
      .reference {
        display: block;
        color: var(--vscode-descriptionForeground);
      }
    `,
  ];

  private readonly scoring = new PanelRequest(this, 'scoreFiles');
  private readonly documentAccess = new DocumentAccess(this);
  @state() private system: ChosenFile | null = null;
  @state() private references: ChosenFile[] = [];
  @state() private baseline: ChosenFile | null = null;
  @state() private sorting: { by: Column; up: boolean } = { by: 'bleu', up: true };

  protected override render() {
    const { answer, busy, progress, failure } = this.scoring;
    const text = busy ? l10n.t('{0} of {1} sentences', progress?.done ?? 0, progress?.total ?? 0) : '';
    return html`
      <h2>${l10n.t('Files')}</h2>
      <p class="hint">${l10n.t('One sentence a line; line by line the same sentences.')}</p>
      ${this.file(l10n.t('System'), this.system, (file) => (this.system = file))}
      ${this.references.map((file, i) =>
        this.file(
          l10n.t('Reference {0}', i + 1),
          file,
          (chosen) => (this.references = this.references.with(i, chosen)),
        ),
      )}
      ${this.file(
        this.references.length > 0 ? l10n.t('Another reference') : l10n.t('Reference'),
        null,
        (file) => (this.references = [...this.references, file]),
      )}
      ${this.file(l10n.t('Baseline to compare with'), this.baseline, (file) => (this.baseline = file))}
      <vscode-button
        icon="graph"
        ?disabled=${busy || !this.system || this.references.length === 0}
        @click=${this.run}
        >${l10n.t('Score the files')}</vscode-button
      >
      <il-search-status
        .app=${this.app}
        .busy=${busy}
        .text=${text}
        .failure=${failure}
        @stop=${() => this.scoring.cancel()}
        @retry=${this.run}
      ></il-search-status>
      ${this.documentAccess.alert()} ${answer && !busy ? this.results(answer) : nothing}
    `;
  }

  private file(label: string, file: ChosenFile | null, use: (file: ChosenFile) => void) {
    return html`<div class="file">
      <vscode-button secondary icon="file" @click=${() => this.choose(label, use)}>${label} …</vscode-button>
      ${file ? html`<span>${file.name} <span class="muted">(${integer(file.lines.length)})</span></span>` : nothing}
    </div>`;
  }

  private async choose(title: string, use: (file: ChosenFile) => void): Promise<void> {
    const file = await this.documentAccess.attempt(() =>
      this.app.connection.request('chooseFile', { title }),
    );
    if (file) use(file);
  }

  private async run(): Promise<void> {
    const { system, references, baseline } = this;
    if (!system || references.length === 0) return;
    const { tokenize, lowercase } = this.panelState.score;
    this.scoring.clear();
    await this.scoring.ask({
      system: system.lines,
      references: references.map(({ lines }) => lines),
      baseline: baseline?.lines ?? null,
      tokenize,
      lowercase,
    });
  }

  private results(answer: ScoreFilesAnswer) {
    return html`
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">${l10n.t('Metric')}</th>
              <th scope="col" class="n">${l10n.t('Score')}</th>
              <th scope="col">${l10n.t('95 % interval')}</th>
              ${answer.scores[0].comparison ? html`<th scope="col">${l10n.t('Against the baseline')}</th>` : nothing}
            </tr>
          </thead>
          <tbody>
            ${answer.scores.map(
              (one) =>
                html`<tr>
                  <th scope="row">${one.metric}</th>
                  <td class="n"><b>${fixed(one.score, 2)}</b></td>
                  <td class="number">${fixed(one.lower, 2)} – ${fixed(one.upper, 2)}</td>
                  ${one.comparison ? html`<td>${comparison(one.comparison)}</td>` : nothing}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${this.sentences(answer)}
      <div class="row">
        <vscode-button
          secondary
          icon="export"
          @click=${() => this.documentAccess.open(filesCsv(answer), 'csv')}
          >CSV</vscode-button
        >
        <vscode-button
          secondary
          icon="json"
          @click=${() => this.documentAccess.open(JSON.stringify(answer, null, 2), 'json')}
          >JSON</vscode-button
        >
      </div>
    `;
  }

  private sentences({ sentences }: ScoreFilesAnswer) {
    const { by, up } = this.sorting;
    const sorted = sentences.toSorted((a, b) => (up ? 1 : -1) * (a[by] - b[by])).slice(0, SHOWN);
    const head = (column: Column, name: string) =>
      html`<th scope="col" aria-sort=${by !== column ? 'none' : up ? 'ascending' : 'descending'}>
        <button class="plain" @click=${() => (this.sorting = { by: column, up: by === column ? !up : true })}>
          ${name}${by === column ? (up ? ' ↑' : ' ↓') : ''}
        </button>
      </th>`;
    return html`<div class="scroll sentences" tabindex="0" role="group" aria-label=${l10n.t('Sentences')}>
      <table>
        <thead>
          <tr>
            ${head('line', l10n.t('Line'))} ${head('bleu', 'BLEU')} ${head('chrf', 'chrF')}
            <th scope="col">${l10n.t('System, reference')}</th>
          </tr>
        </thead>
        <tbody>
          ${sorted.map(
            ({ line, bleu, chrf, system, reference, baseline }) =>
              html`<tr>
                <td class="n">${line}</td>
                <td class="n">
                  ${fixed(bleu, 1)}${baseline === undefined ? nothing : html` <span class="muted">(${fixed(baseline, 1)})</span>`}
                </td>
                <td class="n">${fixed(chrf, 1)}</td>
                <td class="text">${system}<span class="reference">${reference}</span></td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }
}

function comparison({ difference, pValue }: NonNullable<CorpusScore['comparison']>): string {
  const change = `${difference > 0 ? '+' : ''}${fixed(difference, 2)}`;
  const verdict = pValue < LEVEL ? l10n.t('significant') : l10n.t('not significant');
  return `${change}, p = ${probability(pValue)}, ${verdict}`;
}
