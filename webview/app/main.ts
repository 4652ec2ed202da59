/** The entry of the side panel's page: connects, brings back the state, draws the panel. It renders; it does not compute. */
import type { PanelBoot } from '../../src/protocol/panel';
import { connect, keptState } from './connection';
import { debounce } from './debounce';
import './elements';
import { setTexts } from './l10n';
import { Panel } from './panel';
import { readState, Store } from './state';
import { page } from './styles';
import { modelAmong } from '../parts/taken-text';

const WRITE_AFTER = 200;

async function start(): Promise<void> {
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, page.styleSheet!];
  const boot = JSON.parse(document.getElementById('boot')!.textContent!) as PanelBoot;
  setTexts(boot.texts, boot.language);
  const panel = new Panel();
  const connection = connect({
    show: (params) => panel.show(params),
    selected: (params) => panel.selected(params),
    models: (params) => panel.models(params),
    state({ state: written }) {
      keptState.set(written);
      panel.app.store.adopt(readState(written));
      return Promise.resolve(null);
    },
  });
  const info = await connection.request('hello', null);
  const before = keptState.get() ?? info.state;
  const state = readState(before);
  if (before === null) {
    state.beamSize = info.decoding.beamSize;
    state.alpha = info.decoding.lengthPenalty;
  }
  // Into the reader's own language, before anything is known of the texts.
  const [first] = info.translators;
  const own = boot.language.split('-')[0];
  state.model ||=
    info.translators.find(({ source, target }) => source === first?.source && target === own)?.id ?? '';
  state.model = modelAmong(state.model, info.translators);
  const remember = debounce(WRITE_AFTER, (written: string) => {
    void connection.request('saveState', { state: written }).catch(() => {});
  });
  const store = new Store(state, (written) => {
    keptState.set(written);
    remember(written);
  });
  panel.app = { connection, store, info, announce: (text) => panel.announce(text) };
  document.body.append(panel);
  if (info.shown) await panel.show(info.shown);
}

void start();
