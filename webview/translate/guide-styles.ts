/** The guide of a word: a card with its four steps on top. */
import { css } from 'lit';

export const guideStyles = css`
  .guide {
    margin: 8px 0;
    padding: 6px 10px 8px;
    border: 1px solid
      var(--vscode-widget-border, var(--vscode-contrastBorder, var(--vscode-descriptionForeground)));
    border-radius: 4px;
    background: var(--vscode-editorWidget-background);
    color: var(--vscode-editorWidget-foreground, var(--vscode-foreground));
  }
  .head {
    display: flex;
    justify-content: space-between;
    align-items: center;
    gap: 8px;
  }
  .head h2 {
    margin: 0;
    font-size: inherit;
    letter-spacing: 0;
    text-transform: none;
    overflow-wrap: anywhere;
  }
  .steps {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 4px;
    list-style: none;
    margin: 4px -5px;
    padding: 0;
  }
  .steps button {
    border-bottom: 2px solid transparent;
    border-radius: 0;
  }
  .steps button[aria-current='step'] {
    border-bottom-color: var(--vscode-focusBorder);
    font-weight: 600;
  }
  .nr {
    font-variant-numeric: tabular-nums;
    opacity: 0.8;
  }
  .said {
    min-height: 1.4em;
    overflow-wrap: anywhere;
  }
  .choices,
  .gates {
    list-style: none;
    margin: 6px 0;
    padding: 0;
  }
  .choice,
  .gates li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 1px 8px;
    width: 100%;
    padding: 2px 5px 4px;
  }
  .choice .text,
  .gates .text {
    overflow-wrap: anywhere;
  }
  .meter {
    grid-column: 1 / -1;
  }
  .foot {
    margin-bottom: 2px;
  }
  button.link {
    padding: 0;
    color: var(--vscode-textLink-foreground);
    text-decoration: underline;
  }
`;
