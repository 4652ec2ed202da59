/** The Translate tab: boxes side by side where there is room. */
import { css } from 'lit';

export const translateStyles = css`
  :host {
    container-type: inline-size;
  }
  .boxes {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 4px 12px;
  }
  @container (min-width: 560px) {
    .boxes {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    }
  }
  .compare {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    margin: 2px -5px;
    color: var(--vscode-textLink-foreground) !important;
  }
  .switch {
    margin-top: 14px;
    font-weight: 600;
  }
`;
