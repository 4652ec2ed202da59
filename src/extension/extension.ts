/** The entry of the extension: puts the parts together. The engine starts with the first use. */
import * as vscode from 'vscode';
import { createApi } from './api';
import { SelectionActions } from './documents/code-actions';
import { registerCommands } from './commands';
import { CompletionProvider } from './completion/completion-provider';
import type { InterlinearExports } from './comment-translate';
import { withTranslateSource } from './comment-translate';
import { COMMANDS } from './contributions';
import { BackendChoices } from './engine/backend-choices';
import { helperCount } from './engine/helper-pool';
import { EngineClient } from './engine/engine-client';
import type { EngineFiles } from './engine/engine-session';
import { hostPlace, workerPlace } from './engine/engine-place';
import { CommentHover } from './reading/comment-hover';
import { IdentifierHover } from './reading/identifier-hover';
import { ReadingFiles } from './reading/reading-files';
import { ReadingMode } from './reading/reading-mode';
import { ScrollTogether } from './reading/scroll-together';
import { registerTools } from './ui/language-model-tools';
import { LastTranslation } from './documents/last-translation';
import { createLog } from './ui/log';
import { WarmUp } from './engine/warm-up';
import { LessonMaterial } from './learning/lesson-material';
import { LessonStore } from './learning/lesson-store';
import type { LearningContext } from './learning/learn-command';
import { ModelCards } from './models/model-cards';
import { ModelCatalog } from './models/model-catalog';
import { ModelStore, readOwned } from './models/model-store';
import { readTables } from './models/language-tables';
import { Panel, registerPanel } from './panel/panel';
import { readSettings, readValue } from './settings';
import { settingId } from './settings-schema';
import { StatusBar } from './ui/status-bar';
import { readSetting, tellOfRestriction } from './ui/restricted-mode';
import { languageName, TargetLanguage } from './direction/target-language';
import type { TranslationContext } from './documents/translation';
import { TranslationReview } from './documents/review';
import { translatedText, translateText, translatorFor } from './documents/translation';
import { VirtualDocuments } from './documents/virtual-documents';
import type { TrainingContext } from './training/train-command';
import type { TrainingPlan } from './training/training-plan';
import { WorkspaceTerms } from './terms/workspace-terms';

const MINUTE = 60_000;

const KERNELS = ['kernels-relaxed.wasm', 'kernels-exact.wasm'];

/** @returns what other extensions may use */
export function activate(context: vscode.ExtensionContext): InterlinearExports {
  const log = createLog();
  const statusBar = new StatusBar(COMMANDS);
  tellOfRestriction(log);
  const catalog = createCatalog(context);
  let client: EngineClient | undefined;
  const engine = (): EngineClient => (client ??= createEngine(context, catalog, log, statusBar));
  const target = new TargetLanguage(context.workspaceState);
  const last = new LastTranslation();
  const review = new TranslationReview(last);
  const documents = new VirtualDocuments();
  const cards = new ModelCards();
  const terms = new WorkspaceTerms((line) => log.warn(line));
  const settings = (): ReturnType<typeof readSettings> => {
    return readSettings(readSetting);
  };
  const services = { log, engine, catalog, settings, target, terms };
  const reading = new ReadingFiles();
  const readingMode = new ReadingMode(services);
  const scrolling = new ScrollTogether();
  const api = createApi(services);
  const panel = createPanel(context, services);
  context.subscriptions.push(
    log,
    statusBar,
    target,
    last,
    review,
    vscode.languages.registerCodeActionsProvider({ pattern: '**' }, review, TranslationReview.metadata),
    documents,
    cards,
    reading,
    readingMode,
    scrolling,
    { dispose: () => client?.dispose() },
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(settingId('engine'))) client?.restart();
    }),
    ...inviteWithDocuments(statusBar, target),
    ...warmUpWithDocuments(services, context.globalState),
    ...registerCommands({
      ...services,
      ...createLearning(context, catalog, log),
      last,
      review,
      documents,
      cards,
      reading,
      readingMode,
      scrolling,
      panel,
    }),
    ...registerProviders(services, context.extensionUri),
    ...registerTools(api),
    ...registerPanel(panel),
  );
  return withTranslateSource(api);
}

function createPanel(
  { extensionUri, workspaceState }: vscode.ExtensionContext,
  services: TranslationContext,
): Panel {
  const { log, engine, catalog, settings } = services;
  return new Panel({
    extensionUri,
    log,
    engine,
    models: catalog,
    translatorFor: (text, signal) => translatorFor(services, text, signal),
    async translate({ model, text, decoding }, { signal, progress }) {
      const request = { text, format: { kind: 'plain' as const }, model, decoding };
      const { translation } = await translateText(services, request, signal, ({ done, total }) =>
        progress({ done, total }),
      );
      return { text: translatedText({ text, translation }), sentences: translation.sentences };
    },
    settings,
    memory: workspaceState,
  });
}

/** The status-bar item is there as soon as a text is open, and says the language that was chosen. */
function inviteWithDocuments(statusBar: StatusBar, target: TargetLanguage): vscode.Disposable[] {
  const invite = (editor = vscode.window.activeTextEditor): void => {
    if (editor) statusBar.invite(target.chosen && languageName(target.chosen));
  };
  invite();
  return [vscode.window.onDidChangeActiveTextEditor(invite)];
}

/** Languages of documents that are mostly prose. */
const PROSE = new Set(['markdown', 'plaintext', 'latex', 'restructuredtext', 'asciidoc', 'html']);
/** Characters by which the language of a document is told. */
const SAMPLE = 4000;
const QUIET = 3000;
/** In the global state: whoever has never used the extension gets no engine unasked. */
const USED = 'used';

