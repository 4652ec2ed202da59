/** The panel's end of the message port to the extension. */
import type { Endpoint } from '../../src/rpc/endpoint';
import type { PanelModel, PanelProtocol, WebviewProtocol } from '../../src/protocol/panel';
import { TABS } from '../../src/protocol/panel';
import type { Services } from '../../src/rpc/services';
import { Rpc } from '../../src/rpc/rpc';

export type Connection = Rpc<PanelProtocol, WebviewProtocol>;

const vscode = acquireVsCodeApi<string>();

/** What VS Code keeps of this page while it is away. */
export const keptState = {
  get: (): string | undefined => vscode.getState(),
  set: (state: string): void => void vscode.setState(state),
};

const endpoint: Endpoint = {
  post: (message) => vscode.postMessage(message),
  listen(receive) {
    const listener = (event: MessageEvent<unknown>): void => receive(event.data);
    window.addEventListener('message', listener);
    return () => window.removeEventListener('message', listener);
  },
};

/** @param services told only of what is what it should be */
export function connect(services: Services<WebviewProtocol>): Connection {
  return new Rpc<PanelProtocol, WebviewProtocol>(endpoint, {
    services: {
      show(params, context) {
        const text: unknown = params.text;
        if (!TABS.includes(params.tab) || (text !== undefined && typeof text !== 'string'))
          return Promise.reject(new Error('show: no such tab or text'));
        return services.show(params, context);
      },
      selected(params, context) {
        if (typeof params.text !== 'string') return Promise.reject(new Error('selected: no text'));
        return services.selected(params, context);
      },
      state(params, context) {
        if (typeof params.state !== 'string') return Promise.reject(new Error('state: no text'));
        return services.state(params, context);
      },
      models(params, context) {
        if (!areModels(params.translators) || !areModels(params.fillers))
          return Promise.reject(new Error('models: no lists of models'));
        return services.models(params, context);
      },
    },
    log: (line) => console.warn(`Interlinear: ${line}`),
  });
}

function areModels(list: unknown): list is PanelModel[] {
  const isModel = (one: Partial<Record<keyof PanelModel, unknown>> | null): boolean =>
    [one?.id, one?.source, one?.target, one?.description].every((value) => typeof value === 'string');
  return Array.isArray(list) && list.every(isModel);
}
