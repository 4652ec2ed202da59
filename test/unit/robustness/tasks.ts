/** What the process apart is told, and what it answers. */

export type Task =
  | { kind: 'read'; reader: string; text: string }
  /** Requests to the engine and the panel, drawn by the seed. */
  | { kind: 'requests'; seed: number; count: number }
  /** Model folders, mutated and used. */
  | { kind: 'folders'; seed: number; count: number };

export interface Finding {
  what: 'untyped error' | 'no answer' | 'too slow';
  where: string;
  detail: string;
}

export interface Reply {
  /** Requests, documents or folders tried. */
  count: number;
  findings: Finding[];
}
