/**
 * ThirdPartyNotices.txt: whose work ships inside the bundles, and under which licence. What is really in them is read from
 * their source maps, so that nobody has to remember it; what arrives otherwise is named here.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './paths';

const BUNDLES = ['dist/extension.js', 'dist/engine.js', 'dist/workshop.js', 'dist/panel/panel.js'];

/** Packages of which files are copied or compiled in without a trace in a source map. */
const COPIED: Readonly<Record<string, string>> = {
  '@vscode/codicons': 'dist/panel/codicon.css and codicon.ttf, the icons of the side panel',
  assemblyscript: 'its standard library, compiled into dist/kernels-*.wasm',
  'onnxruntime-web': 'dist/ort-wasm-simd-threaded.wasm',
};

/** What the WebAssembly of onnxruntime-web is built from, which its npm package does not say. */
const INSIDE_ONNXRUNTIME = `onnxruntime's WebAssembly is built from further work, listed with its licences in
https://github.com/microsoft/onnxruntime/blob/main/ThirdPartyNotices.txt: Abseil (Apache-2.0), Eigen (MPL-2.0),
FlatBuffers (Apache-2.0), Emscripten and musl (MIT), JSON for Modern C++ (MIT), Microsoft GSL (MIT), ONNX (Apache-2.0),
Protocol Buffers (BSD-3-Clause), RE2 (BSD-3-Clause), SafeInt (MIT).`;

const PACKAGE = /node_modules\/((?:@[^/]+\/)?[^/]+)/g;

/**
 * @param maps source maps of bundles, as JSON
 * @returns the names of the packages that they hold parts of, sorted, each once
 */
export function bundledPackages(maps: readonly string[]): string[] {
  const sources = maps.flatMap((map) => (JSON.parse(map) as { sources: string[] }).sources);
  const names = sources.flatMap((source) => [...source.matchAll(PACKAGE)].at(-1)?.[1] ?? []);
  return [...new Set(names)].sort();
}

/** @throws Error where a package has no licence, or the bundles were not built */
export function thirdPartyNotices(): string {
  const names = [...new Set([...bundledPackages(BUNDLES.map(mapOf)), ...Object.keys(COPIED)])].sort();
  return [
    'Interlinear ships parts of the following packages, each under its own licence. Phrase tables and models have their\nattributions beside them: media/phrases/ATTRIBUTION.md and the model.json of each model.',
    ...names.map(noticeOf),
    INSIDE_ONNXRUNTIME,
  ].join(`\n\n${'-'.repeat(80)}\n\n`);
}

function mapOf(bundle: string): string {
  const file = join(ROOT, `${bundle}.map`);
  if (!existsSync(file)) throw new Error(`${bundle}.map is missing: run "npm run build" first`);
  return readFileSync(file, 'utf8');
}

interface Manifest {
  version: string;
  license?: string;
  /** As npm had it before 2014. */
  licenses?: { type: string; url: string }[];
}

function noticeOf(name: string): string {
  const folder = join(ROOT, 'node_modules', name);
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  const license = manifest.license ?? manifest.licenses?.map(({ type, url }) => `${type}, ${url}`).join('; ');
  const texts = readdirSync(folder)
    .filter((file) => /^(?:licen[cs]e|copying|notice)/i.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8').trim());
  if (!license && texts.length === 0) throw new Error(`${name} has no licence that could be named`);
  const copied = COPIED[name] ? `\n${COPIED[name]}` : '';
  return [`${name} ${manifest.version} (${license ?? 'see below'})${copied}`, ...texts].join('\n\n');
}
