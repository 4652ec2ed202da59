/** A share as a bar: beside its number, never in its place. */
import { css, html } from 'lit';

export const meterStyles = css`
  .meter {
    display: block;
    width: 100%;
    height: 3px;
  }
  .meter rect {
    fill: var(--vscode-charts-blue);
  }
`;

/** @param share from 0 to 1 */
export const meter = (share: number) =>
  html`<svg
    class="meter"
    width="100%"
    height="3"
    viewBox="0 0 100 3"
    preserveAspectRatio="none"
    aria-hidden="true"
  >
    <rect width=${100 * share} height="3"></rect>
  </svg>`;
