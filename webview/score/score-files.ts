/** Whole files against references: corpus scores with confidence intervals, two systems compared, sentences sorted. */
import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { CorpusScore, ScoreFilesAnswer } from '../../src/protocol/score';
import type { ChosenFile } from '../../src/protocol/panel';
import { DocumentAccess } from '../app/document-access';
import { PanelRequest } from '../app/panel-request';
import { integer, points, pointsMore, probability, roughPoints, roughPointsMore } from '../parts/format';
import { l10n } from '../app/l10n';
import { PanelElement } from '../app/panel-element';
import { placeOf, readDropped } from './dropped-files';
import { exportButtons } from './export-buttons';
import './score-chart';
import type { Column } from './score-counts';
import { changeOf, sortedBy } from './score-counts';
import { filesCsv, filesHtml, filesMarkdown } from './score-export';
import '../parts/search-status';
import { base } from '../app/styles';

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
      .drop {
        margin: 4px -6px;
        padding: 2px 6px;
        border: 1px dashed
          var(--vscode-widget-border, var(--vscode-contrastBorder, var(--vscode-descriptionForeground)));
        border-radius: 4px;
      }
      .drop.over {
        background: var(--vscode-list-dropBackground, var(--vscode-list-hoverBackground));
        border-color: var(--vscode-focusBorder);
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
  @state() private dragged = false;
  @state() private sorting: { by: Column; up: boolean } = { by: 'bleu', up: true };

  protected override render() {
    const { answer, busy, progress, failure } = this.scoring;
    const text = busy ? l10n.t('{0} of {1} sentences', progress?.done ?? 0, progress?.total ?? 0) : '';
    return html`
      <h2>${l10n.t('Files')}</h2>
      <div
        class="drop ${this.dragged ? 'over' : ''}"
        @dragover=${(event: DragEvent) => {
          event.preventDefault();
          this.dragged = true;
        }}
        @dragleave=${() => (this.dragged = false)}
        @drop=${this.drop}
      >
        <p class="hint">
          ${l10n.t('One sentence a line; line by line the same sentences. Drop files here, or choose them.')}
        </p>
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
      </div>
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
    // What got worse is what one looks for where there is something to compare with.
    this.sorting = { by: baseline ? 'change' : 'bleu', up: true };
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
              <th scope="col" class="n">${l10n.t('Value')}</th>
              <th scope="col">${l10n.t('95 % interval')}</th>
              ${answer.scores[0].comparison ? html`<th scope="col">${l10n.t('Against the baseline')}</th>` : nothing}
            </tr>
          </thead>
          <tbody>
            ${answer.scores.map(
              (one) =>
                html`<tr>
                  <th scope="row">${one.metric}</th>
                  <td class="n"><b>${points(one.score)}</b></td>
                  <td class="number">${points(one.lower)} – ${points(one.upper)}</td>
                  ${one.comparison ? html`<td>${comparison(one.comparison)}</td>` : nothing}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      <il-score-chart .app=${this.app} .sentences=${answer.sentences}></il-score-chart>
      ${this.sentences(answer)}
      ${exportButtons(this.documentAccess, {
        csv: () => filesCsv(answer),
        answer,
        report: { markdown: () => filesMarkdown(answer), html: () => filesHtml(answer) },
      })}
    `;
  }

  private sentences({ sentences }: ScoreFilesAnswer) {
    const { by, up } = this.sorting;
    const sorted = sortedBy(sentences, by, up).slice(0, SHOWN);
    const compared = sentences.some((one) => changeOf(one) !== undefined);
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
            ${head('line', l10n.t('Line'))} ${head('bleu', 'BLEU')}
            ${compared ? head('change', l10n.t('Change')) : nothing} ${head('chrf', 'chrF')}
            <th scope="col">${l10n.t('System, reference')}</th>
            <th scope="col"><span class="visually-hidden">${l10n.t('Difference')}</span></th>
          </tr>
        </thead>
        <tbody>
          ${sorted.map((one) => this.sentence(one))}
        </tbody>
      </table>
    </div>`;
  }

  private sentence(one: ScoreFilesAnswer['sentences'][number]) {
    const { line, bleu, chrf, system, reference } = one;
    const change = changeOf(one);
    const label = l10n.t('Difference of line {0}', line);
    return html`<tr>
      <td class="n">${integer(line)}</td>
      <td class="n">${roughPoints(bleu)}</td>
      ${change === undefined ? nothing : html`<td class="n">${roughPointsMore(change)}</td>`}
      <td class="n">${roughPoints(chrf)}</td>
      <td class="text">${system}<span class="reference">${reference}</span></td>
      <td>
        <button class="plain icon" title=${label} aria-label=${label} @click=${() => this.difference(one)}>
          <vscode-icon name="diff"></vscode-icon>
        </button>
      </td>
    </tr>`;
  }

  /** Of what the baseline wrote and what the system writes; without a baseline, of the reference. */
  private async difference({
    line,
    system,
    reference,
  }: ScoreFilesAnswer['sentences'][number]): Promise<void> {
    const before = this.baseline?.lines[line - 1];
    const params = { line, left: before ?? reference, right: system, isBaseline: before !== undefined };
    await this.documentAccess.attempt(() => this.app.connection.request('showDifference', params));
  }

  /** The first file without a place is the system's; names say which are references and baselines. */
  private async drop(event: DragEvent): Promise<void> {
    event.preventDefault();
    this.dragged = false;
    const files = await Promise.all([...(event.dataTransfer?.files ?? [])].map(readDropped));
    for (const file of files) {
      const place = placeOf(file.name, this.system !== null, this.references.length > 0);
      if (place === 'system') this.system = file;
      else if (place === 'reference') this.references = [...this.references, file];
      else this.baseline = file;
    }
  }
}

function comparison({ difference, pValue }: NonNullable<CorpusScore['comparison']>): string {
  const change = pointsMore(difference);
  const verdict = pValue < LEVEL ? l10n.t('significant') : l10n.t('not significant');
  return `${change}, p = ${probability(pValue)}, ${verdict}`;
}
