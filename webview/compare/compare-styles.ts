/** The Compare tab: the two sides beside each other where there is room. */
import { css } from 'lit';

export const compareStyles = css`
  :host {
    container-type: inline-size;
  }
  .sides {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0 16px;
  }
  @container (min-width: 480px) {
    .sides {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    }
  }
  .translation {
    padding: 5px 8px;
    overflow-wrap: anywhere;
    border-inline-start: 3px solid
      var(--vscode-textBlockQuote-border, var(--vscode-contrastBorder, currentColor));
    background: var(--vscode-textBlockQuote-background, transparent);
  }
  mark {
    color: inherit;
    background: none;
    font-weight: 700;
    text-decoration: underline;
    text-decoration-thickness: 2px;
    text-underline-offset: 3px;
  }
`;
