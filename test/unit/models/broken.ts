/** What a broken folder is, and the ways to break one. */
import type { OnnxGraph, OnnxModel, OnnxTensor } from '../../../src/graph';
import { readModel, writeModel } from '../../../src/graph';
import type { ModelErrorCode } from '../../../src/models';
import type { Files, LooseCard } from './folders';
import { editCard, encode, parse, replaceFile } from './folders';

export interface Broken {
  name: string;
  break(files: Files): Files | Promise<Files>;
  code: ModelErrorCode;
  file: string;
  message: RegExp;
}

export const without = (files: Files, name: string): Files =>
  Object.fromEntries(Object.entries(files).filter(([n]) => n !== name));

export const card =
  (edit: (card: LooseCard) => void) =>
  (files: Files): Files =>
    editCard(files, edit);

export const onnx =
  (file: string, edit: (graph: OnnxGraph, model: OnnxModel) => void) =>
  (files: Files): Promise<Files> => {
    const model = readModel(files[file]);
    edit(model.graph!, model);
    return replaceFile(files, file, writeModel(model));
  };

export const tokenizer =
  (edit: (json: { model: { vocab: Record<string, number> }; [key: string]: unknown }) => unknown) =>
  (files: Files): Promise<Files> => {
    const json = parse(files['tokenizer.source.json']) as Parameters<typeof edit>[0];
    return replaceFile(files, 'tokenizer.source.json', encode(JSON.stringify(edit(json))));
  };

export const tensorOf = (graph: OnnxGraph, name: string): OnnxTensor =>
  graph.initializer.find((t) => t.name === name)!;
