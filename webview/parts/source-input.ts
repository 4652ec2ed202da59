/** What a tab that looks inside works on: the languages and the text. */
import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { PanelElement } from '../app/panel-element';
import { TOY } from '../app/state';
import { base } from '../app/styles';
import '../translate/language-bar';
import './source-box';

@customElement('il-source-input')
export class SourceInput extends PanelElement {
  static override styles = base;

  protected override render() {
    return html`
      <il-language-bar .app=${this.app} ?hidden=${this.panelState.model === TOY}></il-language-bar>
      <il-source-box .app=${this.app}></il-source-box>
    `;
  }
}
