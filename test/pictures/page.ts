/**
 * The panel's page by itself in a browser, with the engine and the models that ship: for pictures of every state in every
 * theme, width and language, which VS Code around it would make slow. Its colours are those that VS Code gave a webview.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { Engine } from '../../src/engine/engine';
import { panelHtml } from '../../src/extension/panel/panel-html';
import { modelFolder, readFolder } from '../../src/node/models';
import { ort } from '../../src/node/onnxruntime';
import type { InspectionProtocol } from '../../src/protocol';
import type { PanelModel, PanelProtocol, WebviewProtocol } from '../../src/protocol/panel';
import type { RequestContext, Services } from '../../src/rpc/services';
import { Rpc } from '../../src/rpc/rpc';
import { applyEdits } from '../../src/text/edits';
import { ROOT } from '../../tools/paths';
import type { Theme } from '../../tools/panel-page';
import themes from './themes.json';

const ADDRESS = 'http://panel.test/';
const PLAIN = { kind: 'plain' } as const;
const LANGUAGES = ['en', 'fr', 'zh'];

export interface Look {
  theme: Theme;
  /** As VS Code names it: "en", "fr", "zh-cn". */
  language: string;
  width: number;
}

const modelOf = (id: string): PanelModel => {
  const [source, target = source] = id.split('-');
  return { id, source, target, description: id };
};
const TRANSLATORS = ['en-fr', 'en-zh', 'fr-en', 'zh-en'].map(modelOf);
const FILLER: PanelModel = { id: 'en-fill', source: 'en', target: 'en', description: 'en-fill' };

/** Typed arrays do not travel into a page as they are. */
const packed = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_, one: unknown) => (one instanceof Float32Array ? { floats: [...one] } : one)),
  );

/** Run in the page before its own script. */
const BRIDGE = `
  const unpack = (value) => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value.floats)) return Float32Array.from(value.floats);
    for (const key of Object.keys(value)) value[key] = unpack(value[key]);
    return value;
  };
  let kept;
  window.acquireVsCodeApi = () => ({
    getState: () => kept,
    setState: (state) => (kept = state),
    postMessage: (message) => window.toHost(message),
  });
  window.fromHost = (data) => window.dispatchEvent(new MessageEvent('message', { data: unpack(data) }));`;

export class PictureEngine {
  private readonly engine = new Engine({ ort, backendName: 'onnxruntime', threads: 1 });
  private readonly loaded = new Map<string, Promise<unknown>>();

  private need(id: string): Promise<unknown> {
    const loading = this.loaded.get(id) ?? this.engine.loadModel({ id, files: readFolder(modelFolder(id)) });
    this.loaded.set(id, loading);
    return loading;
  }

  /** A service of the engine, whose models are loaded before, and whose typed arrays travel. */
  private inspect<M extends keyof InspectionProtocol>(
    method: M,
    models: (params: InspectionProtocol[M]['params']) => string[],
  ): Services<InspectionProtocol>[M] {
    type Run = (params: unknown, context: RequestContext<unknown>) => Promise<unknown>;
    const run = this.engine.inspection[method].bind(this.engine.inspection) as Run;
    const service = async (
      params: InspectionProtocol[M]['params'],
      context: RequestContext<unknown>,
    ): Promise<unknown> => {
      await Promise.all(models(params).map((id) => this.need(id)));
      return packed(await run(params, { ...context, progress: (value) => context.progress(packed(value)) }));
    };
    return service as Services<InspectionProtocol>[M];
  }

  services(): Services<PanelProtocol> {
    const nothing = (): Promise<null> => Promise.resolve(null);
    const ofSubject = ({ subject }: { subject: { kind: string; model?: string } }): string[] =>
      subject.model === undefined ? [] : [subject.model];
    const ofModel = ({ model }: { model: string }): string[] => [model];
    return {
      traceSearch: this.inspect('traceSearch', ofSubject),
      searchExactly: this.inspect('searchExactly', ofSubject),
      alternatives: this.inspect('alternatives', ofSubject),
      fillBlanks: this.inspect('fillBlanks', ofModel),
      gates: this.inspect('gates', ofModel),
      score: this.inspect('score', () => []),
      scoreFiles: this.inspect('scoreFiles', () => []),
      hello: () =>
        Promise.resolve({
          translators: TRANSLATORS,
          fillers: [FILLER],
          decoding: { beamSize: 5, lengthPenalty: 0.75 },
          engine: 'auto',
          state: null,
          shown: null,
        }),
      translatorFor: async ({ text }) => {
        const [language] = await this.engine.detectLanguages({ text, format: PLAIN, among: LANGUAGES });
        return TRANSLATORS.find(({ source }) => source === language)?.id ?? null;
      },
      translateText: async ({ model, text, decoding }, context) => {
        await this.need(model);
        const params = { models: [model], text, format: PLAIN, decoding, glossary: [], memory: [] };
        const { edits, sentences } = await this.engine.translateDocument(params, context);
        return { text: applyEdits(text, edits), sentences };
      },
      takeSelection: nothing,
      chooseFile: nothing,
      insert: nothing,
      copy: nothing,
      setEngine: nothing,
      openDocument: nothing,
      showDifference: nothing,
      openLecture: nothing,
      saveState: nothing,
      showLog: nothing,
      saveFile: () => Promise.resolve(false),
    };
  }
}

/** A page with the panel in it, with nothing done yet. */
export async function openPicture(
  browser: Browser,
  engine: PictureEngine,
  { theme, language, width }: Look,
): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  let receive: (message: unknown) => void = () => {};
  new Rpc<WebviewProtocol, PanelProtocol>(
    {
      post: (message) =>
        void page
          .evaluate(
            (data) => (globalThis as never as { fromHost(data: unknown): void }).fromHost(data),
            message,
          )
          // The page may be gone by now.
          .catch(() => {}),
      listen(listener) {
        receive = listener;
        return () => {};
      },
    },
    { services: engine.services(), log: (line) => console.warn(line) },
  );
  await page.exposeFunction('toHost', (message: unknown) => receive(message));
  await page.addInitScript(BRIDGE);
  await page.route(`${ADDRESS}**`, (route) => {
    const name = new URL(route.request().url()).pathname.slice(1);
    if (name === '') return route.fulfill({ contentType: 'text/html', body: htmlFor(language) });
    const path = join(ROOT, 'dist', 'panel', name);
    if (name !== 'codicon.css') return route.fulfill({ path });
    return route.fulfill({ contentType: 'text/css', body: readFileSync(path, 'utf8') + stylesFor(theme) });
  });
  await page.goto(ADDRESS);
  const { kind } = themes[theme];
  await page.evaluate(`document.body.classList.add(${JSON.stringify(kind[0])})`);
  await page.locator('il-panel').waitFor();
  return page;
}

function htmlFor(language: string): string {
  const bundle = join(ROOT, 'l10n', `bundle.l10n.${language}.json`);
  return panelHtml({
    script: `${ADDRESS}panel.js`,
    styles: `${ADDRESS}codicon.css`,
    cspSource: ADDRESS,
    nonce: 'picture',
    title: 'Interlinear',
    boot: {
      language,
      texts: language === 'en' ? {} : (JSON.parse(readFileSync(bundle, 'utf8')) as Record<string, string>),
    },
  });
}

/** What VS Code gives every webview. */
function stylesFor(theme: Theme): string {
  const variables = Object.entries(themes[theme].variables).map(([name, value]) => `${name}:${value};`);
  return `:root{${variables.join('')}}body{margin:0;color:var(--vscode-editor-foreground);font:var(--vscode-font-size) var(--vscode-font-family)}`;
}