function warmUpWithDocuments(services: TranslationContext, state: vscode.Memento): vscode.Disposable[] {
  const { engine, log, settings } = services;
  const warmUp = new WarmUp({
    wanted: () => state.get(USED) === true && vscode.window.state.focused && settings().warmUp,
    async warm(signal) {
      const text = vscode.window.activeTextEditor?.document.getText().slice(0, SAMPLE) ?? '';
      const model = await translatorFor(services, text, signal);
      if (model !== undefined) await engine().ready([model], signal);
    },
    log: (line) => log.info(line),
    quietMilliseconds: QUIET,
  });
  const show = (editor = vscode.window.activeTextEditor): void =>
    warmUp.show(editor !== undefined && PROSE.has(editor.document.languageId));
  show();
  return [
    warmUp,
    vscode.window.onDidChangeActiveTextEditor(show),
    vscode.workspace.onDidChangeTextDocument(() => warmUp.postpone()),
    vscode.window.onDidChangeTextEditorSelection(() => warmUp.postpone()),
  ];
}

/** Everywhere; each of them says for itself where it has something to say. */
function registerProviders(services: TranslationContext, extensionUri: vscode.Uri): vscode.Disposable[] {
  const everywhere = { pattern: '**' };
  const { languages } = vscode;
  return [
    languages.registerInlineCompletionItemProvider(everywhere, new CompletionProvider(services)),
    languages.registerHoverProvider(everywhere, new CommentHover(services)),
    languages.registerHoverProvider(everywhere, new IdentifierHover(services, extensionUri)),
    languages.registerCodeActionsProvider(everywhere, new SelectionActions(), SelectionActions.metadata),
  ];
}

function createCatalog({ extension, extensionUri, globalStorageUri }: vscode.ExtensionContext): ModelCatalog {
  const manifest = extension.packageJSON as { interlinear: { models: string[] } };
  const added = vscode.Uri.joinPath(globalStorageUri, 'models');
  return new ModelCatalog(extensionUri, manifest.interlinear.models, added);
}

/** What the platform tells of it. */
function machine(): { cores: number; gigabytes?: number } {
  const { hardwareConcurrency = 1, deviceMemory } = navigator as {
    hardwareConcurrency?: number;
    deviceMemory?: number;
  };
  return { cores: hardwareConcurrency, ...(deviceMemory !== undefined && { gigabytes: deviceMemory }) };
}

const distOf =
  (extensionUri: vscode.Uri) =>
  (name: string): vscode.Uri =>
    vscode.Uri.joinPath(extensionUri, 'dist', name);

const storeOf = (catalog: ModelCatalog): ModelStore =>
  new ModelStore(async (id) => (await catalog.find(id)).folder);

function wasmFiles(extensionUri: vscode.Uri): Pick<EngineFiles, 'readKernels' | 'readOnnxruntime'> {
  const dist = distOf(extensionUri);
  return {
    readKernels: async () => {
      const [relaxed, exact] = await Promise.all(KERNELS.map((name) => readOwned(dist(name))));
      return { relaxed, exact };
    },
    readOnnxruntime: () => readOwned(dist('ort-wasm-simd-threaded.wasm')),
  };
}

function createLearning(
  { extensionUri, globalStorageUri }: vscode.ExtensionContext,
  catalog: ModelCatalog,
  log: vscode.LogOutputChannel,
): Pick<LearningContext & TrainingContext, 'lessons' | 'runs' | 'examples' | 'workshop' | 'material'> {
  const models = storeOf(catalog);
  const url = distOf(extensionUri)('workshop.js').toString(true);
  return {
    lessons: new LessonStore(vscode.Uri.joinPath(globalStorageUri, 'lessons')),
    runs: new LessonStore<TrainingPlan>(vscode.Uri.joinPath(globalStorageUri, 'runs')),
    examples: vscode.Uri.joinPath(globalStorageUri, 'examples'),
    workshop: {
      place: workerPlace(url, 'interlinear-workshop'),
      files: wasmFiles(extensionUri),
      log: (line) => log.info(line),
    },
    material: new LessonMaterial(extensionUri, (id) => models.readModel(id)),
  };
}

function createEngine(
  { extensionUri, globalState }: vscode.ExtensionContext,
  catalog: ModelCatalog,
  log: vscode.LogOutputChannel,
  statusBar: StatusBar,
): EngineClient {
  const dist = distOf(extensionUri);
  const models = storeOf(catalog);
  const choices = new BackendChoices(globalState, () => readValue('engine', readSetting('engine')));
  return new EngineClient({
    places: [workerPlace(dist('engine.js').toString(true)), hostPlace],
    files: {
      ...wasmFiles(extensionUri),
      readModel: (id) => models.readModel(id),
      readTables: async (id) => readTables(extensionUri, await catalog.find(id)),
      preference: (id) => choices.preference(id),
    },
    log,
    onChosen: ({ model, backend, choice, remember }) => {
      const times = choice.milliseconds;
      const measured = times
        ? `; ms a step: ${Object.entries(times)
            .map(([name, ms]) => `${name} ${ms.toFixed(1)}`)
            .join(', ')}`
        : '';
      log.info(
        `${model}: ${backend} (${choice.reason}${choice.detail ? `: ${choice.detail}` : ''}${measured})`,
      );
      if (remember) void choices.remember(model, remember);
    },
    onState: (state) => {
      statusBar.show(state);
      if (state.kind === 'working' && !globalState.get(USED)) void globalState.update(USED, true);
    },
    idleMilliseconds: 10 * MINUTE,
    graceMilliseconds: 700,
    startMilliseconds: MINUTE,
    helpers: { count: helperCount(machine()), idleMilliseconds: MINUTE },
  });
}
