/** The sliders of a search: k, which needs another search, and α, which only orders what was found. */
import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { integer, setting } from './format';
import { l10n } from '../app/l10n';
import { PanelElement } from '../app/panel-element';
import { base } from '../app/styles';
import { meaningOf } from './terms';

const MAX_BEAM = 20;
const MAX_ALPHA = 2;

@customElement('il-search-controls')
export class SearchControls extends PanelElement {
  static override styles = base;

  protected override render() {
    const { beamSize, alpha } = this.panelState;
    const { store } = this.app;
    const value = (event: Event): number => Number((event.target as HTMLInputElement).value);
    return html`
      <div class="sliders">
        <div>
          <label for="beam">${l10n.t('Beam size k')} <output for="beam">${integer(beamSize)}</output></label>
          <input
            id="beam"
            type="range"
            min="1"
            max=${Math.max(MAX_BEAM, beamSize)}
            title=${meaningOf('beamSize').sentence}
            .value=${String(beamSize)}
            @input=${(event: Event) => store.update({ beamSize: value(event) })}
          />
        </div>
        <div>
          <label for="alpha"
            >${l10n.t('Length penalty α')} <output for="alpha">${setting(alpha)}</output></label
          >
          <input
            id="alpha"
            type="range"
            min="0"
            max=${MAX_ALPHA}
            title=${meaningOf('alpha').sentence}
            step="0.05"
            .value=${String(alpha)}
            @input=${(event: Event) => store.update({ alpha: value(event) })}
          />
        </div>
      </div>
    `;
  }
}
