/** One side of a message port: a worker, `self` in a worker, a MessagePort or a webview, seen alike by rpc.ts. */

export interface Endpoint {
  /** @throws DOMException DataCloneError for values that no port can carry */
  post(message: unknown, transfer: Transferable[]): void;
  /** @returns stops listening */
  listen(receive: (message: unknown) => void): () => void;
}

interface Port {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<unknown>) => void): void;
  removeEventListener(type: 'message', listener: (event: MessageEvent<unknown>) => void): void;
  /** Of a MessagePort, which holds its messages back until then. */
  start?(): void;
}

/** For everything the web platform gives a `postMessage`. */
export function portEndpoint(port: Port): Endpoint {
  return {
    post: (message, transfer) => port.postMessage(message, transfer),
    listen(receive) {
      const listener = (event: MessageEvent<unknown>): void => receive(event.data);
      port.addEventListener('message', listener);
      port.start?.();
      return () => port.removeEventListener('message', listener);
    },
  };
}
