/** Scores to take along: each form opens as a new document, for the user to save where they like. */
import { html } from 'lit';
import type { DocumentAccess } from '../app/document-access';
import { l10n } from '../app/l10n';
import type { DocumentLanguage } from '../../src/protocol/panel';

export interface ExportedForms {
  csv(): string;
  /** What the JSON has. */
  answer: unknown;
  /** With headings, and a table of the sentences. */
  report?: { markdown(): string; html(): string };
}

export function exportButtons(access: DocumentAccess, { csv, answer, report }: ExportedForms) {
  const button = (name: string, icon: string, language: DocumentLanguage, content: () => string) =>
    html`<vscode-button secondary icon=${icon} @click=${() => access.open(content(), language)}
      >${name}</vscode-button
    >`;
  return html`<div class="row" role="group" aria-label=${l10n.t('Take along')}>
    ${button('CSV', 'export', 'csv', csv)}
    ${button('JSON', 'json', 'json', () => JSON.stringify(answer, null, 2))}
    ${report ? [button('Markdown', 'markdown', 'markdown', report.markdown), button('HTML', 'code', 'html', report.html)] : ''}
  </div>`;
}
