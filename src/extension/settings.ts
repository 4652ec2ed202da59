/** The user's settings, checked: what stands in a settings file may be anything. Knows nothing of VS Code. */
import type { BackendSetting, DecodingSettings } from '../protocol/model';
import type { Setting } from './contributions';
import { settingId } from './contributions';

export interface Settings {
  /** 'auto': the model fits the languages. */
  model: string;
  /** By pair ("en-fr"), where there are several models for one. */
  byPair: Readonly<Record<string, string>>;
  backend: BackendSetting;
  /** Those the user has set; the model's own recommendation stands for the others. */
  decoding: Partial<DecodingSettings>;
  /** Whether the workspace's glossary is obeyed, and its memory used. */
  glossary: boolean;
  memory: boolean;
  /** As it was written; where it may lie is checked where it is used (terms/term-place.ts). */
  memoryFile: string;
  hover: boolean;
  completion: CompletionSettings;
  /** @throws SettingsError('unknown-model') when `model` is none of these ids */
  checkModel(models: readonly string[]): void;
}

export interface CompletionSettings {
  /** While typing; otherwise on demand. */
  automatic: boolean;
  /** Milliseconds without a key before anything is computed. */
  delay: number;
  candidates: number;
  /** The most words of one completion. */
  words: number;
  /** Language ids in which nothing comes while typing. */
  disabledLanguages: readonly string[];
  /** 0: the most probable words are searched; above, words are drawn. Of longer completions only. */
  temperature: number;
  topP: number;
}

/** Both ends included; package.json says the same. */
export const RANGES = {
  beamSize: { min: 1, max: 64, integer: true },
  lengthPenalty: { min: 0, max: 5, integer: false },
  maxLength: { min: 1, max: 1000, integer: true },
  'completion.delay': { min: 0, max: 5000, integer: true },
  'completion.candidates': { min: 1, max: 10, integer: true },
  'completion.words': { min: 1, max: 30, integer: true },
  'completion.temperature': { min: 0, max: 2, integer: false },
  'completion.topP': { min: 0.05, max: 1, integer: false },
} as const satisfies Record<string, { min: number; max: number; integer: boolean }>;

export type SettingsErrorCode = 'not-a-number' | 'not-an-integer' | 'out-of-range' | 'unknown-model';

export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  constructor(
    readonly code: SettingsErrorCode,
    /** With its section: "interlinear.beamSize". */
    readonly setting: string,
    readonly value: unknown,
    /** What would be allowed. */
    readonly allowed: { min: number; max: number } | readonly string[],
  ) {
    super(`${setting} is ${JSON.stringify(value)}: ${code}`);
  }
}

const DECODING = ['beamSize', 'lengthPenalty', 'maxLength'] as const;
/** What package.json says too, for a setting that is empty. */
const DEFAULTS = {
  'completion.delay': 250,
  'completion.candidates': 3,
  'completion.words': 8,
  'completion.temperature': 0,
  'completion.topP': 0.9,
} as const;

/**
 * @param get reads a setting by its name without the section
 * @throws SettingsError for the first setting that is not as it must be
 */
export function readSettings(get: (name: Setting) => unknown): Settings {
  const model = get('model');
  const decoding: Partial<DecodingSettings> = {};
  for (const name of DECODING) {
    const value = get(name);
    if (value !== null && value !== undefined) decoding[name] = checkNumber(name, value);
  }
  const number = (name: keyof typeof DEFAULTS): number => checkNumber(name, get(name) ?? DEFAULTS[name]);
  return {
    model: typeof model === 'string' ? model : 'auto',
    byPair: pairs(get('models')),
    backend: readBackend(get('engine')),
    decoding,
    glossary: get('glossary') !== false,
    memory: get('memory') !== false,
    memoryFile: text(get('memoryFile'), MEMORY_FILE),
    hover: get('hover') === true,
    completion: {
      automatic: get('completion.automatic') === true,
      delay: number('completion.delay'),
      candidates: number('completion.candidates'),
      words: number('completion.words'),
      disabledLanguages: strings(get('completion.disabledLanguages')),
      temperature: number('completion.temperature'),
      topP: number('completion.topP'),
    },
    checkModel(models) {
      if (model !== undefined && model !== 'auto' && !models.includes(model as string))
        throw new SettingsError('unknown-model', settingId('model'), model, ['auto', ...models]);
    },
  };
}

const BACKENDS: readonly BackendSetting[] = ['auto', 'webgl', 'wasm', 'onnxruntime'];

export const readBackend = (value: unknown): BackendSetting =>
  BACKENDS.find((known) => known === value) ?? 'auto';

const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];

function pairs(value: unknown): Record<string, string> {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

export const MEMORY_FILE = '.interlinear/memory.tsv';

const text = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise);

function checkNumber(name: keyof typeof RANGES, value: unknown): number {
  const range = RANGES[name];
  const refuse = (code: SettingsErrorCode): SettingsError =>
    new SettingsError(code, settingId(name), value, range);
  if (typeof value !== 'number' || Number.isNaN(value)) throw refuse('not-a-number');
  if (range.integer && !Number.isInteger(value)) throw refuse('not-an-integer');
  if (value < range.min || value > range.max) throw refuse('out-of-range');
  return value;
}
