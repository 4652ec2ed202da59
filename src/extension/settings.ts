/** The user's settings, checked: what stands in a settings file may be anything. Knows nothing of VS Code. */
import type { BackendSetting, DecodingSettings } from '../protocol/model';
import type { Description, NumberDescription, Setting, SettingOf, SettingValue } from './settings-schema';
import { descriptionOf, settingId } from './settings-schema';

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
  /** Whether the engine may start before it is asked. */
  warmUp: boolean;
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

/**
 * @param get reads a setting by its name without the section
 * @throws SettingsError for the first setting that is not as it must be
 */
export function readSettings(get: (name: Setting) => unknown): Settings {
  const value = <Name extends Setting>(name: Name): SettingValue<Name> => readValue(name, get(name));
  const named = get('model');
  return {
    model: value('model'),
    byPair: value('models'),
    backend: value('engine'),
    decoding: pick(DECODING, value),
    glossary: value('glossary'),
    memory: value('memory'),
    memoryFile: value('memoryFile'),
    hover: value('hover'),
    warmUp: value('warmUp'),
    completion: {
      automatic: value('completion.automatic'),
      delay: value('completion.delay'),
      candidates: value('completion.candidates'),
      words: value('completion.words'),
      disabledLanguages: value('completion.disabledLanguages'),
      temperature: value('completion.temperature'),
      topP: value('completion.topP'),
    },
    checkModel(models) {
      if (named !== undefined && named !== 'auto' && !models.includes(named as string))
        throw new SettingsError('unknown-model', settingId('model'), named, ['auto', ...models]);
    },
  };
}

/** Those that are set; the others are left to the model. */
function pick<Name extends SettingOf<'integer' | 'number'>>(
  names: readonly Name[],
  value: (name: Name) => number | undefined,
): Partial<Record<Name, number>> {
  const set: Partial<Record<Name, number>> = {};
  for (const name of names) {
    const number = value(name);
    if (number !== undefined) set[name] = number;
  }
  return set;
}

/**
 * One setting by its description: a number that is none is refused, since a user who writes one means something; of the
 * other kinds, what does not fit counts as not set.
 * @param value as it stands in a settings file, which may be anything
 * @throws SettingsError for a number that is not as it must be
 */
export const readValue = <Name extends Setting>(name: Name, value: unknown): SettingValue<Name> =>
  valueOf(name, descriptionOf(name), value) as SettingValue<Name>;

function valueOf(name: Setting, description: Description, value: unknown): unknown {
  switch (description.kind) {
    case 'boolean':
      return typeof value === 'boolean' ? value : description.default;
    case 'text':
      return typeof value === 'string' ? value : description.default;
    case 'choice':
      return description.values.find((known) => known === value) ?? description.default;
    case 'texts':
      return Array.isArray(value) ? value.filter(isText) : [];
    case 'textByName':
      return typeof value === 'object' && value !== null
        ? Object.fromEntries(Object.entries(value).filter(([, text]: [string, unknown]) => isText(text)))
        : {};
    case 'integer':
    case 'number':
      return value === null || value === undefined
        ? description.default
        : checkNumber(name, description, value);
  }
}

const isText = (value: unknown): value is string => typeof value === 'string';

function checkNumber(name: Setting, { kind, minimum, maximum }: NumberDescription, value: unknown): number {
  const refuse = (code: SettingsErrorCode): SettingsError =>
    new SettingsError(code, settingId(name), value, { min: minimum, max: maximum });
  if (typeof value !== 'number' || Number.isNaN(value)) throw refuse('not-a-number');
  if (kind === 'integer' && !Number.isInteger(value)) throw refuse('not-an-integer');
  if (value < minimum || value > maximum) throw refuse('out-of-range');
  return value;
}
