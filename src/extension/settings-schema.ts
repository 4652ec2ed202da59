/**
 * The one description of the settings: from it come their types, ranges and defaults, the section of package.json
 * (`npm run manifest` writes it) and what an untrusted folder may not say. Not their values: settings.ts reads those.
 */

/** Of the settings; commands have it too. */
export const SECTION = 'interlinear';

interface Common {
  /** Who may set it; VS Code's own default, the resource, where nothing stands. */
  scope?: 'window' | 'machine-overridable';
  /** It names models or files: in a folder that is not trusted, what the folder says of it does not count. */
  restricted?: true;
}

export interface NumberDescription extends Common {
  kind: 'integer' | 'number';
  /** Both ends included. */
  minimum: number;
  maximum: number;
  /** Without one, an empty setting leaves it to the model. */
  default?: number;
}

export type Description =
  | NumberDescription
  | (Common & { kind: 'boolean'; default: boolean })
  | (Common & { kind: 'text'; default: string })
  | (Common & { kind: 'choice'; values: readonly string[]; default: string })
  | (Common & { kind: 'texts' })
  | (Common & { kind: 'textByName' });

/** In the order in which the settings' page shows them. */
export const SCHEMA = {
  model: { kind: 'text', default: 'auto', scope: 'window', restricted: true },
  models: { kind: 'textByName', scope: 'window', restricted: true },
  engine: {
    kind: 'choice',
    values: ['auto', 'webgl', 'wasm', 'onnxruntime'],
    default: 'auto',
    scope: 'machine-overridable',
    restricted: true,
  },
  beamSize: { kind: 'integer', minimum: 1, maximum: 64 },
  lengthPenalty: { kind: 'number', minimum: 0, maximum: 5 },
  maxLength: { kind: 'integer', minimum: 1, maximum: 1000 },
  glossary: { kind: 'boolean', default: true },
  memory: { kind: 'boolean', default: true },
  memoryFile: { kind: 'text', default: '.interlinear/memory.tsv', scope: 'window', restricted: true },
  hover: { kind: 'boolean', default: true },
  warmUp: { kind: 'boolean', default: true, scope: 'window' },
  'completion.automatic': { kind: 'boolean', default: false },
  'completion.delay': { kind: 'integer', minimum: 0, maximum: 5000, default: 250 },
  'completion.candidates': { kind: 'integer', minimum: 1, maximum: 10, default: 3 },
  'completion.words': { kind: 'integer', minimum: 1, maximum: 30, default: 8 },
  'completion.disabledLanguages': { kind: 'texts' },
  'completion.temperature': { kind: 'number', minimum: 0, maximum: 2, default: 0 },
  'completion.topP': { kind: 'number', minimum: 0.05, maximum: 1, default: 0.9 },
} as const satisfies Record<string, Description>;

export type Setting = keyof typeof SCHEMA;
export const SETTINGS = Object.keys(SCHEMA) as Setting[];

/** Those whose description is of one kind. */
export type SettingOf<Kind extends Description['kind']> = {
  [Name in Setting]: (typeof SCHEMA)[Name]['kind'] extends Kind ? Name : never;
}[Setting];

/** What a setting is once it has been read. */
export type SettingValue<Name extends Setting> = ValueOf<(typeof SCHEMA)[Name]>;

type ValueOf<D extends Description> = D extends { kind: 'choice'; values: readonly (infer Value)[] }
  ? Value
  : D extends { kind: 'integer' | 'number' }
    ? D extends { default: number }
      ? number
      : number | undefined
    : D extends { kind: 'boolean' }
      ? boolean
      : D extends { kind: 'text' }
        ? string
        : D extends { kind: 'texts' }
          ? readonly string[]
          : Readonly<Record<string, string>>;

export const descriptionOf = (name: Setting): Description => SCHEMA[name];

export const isRestricted = (name: Setting): boolean => descriptionOf(name).restricted === true;

/** As it stands in a settings file. */
export const settingId = (name: Setting): string => `${SECTION}.${name}`;
