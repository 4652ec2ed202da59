/** Compare: two texts, or two models of the same languages, side by side: what they write, how sure, and where they looked. */
import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { SearchCandidate, SearchTrace } from '../../src/protocol/search';
import { l10n } from '../app/l10n';
import { LiveRequest } from '../app/live-request';
import { PanelElement } from '../app/panel-element';
import { distinct, hasSubject, ranked, searchParams } from '../app/requests';
import type { PanelState } from '../app/state';
import { targetLanguage, TOY } from '../app/state';
import { base } from '../app/styles';
import { registerTab } from '../app/tabs';
import { attentionOfWords } from '../parts/attention-model';
import '../parts/candidate-list';
import type { Example } from '../parts/examples';
import '../parts/examples';
import '../parts/search-status';
import '../parts/source-input';
import { showText, suggestModel, takeText } from '../parts/taken-text';
import '../parts/term-hint';
import { shownWords } from '../translate/translated';
import './attention-difference';
import { alignWords } from './compare-model';
import { compareStyles } from './compare-styles';
import './second-input';
import { othersOfPair, secondOf } from './second';

const PAUSE = 300;

/** Two texts that differ in one word. */
const COMPARED: readonly [Example['kind'], string, string][] = [
  ['everyday', 'I left my bag at the station.', 'I left my keys at the station.'],
  ['developer', 'Save the file before you close the window.', 'Save the file after you close the window.'],
  ['lecture', 'I am very hungry.', 'I am not very hungry.'],
];

registerTab({
  id: 'compare',
  name: () => l10n.t('Compare'),
  element: 'il-compare-tab',
  show: showText,
  selected: takeText,
});

type Side = 'first' | 'second';

@customElement('il-compare-tab')
export class CompareTab extends PanelElement {
  static override styles = [base, compareStyles];

  private readonly searches = {
    first: this.searchOf((panelState) => panelState),
    second: this.searchOf((panelState) => secondOf(panelState, this.app.info.translators)),
  };
  /** What the user has chosen to compare, by side; else the best. */
  @state() private chosen: Partial<Record<Side, string>> = {};

  private searchOf(of: (panelState: PanelState) => PanelState | null): LiveRequest<'traceSearch'> {
    return new LiveRequest(this, 'traceSearch', {
      params: () => {
        const panelState = of(this.panelState);
        return panelState && panelState.model !== TOY && hasSubject(panelState)
          ? searchParams(panelState)
          : null;
      },
      pause: PAUSE,
      asking: () => (this.chosen = {}),
    });
  }

  private candidatesOf(side: Side): SearchCandidate[] {
    const found = this.searches[side].answer?.candidates ?? [];
    return distinct(ranked(found, this.panelState.alpha));
  }

  private candidateOf(side: Side): SearchCandidate | undefined {
    const all = this.candidatesOf(side);
    return all.find(({ text }) => text === this.chosen[side]) ?? all[0];
  }

  protected override render() {
    const { text, model } = this.panelState;
    if (model === TOY || text.trim() === '')
      return html`<il-source-input .app=${this.app}></il-source-input>${this.examples()}`;
    return html`
      <il-source-input .app=${this.app}></il-source-input>
      <il-second-input .app=${this.app}></il-second-input>
      ${secondOf(this.panelState, this.app.info.translators) ? this.results() : this.hint()}
    `;
  }

  private hint() {
    return html`<p class="hint">
      ${
        othersOfPair(this.panelState.model, this.app.info.translators).length > 0
          ? l10n.t('Change a word of the second text, or choose a second model.')
          : l10n.t(
              'Change a word of the second text. A second model of these languages can be chosen once there is one: one that has learned from your translations, or one that you have imported.',
            )
      }
    </p>`;
  }

  private results() {
    const { first, second } = this.searches;
    const busy = first.busy || second.busy;
    return html`
      <il-search-status
        .app=${this.app}
        .busy=${busy}
        .text=${busy ? l10n.t('Searching both …') : ''}
        .failure=${first.failure ?? second.failure}
        @stop=${() => [first, second].forEach((one) => one.cancel())}
        @retry=${() => [first, second].forEach((one) => one.retry())}
      ></il-search-status>
      ${first.answer && second.answer ? this.compared(first.answer, second.answer) : nothing}
    `;
  }

