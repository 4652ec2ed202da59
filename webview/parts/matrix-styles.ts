/** How a matrix of attention looks, of one translation or of two. */
import { css } from 'lit';

export const matrixStyles = css`
  svg text {
    fill: var(--vscode-foreground);
    font-size: 12px;
  }
  .grid {
    fill: none;
    stroke: var(--vscode-descriptionForeground);
    stroke-opacity: 0.35;
  }
  .cell-number {
    font-size: 9px;
    text-anchor: middle;
    pointer-events: none;
  }
`;
