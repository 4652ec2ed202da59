/**
 * What the panel is set to: small, plain, and written down at every change, so that the panel comes back as it was.
 * Answers are not here: they are asked for again, and the extension has kept them.
 */
import type { MetricSettings } from '../../src/protocol/score';
import type { PanelModels, Tab } from '../../src/protocol/panel';

/** The lecture's tables in the place of a model. */
export const TOY = 'toy';

export interface PanelState {
  tab: Tab;
  /** Id of a model, or TOY. */
  model: string;
  text: string;
  /** The text was taken from a document. */
  taken: boolean;
  /** New selections in the editor become the text. */
  follow: boolean;
  /** The language of the text says which model reads it. */
  detect: boolean;
  beamSize: number;
  alpha: number;
  /** The most target tokens of a sentence. */
  maxLength: number;
  /** The search is shown below the translation. */
  inside: boolean;
  /** The translation is translated back, to be compared with the text. */
  checkBack: boolean;
  /** The step of “Why this word?”, from 1; 0: it is closed. */
  guide: number;
  /** What was translated, the last first. */
  history: HistoryEntry[];
  /** Which sentence of the text. */
  sentence: number;
  whatIf: WhatIfState;
  /** The second side of a comparison: '' is the text, and the model, of the first. */
  compare: { text: string; model: string };
  fill: { text: string; taken: boolean };
  score: ScoreState;
  gates: { layer: number; unit: number };
  /** The step that is looked at in every view: a token of the sentence, one of its translation; −1: none. */
  selected: { source: number; target: number };
}

export interface HistoryEntry {
  model: string;
  text: string;
  translation: string;
}

export interface WhatIfState {
  /** Place of the candidate among the n best. */
  candidate: number;
  /** Tokens that were chosen, as text too. */
  prefix: number[];
  prefixText: string;
  typed: string;
  forced: string[];
  forbidden: string[];
}

export interface ScoreState extends MetricSettings {
  candidate: string;
  references: string[];
  k: number;
}

export const NO_CONSTRAINTS: WhatIfState = {
  candidate: 0,
  prefix: [],
  prefixText: '',
  typed: '',
  forced: [],
  forbidden: [],
};

const NO_STEP: PanelState['selected'] = { source: -1, target: -1 };

/** A sentence may be longer than any network writes well; the models' own limits are lower. */
const MAX_LENGTH = 200;

export const initialState = (): PanelState => ({
  tab: 'translate',
  model: '',
  text: '',
  taken: false,
  follow: true,
  detect: true,
  beamSize: 5,
  alpha: 0.75,
  maxLength: MAX_LENGTH,
  inside: false,
  checkBack: false,
  guide: 0,
  history: [],
  sentence: 0,
  whatIf: NO_CONSTRAINTS,
  compare: { text: '', model: '' },
  fill: { text: '', taken: false },
  score: { candidate: '', references: [''], k: 4, tokenize: '13a', lowercase: false },
  gates: { layer: 0, unit: 0 },
  selected: NO_STEP,
});

/** What was written down, as far as it is of the same make; an older or broken one gives the start. */
export function readState(written: string | null | undefined): PanelState {
  const start = initialState();
  try {
    const read: unknown = JSON.parse(written ?? 'null');
    const pattern = { ...start, history: [{ model: '', text: '', translation: '' }] };
    return sameShape(pattern, read) ? read : start;
  } catch {
    return start;
  }
}

/** Every key of `pattern` is there, of the same type; lists by their first entry. */
function sameShape<T>(pattern: T, value: unknown): value is T {
  if (Array.isArray(pattern))
    return Array.isArray(value) && (pattern.length === 0 || value.every((one) => sameShape(pattern[0], one)));
  if (typeof pattern !== 'object' || pattern === null) return typeof value === typeof pattern;
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(pattern).every(([key, inner]) =>
    sameShape(inner, (value as Record<string, unknown>)[key]),
  );
}

type Listener = () => void;

/** A token of the sentence, or of its translation. */
export interface Step {
  side: 'source' | 'target';
  token: number;
}

/** The one state of the panel. */
export class Store {
  /** What the pointer or the focus is at; gone when it leaves, and never written down. */
  private pointed: Step | null = null;
  private listeners = new Set<Listener>();

  /** @param write keeps it somewhere */
  constructor(
    private current: PanelState,
    private readonly write: (state: string) => void,
  ) {}

  get state(): PanelState {
    return this.current;
  }

  update(change: Partial<PanelState>): void {
    const { text, model, sentence } = this.current;
    this.current = { ...this.current, ...change };
    const isOther =
      text !== this.current.text || model !== this.current.model || sentence !== this.current.sentence;
    if (isOther) this.current.selected = NO_STEP;
    this.write(JSON.stringify(this.current));
    this.tell();
  }

  /** The panel's other page has gone on: this one follows, and tells nobody. */
  adopt(state: PanelState): void {
    this.current = state;
    this.tell();
  }

  /** What is pointed at is marked in every view. */
  point(step: Step | null): void {
    if (step?.side === this.pointed?.side && step?.token === this.pointed?.token) return;
    this.pointed = step;
    this.tell();
  }

  select({ side, token }: Step): void {
    this.update({ selected: { ...NO_STEP, [side]: token } });
  }

  /** What is pointed at; else what was selected. */
  get marked(): Step | null {
    const { source, target } = this.current.selected;
    if (this.pointed) return this.pointed;
    if (target >= 0) return { side: 'target', token: target };
    return source >= 0 ? { side: 'source', token: source } : null;
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }

  /** @returns stops listening */
  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

/** Of what the chosen model writes, for those who read it aloud and for the shapes of its characters; '' is unknown. */
export function targetLanguage({ store, info }: { store: Store; info: PanelModels }): string {
  return info.translators.find(({ id }) => id === store.state.model)?.target ?? '';
}
