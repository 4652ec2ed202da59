/** Model folders with a value changed, bits flipped or pieces put elsewhere, their checksums made right: opened and used. */
import { loadModel } from '../../../src/engine/loaded-model';
import { translateSentences } from '../../../src/engine/translate/translator';
import { ort } from '../../../src/node/onnxruntime';
import { Random } from '../../../src/random';
import type { Files } from '../models/folders';
import { encode, makeFolder, parse, replaceFile } from '../models/folders';
import { anyValue, mutatedBytes, mutatedValue } from './mutations';
import type { Finding, Reply } from './tasks';

export class FolderFuzz {
  private sound: Promise<Files> | undefined;

  async run(seed: number, count: number): Promise<Reply> {
    const random = new Random(seed);
    this.sound ??= makeFolder();
    const findings: Finding[] = [];
    for (let i = 0; i < count; i++) {
      const files = await mutated(await this.sound, random);
      const start = process.cpuUsage();
      const problem = await use(files);
      const { user, system } = process.cpuUsage(start);
      const seconds = (user + system) / 1e6;
      const where = `folder ${i} of seed ${seed}`;
      if (problem) findings.push({ what: 'untyped error', where, detail: problem });
      else if (seconds > 2) findings.push({ what: 'too slow', where, detail: `${seconds.toFixed(1)} s` });
    }
    return { count, findings };
  }
}

async function mutated(files: Files, random: Random): Promise<Files> {
  const names = Object.keys(files);
  const name = names[random.below(names.length)];
  const isJson = name.endsWith('.json');
  const content =
    isJson && random.uniform() < 0.7
      ? encode(JSON.stringify(mutatedValue(parse(files[name]), random, anyValue)))
      : mutatedBytes(files[name], random);
  return name === 'model.json' ? { ...files, [name]: content } : replaceFile(files, name, content);
}

/** @returns what was thrown, where it is no error of its own */
async function use(files: Files): Promise<string | undefined> {
  try {
    const model = await loadModel(ort, files, 1);
    const { beamSize, lengthPenalty } = model.card.decoding;
    const options = { beamSize, lengthPenalty, maxLength: 50, nBest: 1, batchSize: 2 };
    const context = { signal: AbortSignal.timeout(1000), progress: () => undefined };
    await translateSentences(model, ['the cat ran home.'], options, context);
    await model.session.dispose();
    return undefined;
  } catch (error) {
    const { code, stack } = error as Error & { code?: unknown };
    return code === undefined ? String(stack) : undefined;
  }
}
