/** What every part of the panel looks like: VS Code's own colours and sizes, in all its themes. */
import { css } from 'lit';

/** Of the page itself: VS Code's margins are too wide for a narrow panel, and colours need a ground to be measured on. */
export const page = css`
  body {
    padding: 0;
    background: var(--vscode-sideBar-background, var(--vscode-editor-background));
  }
`;

export const base = css`
  :host {
    display: block;
    color: var(--vscode-foreground);
    font-family: var(--vscode-font-family);
    font-size: var(--vscode-font-size);
    line-height: 1.4;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  [hidden] {
    display: none !important;
  }
  h2,
  h3 {
    margin: 16px 0 6px;
    font-size: 11px;
    font-weight: 600;
    letter-spacing: 0.04em;
    text-transform: uppercase;
    scroll-margin-top: 48px;
    color: var(--vscode-sideBarSectionHeader-foreground, var(--vscode-foreground));
  }
  h3 {
    text-transform: none;
    letter-spacing: 0;
    font-size: inherit;
    margin: 10px 0 4px;
  }
  p {
    margin: 6px 0;
  }
  a {
    color: var(--vscode-textLink-foreground);
  }
  label,
  .label {
    display: block;
    margin: 10px 0 4px;
    font-weight: 600;
  }
  label.inline {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    font-weight: normal;
    margin: 4px 0;
  }
  textarea,
  input[type='text'],
  input[type='number'],
  select {
    width: 100%;
    padding: 4px 6px;
    color: var(--vscode-input-foreground);
    background: var(--vscode-input-background);
    border: 1px solid var(--vscode-input-border, var(--vscode-contrastBorder, transparent));
    border-radius: 2px;
    font: inherit;
  }
  select {
    color: var(--vscode-dropdown-foreground);
    background: var(--vscode-dropdown-background);
    border-color: var(--vscode-dropdown-border, var(--vscode-contrastBorder, transparent));
    height: 26px;
  }
  input[type='text'],
  input[type='number'] {
    height: 26px;
  }
  textarea {
    min-height: 4.6em;
    resize: vertical;
    display: block;
  }
  ::placeholder {
    color: var(--vscode-input-placeholderForeground);
    opacity: 1;
  }
  input[type='range'] {
    width: 100%;
    margin: 0;
    accent-color: var(--vscode-button-background);
  }
  :host-context(.vscode-high-contrast) input[type='range'],
  :host-context(.vscode-high-contrast-light) input[type='range'] {
    appearance: none;
    height: 18px;
    background: linear-gradient(var(--vscode-contrastBorder), var(--vscode-contrastBorder)) center / 100% 2px
      no-repeat;
  }
  :host-context(.vscode-high-contrast) input[type='range']::-webkit-slider-thumb,
  :host-context(.vscode-high-contrast-light) input[type='range']::-webkit-slider-thumb {
    appearance: none;
    width: 12px;
    height: 18px;
    background: var(--vscode-foreground);
    border: 2px solid var(--vscode-contrastBorder);
    border-radius: 2px;
  }
  input[type='checkbox'] {
    accent-color: var(--vscode-button-background);
    margin: 0;
  }
  :focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: 1px;
  }
  vscode-button {
    max-width: 100%;
    white-space: normal;
  }
  /* High contrast has no colour for it, and the button's own would hide its text. */
  :host-context(.vscode-high-contrast) vscode-button,
  :host-context(.vscode-high-contrast-light) vscode-button {
    --vscode-button-secondaryHoverBackground: var(--vscode-list-hoverBackground, transparent);
  }
  button.plain {
    font: inherit;
    color: inherit;
    background: none;
    border: 1px solid transparent;
    border-radius: 3px;
    padding: 1px 5px;
    cursor: pointer;
    text-align: start;
  }
  button.plain:hover {
    background: var(--vscode-list-hoverBackground);
    color: var(--vscode-list-hoverForeground, inherit);
    border-color: var(--vscode-contrastActiveBorder, transparent);
  }
  button.icon {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    padding: 2px;
    min-width: 24px;
    min-height: 24px;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 6px 10px;
    align-items: center;
    margin: 6px 0;
  }
  .sliders {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(150px, 1fr));
    gap: 2px 16px;
  }
  .sliders label {
    display: flex;
    justify-content: space-between;
    font-weight: normal;
    margin: 6px 0 2px;
  }
  output,
  .number {
    font-variant-numeric: tabular-nums;
  }
  .hint,
  .muted {
    color: var(--vscode-descriptionForeground);
  }
  .failure {
    display: block;
    margin: 8px 0;
    padding: 6px 8px;
    color: var(--vscode-inputValidation-errorForeground, var(--vscode-foreground));
    background: var(--vscode-inputValidation-errorBackground);
    border: 1px solid var(--vscode-inputValidation-errorBorder, var(--vscode-errorForeground));
  }
  table {
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
  }
  th,
  td {
    padding: 2px 8px 2px 0;
    text-align: start;
    vertical-align: baseline;
    font-weight: normal;
  }
  td.n,
  th.n {
    text-align: end;
  }
  thead th {
    color: var(--vscode-descriptionForeground);
    border-bottom: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, currentColor));
  }
  details {
    margin: 8px 0;
  }
  summary {
    cursor: pointer;
    padding: 2px 0;
  }
  .scroll {
    overflow: auto;
    max-width: 100%;
  }
  code,
  .math {
    font-family: var(--vscode-editor-font-family);
    font-size: var(--vscode-editor-font-size);
    color: inherit;
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;
