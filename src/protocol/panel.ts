/**
 * What the side panel and the extension host say to each other: pure types. The messages travel over src/rpc.
 *
 * Not here: what the engine is asked (InspectionProtocol), which the extension passes on.
 */
import type { InspectionProtocol } from '.';
import type { DocumentSentence } from './document';
import type { BackendSetting, DecodingSettings } from './model';
import type { TranslateProgress } from './translation';

export const TABS = ['translate', 'what-if', 'compare', 'fill', 'score', 'gates'] as const;
export type Tab = (typeof TABS)[number];

export interface PanelModel {
  id: string;
  /** BCP 47 tags. */
  source: string;
  target: string;
  description: string;
}

/** What the page is given before it asks for anything, as JSON inside its HTML. */
export interface PanelBoot {
  /** BCP 47 tag of VS Code's own language, for numbers. */
  language: string;
  /** Translations by the English text; empty in English. */
  texts: Record<string, string>;
}

/** What there is to choose from. */
export interface PanelModels {
  translators: PanelModel[];
  fillers: PanelModel[];
}

export interface PanelInfo extends PanelModels {
  /** What the user has set. */
  decoding: { beamSize: number; lengthPenalty: number };
  engine: BackendSetting;
  /** What `saveState` was last told; null before. */
  state: string | null;
  /** What the panel was opened for, where it was. */
  shown: ShowParams | null;
}

export interface InsertParams {
  text: string;
  /** Behind the cursor or the selection, or in the place of the selection. */
  where: 'cursor' | 'selection';
  /** The text that was taken from the document and is to be replaced; null: what is selected now. */
  replaces: string | null;
}

export interface PanelTextParams {
  model: string;
  text: string;
  decoding: DecodingSettings;
}

/** As the commands of the editor translate it, with glossary and kept translations. */
export interface PanelText {
  text: string;
  sentences: DocumentSentence[];
}

export type DocumentLanguage = 'json' | 'csv' | 'markdown' | 'html';

export interface DifferenceParams {
  /** In the files. */
  line: number;
  left: string;
  right: string;
  /** The left is what the baseline wrote; else a reference. */
  isBaseline: boolean;
}

export interface ChosenFile {
  name: string;
  lines: string[];
}

/** What the panel asks. */
export interface PanelProtocol extends InspectionProtocol {
  hello: { params: null; result: PanelInfo; progress: never };
  /** The selection, or the line of the cursor; null without an editor. */
  takeSelection: { params: null; result: string | null; progress: never };
  /** The model that fits the language of a text and the user's target; null: there is none. */
  translatorFor: { params: { text: string }; result: string | null; progress: never };
  translateText: { params: PanelTextParams; result: PanelText; progress: TranslateProgress };
  insert: { params: InsertParams; result: null; progress: never };
  copy: { params: { text: string }; result: null; progress: never };
  /** What computes models, written where the user has set it. */
  setEngine: { params: { engine: BackendSetting }; result: null; progress: never };
  /** One sentence a line; null when the user has chosen none. */
  chooseFile: { params: { title: string }; result: ChosenFile | null; progress: never };
  /** Opens a new document with this content, for the user to save where they like. */
  openDocument: { params: { content: string; language: DocumentLanguage }; result: null; progress: never };
  /** Two sentences side by side in VS Code's own comparison. */
  showDifference: { params: DifferenceParams; result: null; progress: never };
  /** Asks the user where to. @returns whether the user has said where */
  saveFile: { params: { name: string; bytes: Uint8Array }; result: boolean; progress: never };
  /** @param section the anchor of a heading of docs/lecture-notes.md */
  openLecture: { params: { section: string }; result: null; progress: never };
  saveState: { params: { state: string }; result: null; progress: never };
  showLog: { params: null; result: null; progress: never };
}

export interface ShowParams {
  tab: Tab;
  /** Text for that tab; taken from a document. */
  text?: string;
}

/** What the panel is asked. */
export interface WebviewProtocol {
  show: { params: ShowParams; result: null; progress: never };
  /** The user has selected this text in an editor. */
  selected: { params: { text: string }; result: null; progress: never };
  /** The panel's other page, in the side bar or in an editor tab, has written this down. */
  state: { params: { state: string }; result: null; progress: never };
  /** Models have been added or removed. */
  models: { params: PanelModels; result: null; progress: never };
}
