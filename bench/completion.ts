/**
 * Grey text: how often its first word is what was written, by how sure the network has to be before it shows anything
 * (a card's `minProbability` is chosen by it); and what the words of the text nearby add, on documents of this repository.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { complete } from '../src/engine/complete/completion';
import { rightStart } from '../src/evaluation/score-continuation';
import type { LoadedModel } from '../src/engine/loaded-model';
import { loadModel } from '../src/engine/loaded-model';
import { CORPORA, corpusReader } from '../src/node/corpora';
import { compileKernels } from '../src/node/kernels';
import { modelFolder, readFolder } from '../src/node/models';
import { ort } from '../src/node/onnxruntime';
import { Random } from '../src/random';
import { WasmSession } from '../src/runtime';
import { heldOut, readRecipe } from '../src/train';
import type { Row } from './measure';

const SENTENCES = 250;
const FLOORS = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6];
/** As the editor asks. */
const WISHES = { candidates: 3, words: 8 };
const DOCS = join(__dirname, '../docs');

/** A sentence that is being written: up to the cursor, and how it went on. */
interface Written {
  before: string;
  rest: string;
  nearby?: string;
}

interface Shown {
  /** Of the first word; 0: nothing was shown. */
  probability: number;
  right: boolean;
}

export async function benchCompletion(model: string): Promise<Row[]> {
  const loaded = await open(model);
  try {
    const shown = await shownFor(
      loaded,
      developmentLines(model).flatMap((line) => cuts(line)),
    );
    return FLOORS.map((floor) => rowOf(model, `development sentences, at least ${floor}`, shown, floor));
  } finally {
    await loaded.session.dispose();
  }
}

export async function benchNearby(model: string): Promise<Row[]> {
  const loaded = await open(model);
  try {
    const written = readdirSync(DOCS)
      .filter((name) => name.endsWith('.md'))
      .flatMap((name) => inDocument(readFileSync(join(DOCS, name), 'utf8')));
    const alone = await shownFor(
      loaded,
      written.map(({ before, rest }) => ({ before, rest })),
    );
    const beside = await shownFor(loaded, written);
    return [
      rowOf(model, 'documents of docs/, the sentence alone', alone, 0),
      rowOf(model, 'documents of docs/, with the words nearby', beside, 0),
    ];
  } finally {
    await loaded.session.dispose();
  }
}

async function open(model: string): Promise<LoadedModel> {
  const kernels = await compileKernels();
  return loadModel(ort, readFolder(modelFolder(model)), 1, (_, network) =>
    WasmSession.create(kernels, network),
  );
}

/** Evenly drawn, so that every corpus has its part. */
function developmentLines(model: string): string[] {
  const path = join(modelFolder(model), 'recipe.json');
  const { development } = heldOut(readRecipe(readFileSync(path, 'utf8'), path), corpusReader(CORPORA));
  const every = development.length / SENTENCES;
  return Array.from({ length: SENTENCES }, (_, i) => development[Math.floor(i * every)].source);
}

/** Once between two words, once within a word of five letters and more, after two of them. */
function cuts(line: string): Written[] {
  const random = new Random(line.length);
  const words = Array.from(line.matchAll(/[\p{L}\p{N}'’_]+/gu)).slice(2);
  const begun = words.filter(([word]) => word.length > 4);
  const chosen = [
    ...pick(words, random).map(({ index }) => index),
    ...pick(begun, random).map(({ index }) => index + 2),
  ];
  return chosen.map((at) => ({ before: line.slice(0, at), rest: line.slice(at) }));
}

const pick = <T>(all: readonly T[], random: Random): T[] =>
  all.length > 0 ? [all[Math.floor(random.uniform() * all.length)]] : [];

/** Sentences of the second half: what is before them is nearby. */
function inDocument(text: string): Written[] {
  const sentences = Array.from(text.matchAll(/(?<=[.!?]\s|^)[A-Z][^|\n]{40,200}?[.:](?=\s|$)/gm));
  const second = sentences.filter(({ index }) => index > text.length / 2);
  return second.flatMap(({ 0: line, index }) =>
    cuts(line).map((cut) => ({ ...cut, nearby: text.slice(0, index) })),
  );
}

async function shownFor(model: LoadedModel, written: readonly Written[]): Promise<Shown[]> {
  const shown: Shown[] = [];
  for (const { before, rest, nearby } of written) {
    const models = model.card.task === 'fill' ? { filler: model } : { language: model };
    const options = { ...WISHES, words: 1, nearby, signal: new AbortController().signal };
    const [best] = await complete(models, before, '', options);
    shown.push({
      probability: best?.probability ?? 0,
      right: best !== undefined && rightStart(best.text, rest) > 0,
    });
  }
  return shown;
}

function rowOf(model: string, what: string, all: readonly Shown[], floor: number): Row {
  const shown = all.filter(({ probability }) => probability > 0 && probability >= floor);
  const right = shown.filter((one) => one.right).length;
  return {
    model,
    what,
    places: all.length,
    'shown (%)': ((100 * shown.length) / all.length).toFixed(0),
    'first word right, of those shown (%)': ((100 * right) / Math.max(1, shown.length)).toFixed(0),
    'of all places (%)': ((100 * right) / all.length).toFixed(0),
  };
}
