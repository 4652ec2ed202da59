/** Colours and lines of the beam tree. Paths differ by line as well as by colour. */
import { css } from 'lit';

export const treeStyles = css`
  .stage {
    height: 280px;
    overflow: hidden;
    border: 1px solid
      var(--vscode-widget-border, var(--vscode-contrastBorder, var(--vscode-input-border, #8888)));
    border-radius: 4px;
    background: var(--vscode-editor-background);
    color: var(--vscode-editor-foreground);
    cursor: grab;
    touch-action: none;
  }
  .stage:active {
    cursor: grabbing;
  }
  svg {
    display: block;
  }
  .tools {
    gap: 2px;
  }
  .tools label {
    margin-inline-start: 8px;
  }
  .edge {
    fill: none;
    stroke: var(--vscode-editor-foreground);
    stroke-width: 1;
    stroke-opacity: 0.55;
  }
  .edge.pruned,
  .edge.not-chosen,
  .edge.unseen {
    stroke-opacity: 0.3;
    stroke-dasharray: 2 3;
  }
  .edge.best {
    stroke: var(--vscode-charts-blue);
    stroke-opacity: 1;
    stroke-width: 4;
    stroke-dasharray: none;
  }
  .edge.greedy {
    stroke: var(--vscode-editorWarning-foreground, orange);
    stroke-opacity: 1;
    stroke-width: 2;
    stroke-dasharray: 6 4;
  }
  .edge.exact {
    stroke: var(--vscode-charts-green);
    stroke-opacity: 1;
    stroke-width: 2.5;
    stroke-dasharray: 2 4;
  }
  text {
    fill: var(--vscode-editor-foreground);
    font-size: 11px;
    text-anchor: middle;
    user-select: none;
  }
  text.p {
    font-size: 9px;
    text-anchor: end;
    font-variant-numeric: tabular-nums;
  }
  .node {
    cursor: pointer;
  }
  .node rect {
    fill: var(--vscode-editor-background);
    stroke: var(--vscode-editor-foreground);
    stroke-opacity: 0.6;
  }
  .node.finished rect {
    stroke-width: 2;
  }
  .node.best rect {
    stroke: var(--vscode-charts-blue);
    stroke-opacity: 1;
  }
  .pruned > text,
  .not-chosen > text,
  .unseen > text {
    fill-opacity: 0.75;
  }
  .node:is(.pruned, .not-chosen, .unseen) rect {
    stroke-opacity: 0.3;
    stroke-dasharray: 2 2;
  }
  .node.marked rect {
    stroke-width: 3;
    fill: var(--vscode-editor-hoverHighlightBackground, var(--vscode-editor-background));
  }
  .node.walked rect,
  .node:hover rect {
    stroke: var(--vscode-focusBorder);
    stroke-opacity: 1;
    stroke-width: 2;
    stroke-dasharray: none;
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 12px;
    margin-top: 4px;
    font-size: 11px;
  }
  .entry {
    display: inline-flex;
    align-items: center;
    gap: 4px;
  }
  .walked {
    min-height: 1.4em;
    margin: 4px 0;
    font-variant-numeric: tabular-nums;
  }
  .list {
    max-height: 320px;
  }
  .list ul {
    margin: 0;
    padding-inline-start: 14px;
  }
  .list li {
    white-space: nowrap;
  }
`;
