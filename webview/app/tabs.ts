/** The tabs of the panel, each registered by its own file: the panel knows no tab by name. */
import type { Tab } from '../../src/protocol/panel';
import { TABS } from '../../src/protocol/panel';
import type { PanelApp } from './panel-element';

export interface PanelTab {
  id: Tab;
  name(): string;
  /** The custom element that draws it; it is given `app`. */
  element: string;
  /** A command has brought a text for this tab, taken from a document. */
  show(app: PanelApp, text: string): Promise<void> | void;
  /** The user has selected a text in an editor while this tab is open. */
  selected?(app: PanelApp, text: string): Promise<void> | void;
}

const registered = new Map<Tab, PanelTab>();

export const registerTab = (tab: PanelTab): void => void registered.set(tab.id, tab);

/** In the order in which they stand in the panel. */
export const panelTabs = (): PanelTab[] => TABS.flatMap((id) => registered.get(id) ?? []);

export function panelTab(id: Tab): PanelTab {
  const tab = registered.get(id);
  if (!tab) throw new Error(`the tab "${id}" is not registered`);
  return tab;
}
