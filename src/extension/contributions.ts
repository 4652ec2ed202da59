/** The names under which package.json announces what the extension contributes. Knows nothing of VS Code. */

/** Of the settings. */
export const SECTION = 'interlinear';

export const COMMANDS = {
  translateSelection: 'interlinear.translateSelection',
  insertBelow: 'interlinear.insertBelow',
  insertAbove: 'interlinear.insertAbove',
  insertAsComment: 'interlinear.insertAsComment',
  compare: 'interlinear.compare',
  applyComparison: 'interlinear.applyComparison',
  copy: 'interlinear.copy',
  translateComments: 'interlinear.translateComments',
  translateDocument: 'interlinear.translateDocument',
  translateBeside: 'interlinear.translateBeside',
  chooseTarget: 'interlinear.chooseTarget',
  swapDirection: 'interlinear.swapDirection',
  chooseModel: 'interlinear.chooseModel',
  manageModels: 'interlinear.manageModels',
  complete: 'interlinear.complete',
  completeSelection: 'interlinear.completeSelection',
  toggleCompletion: 'interlinear.toggleCompletion',
  addToGlossary: 'interlinear.addToGlossary',
  openGlossary: 'interlinear.openGlossary',
  remember: 'interlinear.remember',
  openMemory: 'interlinear.openMemory',
  openPanel: 'interlinear.openPanel',
  fillBlanks: 'interlinear.fillBlanks',
  scoreSelection: 'interlinear.scoreSelection',
  copyCandidate: 'interlinear.copyCandidate',
  showLog: 'interlinear.showLog',
  tryStep: 'interlinear.tryStep',
} as const;

export const SETTINGS = [
  'model',
  'models',
  'engine',
  'beamSize',
  'lengthPenalty',
  'maxLength',
  'glossary',
  'memory',
  'memoryFile',
  'hover',
  'completion.automatic',
  'completion.delay',
  'completion.candidates',
  'completion.words',
  'completion.disabledLanguages',
  'completion.temperature',
  'completion.topP',
] as const;

/** They name models and files: in a folder that is not trusted, what the folder says of them does not count. */
export const RESTRICTED = ['model', 'models', 'engine', 'memoryFile'] as const satisfies readonly Setting[];

export type Setting = (typeof SETTINGS)[number];

/** As it stands in a settings file. */
export const settingId = (name: Setting): string => `${SECTION}.${name}`;
