/** A text with its matching n-grams marked: the longer the n-gram a word is in, the stronger the mark. */
import { css, html } from 'lit';
import type { MatchedText } from '../../src/protocol/score';
import { l10n } from '../app/l10n';

export const matchedStyles = css`
  .matched {
    line-height: 2;
  }
  mark {
    color: inherit;
    background: none;
    padding: 1px 2px;
    border-bottom: 2px solid var(--vscode-charts-green);
    border-radius: 0;
  }
  mark.o2 {
    border-bottom-width: 3px;
    background: color-mix(in srgb, var(--vscode-charts-green) 8%, transparent);
  }
  mark.o3 {
    border-bottom-width: 4px;
    background: color-mix(in srgb, var(--vscode-charts-green) 15%, transparent);
  }
  mark.o4 {
    border-bottom-width: 5px;
    background: color-mix(in srgb, var(--vscode-charts-green) 22%, transparent);
  }
  mark sub {
    font-size: 9px;
    margin-inline-start: 1px;
  }
`;

export const matchedText = ({ tokens, orders }: MatchedText) =>
  html`<p class="matched">
    ${tokens.map((token, i) =>
      orders[i] === 0
        ? html`<span>${token}</span> `
        : html`<mark class="o${orders[i]}" title=${l10n.t('in a matching {0}-gram', orders[i])}
            >${token}<sub>${orders[i]}</sub></mark
          > `,
    )}
  </p>`;
