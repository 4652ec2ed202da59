/**
 * The one table of the commands: from it come their ids, and the sections of package.json that announce them, in menus,
 * keys and the walkthrough (`npm run manifest` writes these: contributions-section.ts). Not what they do: commands.ts,
 * where one without a function does not compile. Knows nothing of VS Code; the settings are in settings-schema.ts.
 *
 * A new command: one entry here, its function in commands.ts, `command.<name>` in package.nls.json and its
 * translations, `npm run manifest`. After a conflict in package.json take either side, and run that again.
 */
import type texts from '../../package.nls.json';

/** What VS Code replaces by a text in its own language. @param key of package.nls.json */
export const nlsText = (key: keyof typeof texts): string => `%${key}%`;

/** When clauses: https://code.visualstudio.com/api/references/when-clause-contexts */
const EDITOR = 'editorIsOpen';
const WRITABLE = '!editorReadonly';
const TYPING = `editorTextFocus && ${WRITABLE}`;
/** Documents of prose, by their names. */
const PROSE = 'resourceExtname =~ /^\\.(md|markdown|mdx|txt|rst|adoc|asciidoc|tex|html?)$/i';
/** Files that hold two languages, or have one that says the same beside them. */
const BILINGUAL =
  'resourceExtname =~ /^\\.(po|xlf|xliff|tmx|tsv|json|jsonc|arb|ya?ml|toml|properties|strings|resx|md|html?|rst|adoc|txt)$/i';

export interface MenuPlace {
  /** Where in the menu: its part and, behind `@`, the place in it. */
  group?: string;
  when?: string;
}

type Menu = 'interlinear.translate' | 'editor/title' | 'explorer/context' | 'view/title' | 'webview/context';

export interface CommandDescription {
  icon?: `$(${string})`;
  /** When the palette shows it: always, where nothing stands. */
  palette?: string;
  /** With `cmd` for `ctrl` on a Mac. */
  key?: { key: `ctrl+${string}`; when: string };
  menus?: Readonly<Partial<Record<Menu, MenuPlace>>>;
}

/** The commands' menu inside one of VS Code's own. */
export const SUBMENU = {
  id: 'interlinear.translate',
  label: 'Interlinear',
  place: { menu: 'editor/context', group: '1_modification@9' },
} as const satisfies { id: Menu; label: string; place: { menu: string; group: string } };

export const COMMAND_TABLE = {
  translateSelection: {
    palette: EDITOR,
    key: { key: 'ctrl+alt+t', when: TYPING },
    menus: { 'interlinear.translate': { group: '1_translate@1', when: WRITABLE } },
  },
  insertBelow: {
    palette: EDITOR,
    key: { key: 'ctrl+alt+shift+t', when: TYPING },
    menus: { 'interlinear.translate': { group: '1_translate@2', when: WRITABLE } },
  },
  insertAbove: { palette: EDITOR },
  insertAsComment: { palette: EDITOR },
  compare: {
    palette: EDITOR,
    key: { key: 'ctrl+alt+shift+d', when: 'editorTextFocus && !isInDiffEditor' },
    menus: { 'interlinear.translate': { group: '1_translate@3' } },
  },
  applyComparison: {
    palette: 'resourceScheme == interlinear-translation',
    menus: {
      'editor/title': {
        group: 'navigation',
        when: 'resourceScheme == interlinear-translation && isInDiffEditor',
      },
    },
  },
  takeChanges: {
    icon: '$(arrow-left)',
    palette: 'resourceScheme == interlinear-translation',
    menus: {
      'interlinear.translate': { group: '1_translate@0', when: 'resourceScheme == interlinear-translation' },
      'editor/title': {
        group: 'navigation',
        when: 'resourceScheme == interlinear-translation && isInDiffEditor',
      },
    },
  },
  copy: { palette: EDITOR, menus: { 'interlinear.translate': { group: '1_translate@4' } } },
  translateComments: { palette: EDITOR },
  translateDocument: {
    palette: EDITOR,
    menus: { 'interlinear.translate': { group: '2_whole@1', when: WRITABLE } },
  },
  translateBeside: { palette: EDITOR },
  readDocument: {
    icon: '$(book)',
    palette: EDITOR,
    menus: {
      'editor/title': {
        group: '2_interlinear@1',
        when: `resourceScheme != interlinear-reading && ${PROSE}`,
      },
      'explorer/context': {
        group: 'navigation@90',
        when: `!explorerResourceIsFolder && ${PROSE}`,
      },
    },
  },
  toggleReading: { palette: EDITOR },
  chooseTarget: { menus: { 'interlinear.translate': { group: '4_direction@1' } } },
  swapDirection: {},
  chooseModel: {},
  addToGlossary: { menus: { 'interlinear.translate': { group: '3_more@2' } } },
  openGlossary: {},
  remember: { palette: EDITOR },
  openMemory: {},
  manageModels: {},
  learn: {
    menus: {
      'explorer/context': {
        group: 'navigation@91',
        when: `!explorerResourceIsFolder && ${BILINGUAL}`,
      },
    },
  },
  trainModel: {
    menus: {
      'explorer/context': {
        group: 'navigation@92',
        when: '!explorerResourceIsFolder && resourceFilename =~ /\\.recipe\\.json$/',
      },
    },
  },
  complete: { palette: EDITOR, key: { key: 'ctrl+alt+space', when: TYPING } },
  completeSelection: { palette: EDITOR },
  toggleCompletion: {},
  showLog: {},
  openPanel: { menus: { 'interlinear.translate': { group: '3_more@1' } } },
  openPanelTab: {
    icon: '$(link-external)',
    menus: { 'view/title': { group: 'navigation', when: 'view == interlinear.panel' } },
  },
  fillBlanks: {},
  scoreSelection: {},
  copyCandidate: {
    // Of a place in the panel, which only its own menu knows.
    palette: 'false',
    menus: {
      'webview/context': {
        when: "webviewId =~ /^interlinear\\.panel/ && webviewSection == 'candidate'",
      },
    },
  },
  tryStep: {},
} as const satisfies Record<string, CommandDescription>;

export type CommandName = keyof typeof COMMAND_TABLE;
export type CommandId<Name extends CommandName = CommandName> = `interlinear.${Name}`;

export const COMMAND_NAMES = Object.keys(COMMAND_TABLE) as CommandName[];

export const commandId = <Name extends CommandName>(name: Name): CommandId<Name> => `interlinear.${name}`;

/** The ids by their names. */
export const COMMANDS = Object.fromEntries(COMMAND_NAMES.map((name) => [name, commandId(name)])) as {
  readonly [Name in CommandName]: CommandId<Name>;
};

/** The steps of the walkthrough, each done once one of its commands has succeeded (tick in ui/first-steps.ts). */
export const WALKTHROUGH = {
  translate: ['translateSelection'],
  document: ['compare'],
  panel: ['openPanel', 'fillBlanks'],
  complete: ['complete', 'completeSelection'],
  words: ['addToGlossary', 'openGlossary'],
  models: ['manageModels'],
} as const satisfies Record<string, readonly CommandName[]>;

export type WalkthroughStep = keyof typeof WALKTHROUGH;
export const WALKTHROUGH_STEPS = Object.keys(WALKTHROUGH) as WalkthroughStep[];
