/** A candidate's words, each with its probability: as a number under it and as a shade, the darker the less sure. */
import { css, html, nothing } from 'lit';
import type { SearchCandidate } from '../../src/protocol/search';
import { percent } from './format';

const SHADES = 5;

export const confidenceStyles = css`
  .words {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 3px;
  }
  .word {
    display: inline-flex;
    flex-direction: column;
    align-items: center;
    padding: 0 3px;
    border-radius: 3px;
  }
  .word small {
    font-size: 10px;
    line-height: 1.2;
    font-variant-numeric: tabular-nums;
    color: var(--vscode-foreground);
  }
  .shade-1 {
    background: color-mix(in srgb, var(--vscode-editorWarning-foreground, orange) 7%, transparent);
  }
  .shade-2 {
    background: color-mix(in srgb, var(--vscode-editorWarning-foreground, orange) 14%, transparent);
  }
  .shade-3 {
    background: color-mix(in srgb, var(--vscode-editorWarning-foreground, orange) 21%, transparent);
  }
  .shade-4 {
    background: color-mix(in srgb, var(--vscode-editorWarning-foreground, orange) 28%, transparent);
  }
  :host-context(.vscode-high-contrast) .word,
  :host-context(.vscode-high-contrast-light) .word {
    background: none;
    border-bottom: 1px solid transparent;
  }
  :host-context(.vscode-high-contrast) :is(.shade-3, .shade-4),
  :host-context(.vscode-high-contrast-light) :is(.shade-3, .shade-4) {
    border-bottom: 2px dashed var(--vscode-contrastBorder);
  }
`;

/** p of a word: the product over its pieces. */
export function wordProbabilities({ words, tokens }: SearchCandidate): number[] {
  return words.map(({ start, end }) =>
    Math.exp(tokens.slice(start, end).reduce((sum, { logProb }) => sum + logProb, 0)),
  );
}

/** 0 where p is 1, 4 where it is near 0. */
export const shadeOf = (p: number): number => Math.min(SHADES - 1, Math.floor((1 - p) * SHADES));

export function confidentWords(candidate: SearchCandidate) {
  const probabilities = wordProbabilities(candidate);
  return html`<span class="words"
    >${candidate.words.map(({ text }, i) =>
      text === '<eos>' && candidate.words.length > 1 && i === candidate.words.length - 1
        ? nothing
        : html`<span class="word shade-${shadeOf(probabilities[i])}"
            ><span>${text}</span><small>${percent(probabilities[i])}</small></span
          > `,
    )}</span
  >`;
}
