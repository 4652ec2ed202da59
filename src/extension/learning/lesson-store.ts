/**
 * Lessons that are not done with, each a folder in the extension's storage: what is learnt by whom, how far it has come, and
 * what came out until somebody keeps or discards it. So a window that is closed in the middle loses nothing.
 *
 * Not here: the models that are kept (src/extension/models/model-folders.ts).
 */
import * as vscode from 'vscode';
import type { LearnReport, Learnt, TaughtPair, WorkFile } from '../../protocol/workshop';
import { ChunkedFiles, deleteIfThere } from './chunked-files';
import { LearningError } from './learning-errors';
import type { KeptFiles } from './workshop';

/** What a lesson is of; it does not change while it goes on. */
export interface LessonPlan {
  /** The model that learns, and the name of the one that comes out. */
  model: string;
  result: string;
  /** How the pairs are named in the new model's card. */
  origin: string;
  pairs: TaughtPair[];
  /** ISO 8601. */
  begun: string;
}

export interface StoredLesson<Plan = LessonPlan> {
  plan: Plan;
  folder: LessonFolder;
  /** `learning`: in another window. */
  state: 'stopped' | 'learning' | 'learnt';
}

const PLAN = 'lesson.json';
const REPORT = 'report.json';
const ALIVE = 'alive.json';
/** A window that learns says so once in this time; one that has said nothing for three of them is gone. */
const HEARTBEAT = 5000;

/** @typeParam Plan of training runs another one than of lessons */
export class LessonStore<Plan extends Pick<LessonPlan, 'begun'> = LessonPlan> {
  constructor(private readonly parent: vscode.Uri) {}

  /** Those whose plan can be read, the latest first. */
  async list(): Promise<StoredLesson<Plan>[]> {
    const names = await this.names();
    const stored = await Promise.all(
      names.map((name) => storedIn<Plan>(vscode.Uri.joinPath(this.parent, name))),
    );
    const found = stored.filter((one) => one !== undefined);
    return found.sort((a, b) => b.plan.begun.localeCompare(a.plan.begun));
  }

  /** @throws LearningError('unwritable') */
  async create(plan: Plan): Promise<LessonFolder> {
    const uri = vscode.Uri.joinPath(this.parent, crypto.randomUUID());
    await writeJson(vscode.Uri.joinPath(uri, PLAN), plan);
    return new LessonFolder(uri);
  }

  private async names(): Promise<string[]> {
    try {
      const entries = await vscode.workspace.fs.readDirectory(this.parent);
      return entries.filter(([, type]) => type === vscode.FileType.Directory).map(([name]) => name);
    } catch {
      return []; // Nothing has been learnt yet.
    }
  }
}

export class LessonFolder implements KeptFiles {
  private readonly files: ChunkedFiles;

  constructor(private readonly uri: vscode.Uri) {
    this.files = new ChunkedFiles(uri);
  }

  load(name: WorkFile): Promise<Uint8Array | undefined> {
    return this.files.read(name);
  }

  save(name: WorkFile, bytes: Uint8Array): Promise<void> {
    return this.write(name, bytes, name);
  }

  /** The checkpoint has done its work then. @throws LearningError('unwritable') */
  async saveLearnt({ files, report }: Learnt): Promise<void> {
    for (const [name, bytes] of Object.entries(files)) await this.write(`model.${name}`, bytes, name);
    await writeJson(this.at(REPORT), { report, files: Object.keys(files) });
    for (const name of ['checkpoint.bin', 'best.bin'])
      for (const suffix of ['index', 'a', 'b']) await deleteIfThere(this.at(`${name}.${suffix}`));
  }

  /** @throws LearningError('unreadable') */
  async loadLearnt(): Promise<Learnt> {
    const known = await readJson<{ report: LearnReport; files: string[] }>(this.at(REPORT));
    if (!known) throw new LearningError('unreadable', 'there is no report', REPORT);
    const files: Learnt['files'] = {};
    for (const name of known.files) {
      const bytes = await this.files.read(`model.${name}`);
      if (!bytes) throw new LearningError('unreadable', 'it is not whole', name);
      files[name] = bytes;
    }
    return { files, report: known.report };
  }

  /** From now on other windows leave it alone. @returns ends that */
  async occupy(): Promise<() => Promise<void>> {
    const beat = (): Promise<void> => writeJson(this.at(ALIVE), Date.now());
    await beat();
    const timer = setInterval(() => void beat().catch(() => undefined), HEARTBEAT);
    return async () => {
      clearInterval(timer);
      await deleteIfThere(this.at(ALIVE)).catch(() => undefined);
    };
  }

  remove(): Promise<void> {
    return deleteIfThere(this.uri);
  }

  /** @param told the name that an error says */
  private async write(name: string, bytes: Uint8Array, told: string): Promise<void> {
    try {
      await this.files.write(name, bytes);
    } catch (error) {
      throw new LearningError('unwritable', (error as Error).message, told);
    }
  }

  private at(name: string): vscode.Uri {
    return vscode.Uri.joinPath(this.uri, name);
  }
}

async function storedIn<Plan>(uri: vscode.Uri): Promise<StoredLesson<Plan> | undefined> {
  const at = (name: string): vscode.Uri => vscode.Uri.joinPath(uri, name);
  const plan = await readJson<Plan>(at(PLAN));
  if (!plan) return undefined;
  const alive = (await readJson<number>(at(ALIVE))) ?? 0;
  const learnt = (await readJson(at(REPORT))) !== undefined;
  const state = Date.now() - alive < 3 * HEARTBEAT ? 'learning' : learnt ? 'learnt' : 'stopped';
  return { plan, folder: new LessonFolder(uri), state };
}

async function readJson<T>(uri: vscode.Uri): Promise<T | undefined> {
  try {
    return JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri))) as T;
  } catch {
    return undefined;
  }
}

async function writeJson(uri: vscode.Uri, value: unknown): Promise<void> {
  try {
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(JSON.stringify(value)));
  } catch (error) {
    throw new LearningError('unwritable', (error as Error).message, uri.path.split('/').at(-1));
  }
}