  private compared(first: SearchTrace, second: SearchTrace) {
    const [a, b] = [this.candidateOf('first'), this.candidateOf('second')];
    if (!a || !b) return html`<p>${l10n.t('There is no sequence.')}</p>`;
    return html`
      <p role="status">${verdict(a, b)}</p>
      <div class="sides">
        ${this.side('first', l10n.t('First'), a, b)} ${this.side('second', l10n.t('Second'), b, a)}
      </div>
      ${this.attention(a, b, first, second)}
    `;
  }

  private side(side: Side, title: string, own: SearchCandidate, other: SearchCandidate) {
    const others = this.candidatesOf(side === 'first' ? 'second' : 'first').map(({ text }) => text);
    return html`<section aria-label=${title}>
      <h2>${title}</h2>
      <p class="translation" lang=${targetLanguage(this.app)}>${marked(own, other)}</p>
      <h3>${l10n.t('Candidates')}</h3>
      <il-candidate-list
        .app=${this.app}
        .candidates=${this.candidatesOf(side)}
        .selected=${own.text}
        .others=${others}
        facts
        @choose=${({ detail }: CustomEvent<SearchCandidate>) =>
          (this.chosen = { ...this.chosen, [side]: detail.text })}
      ></il-candidate-list>
    </section>`;
  }

  private attention(a: SearchCandidate, b: SearchCandidate, first: SearchTrace, second: SearchTrace) {
    const [one, other] = [attentionOfWords(a, first.source.words), attentionOfWords(b, second.source.words)];
    return html`
      <h2>
        <il-term .app=${this.app} term="attention" .name=${l10n.t('Difference of attention')}></il-term>
      </h2>
      ${
        one && other
          ? html`<il-attention-difference
              .app=${this.app}
              .first=${one}
              .second=${other}
              .starts=${a.words.map(({ start }) => start)}
            ></il-attention-difference>`
          : html`<p class="hint">
              ${l10n.t('One of the networks has no attention: there is nothing to compare.')}
            </p>`
      }
    `;
  }

  private examples() {
    const { store } = this.app;
    const use = (text: string, second: string) => (): void => {
      const { model } = this.panelState;
      const reader = model === TOY ? (this.app.info.translators[0]?.id ?? TOY) : model;
      store.update({ model: reader, text, taken: false, sentence: 0, compare: { text: second, model: '' } });
      void suggestModel(this.app, text);
    };
    return html`<il-examples
      .app=${this.app}
      .sees=${l10n.t(
        'You will see two translations side by side, of two texts or by two models: their words, their candidates, and where the networks looked.',
      )}
      .examples=${COMPARED.map(([kind, text, second]): Example => ({
        kind,
        text: `${text} – ${second}`,
        use: use(text, second),
      }))}
    ></il-examples>`;
  }
}

const wordsOf = ({ words }: SearchCandidate): string[] => words.map(({ text }) => text);

function verdict(a: SearchCandidate, b: SearchCandidate): string {
  if (a.text === b.text) return l10n.t('Both write the same.');
  const pairs = alignWords(wordsOf(a), wordsOf(b));
  return l10n.t('They differ in {0} of {1} places.', pairs.filter(({ same }) => !same).length, pairs.length);
}

/** The words that the other does not have in that place are marked. */
function marked(own: SearchCandidate, other: SearchCandidate) {
  const shared = new Set(
    alignWords(wordsOf(own), wordsOf(other)).flatMap(({ first, same }) =>
      same && first !== null ? [first] : [],
    ),
  );
  const shown = shownWords(own);
  if (!shown) return own.text;
  return shown.map(
    ({ gap, text, word }) => html`${gap}${shared.has(word) ? text : html`<mark>${text}</mark>`}`,
  );
}
