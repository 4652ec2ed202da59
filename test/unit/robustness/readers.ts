/**
 * Everything that reads text which a stranger may have written: documents of every format, the text room's finders, term
 * files, language configurations. By name, so that a process apart can be asked to run one of them.
 */
import '../extension/fake-vscode';
import { translateDocument } from '../../../src/engine/translate/document-translation';
import { recase } from '../../../src/engine/translate/capitals';
import { contains, findTerms } from '../../../src/engine/translate/glossary';
import { sourceForm } from '../../../src/engine/translate/source-form';
import { acceptedIn, findTranslation } from '../../../src/extension/documents/accepted';
import { commentedOut } from '../../../src/extension/documents/comment-out';
import { signsOf } from '../../../src/extension/documents/comment-syntax';
import { difference } from '../../../src/extension/documents/difference';
import { reviewItems } from '../../../src/extension/documents/review-items';
import * as termFiles from '../../../src/protocol/term-files';
import { inert } from '../../../src/extension/ui/inert';
import { sentenceBleu, sentenceChrf } from '../../../src/metrics';
import type { DocumentFormat } from '../../../src/protocol/document-format';
import { DATA_KINDS, formatOfFile, PLAIN_KINDS } from '../../../src/protocol/document-format';
import type { AnnotatedText, Lexicon } from '../../../src/text';
import * as text from '../../../src/text';
import { proseAt } from '../../../src/text/documents/prose-at';
import { bilingualPairs, pairDocuments } from '../../../src/text/parallel';
import { clean, maskPair } from '../../../src/train/cleaning';
import { parsePairs } from '../../../src/train/corpus';
import { readRecipe } from '../../../src/train/recipe-file';

export type Reader = (input: string) => unknown;

/** Comment signs as VS Code's own configurations have them. */
const LANGUAGES: readonly DocumentFormat[] = [
  { kind: 'code', language: 'typescript', line: '//', block: ['/*', '*/'] },
  { kind: 'code', language: 'python', line: '#', block: ['"""', '"""'] },
  { kind: 'code', language: 'cpp', line: '//', block: ['/*', '*/'] },
  { kind: 'code', language: 'rust', line: '//', block: ['/*', '*/'] },
  { kind: 'code', language: 'go', line: '//', block: ['/*', '*/'] },
  { kind: 'code', language: 'csharp', line: '//', block: ['/*', '*/'] },
  { kind: 'code', language: 'lua', line: '--', block: ['--[[', ']]'] },
  { kind: 'code', language: 'shellscript', line: '#' },
  { kind: 'code', language: 'ruby', line: '#', block: ['=begin', '=end'] },
  { kind: 'code', language: 'clojure', line: ';;' },
  { kind: 'code', language: 'sql', line: '--', block: ['/*', '*/'] },
  { kind: 'code', language: 'xml', block: ['<!--', '-->'] },
  { kind: 'code', language: 'css', block: ['/*', '*/'] },
  { kind: 'code', language: 'ini', line: ';', block: [';', ' '] },
  { kind: 'code', language: 'bat', line: '@REM' },
  { kind: 'code', language: 'vue', block: ['<!--', '-->'] },
];

/** Of a translator that writes other words and keeps all masks, so that everything is written and verified. */
const translator = (sentences: readonly AnnotatedText[]): Promise<{ text: string; from: 'model' }[]> =>
  Promise.resolve(sentences.map((one) => ({ text: one.text.toUpperCase(), from: 'model' as const })));

/** Reads, masks, splits, writes and verifies. */
const documentReader =
  (format: DocumentFormat): Reader =>
  (input) =>
    translateDocument({ text: input, format, locale: 'en' }, translator);

const LEXICON: Lexicon = { kindOf: (word) => (word.length % 2 ? 'unseen' : 'translated'), piecesOf: () => 4 };
const halves = (input: string): [string, string] => [
  input.slice(0, input.length >> 1),
  input.slice(input.length >> 1),
];
const TRANSLATION = 'The words of a translation - as it was, * put there; -- in full.';
const FORMATS: readonly DocumentFormat[] = [
  ...PLAIN_KINDS.map((kind) => ({ kind })),
  ...DATA_KINDS.flatMap((kind) => [{ kind }, { kind, messages: true }]),
  ...LANGUAGES,
];
const nameOf = (format: DocumentFormat): string =>
  `document: ${format.kind === 'code' ? format.language : format.kind}${'messages' in format ? ', messages' : ''}`;

export const READERS: Readonly<Record<string, Reader>> = {
  ...Object.fromEntries(FORMATS.map((format) => [nameOf(format), documentReader(format)])),
  'a selection of Markdown': (input) =>
    text.findPassages(input, { kind: 'markdown' }, [{ start: 5, end: input.length - 5 }]),
  'strings of code': (input) => text.findPassages(input, LANGUAGES[0], [{ start: 5, end: input.length - 5 }]),
  sentences: (input) => ['en', 'fr', 'zh'].map((locale) => text.splitSentences(input, locale)),
  placeholders: (input) => text.maskPlaceholders(input),
  literals: (input) => text.findLiterals(input, () => 'me@example.org', true),
  names: (input) => text.findNames(input, LEXICON, true),
  numbers: (input) => text.numbersOf(input),
  annotations: (input) => text.annotateSentence(input),
  'masks beside words': (input) => text.separateMasks(input, input),
  'unmasked text': (input) => text.unmask(input.replace(/[\u2991\u2992]/g, ''), []),
  normalised: (input) => text.normalize(input),
  languages: (input) => [
    text.detectLanguage(input, ['en', 'fr', 'zh']),
    text.detectSurely(input, ['en', 'fr']),
    text.isOfAnotherLanguage(input, ['en', 'fr']),
  ],
  'letter case': (input) => [
    text.isAllCapitals(input),
    text.inCaseOf(input, input, 'fr'),
    recase(input, 'en'),
  ],
  phrases: (input) => [
    text.phraseParts(input),
    text.phraseKey(input),
    new text.PhraseTable(input, 'fr').find(input),
  ],
  clauses: (input) => text.clauseStarts(input),
  blanks: (input) => text.splitAtBlanks(input),
  simplified: (input) => text.toSimplified(input),
  'source form': (input) => [
    sourceForm(input, 'en', 'fr'),
    sourceForm(input, 'fr', 'en'),
    sourceForm(input, 'zh', 'en'),
  ],
  'words of a glossary': (input) => [
    findTerms(input, [{ term: 'file', translations: ['fichier'] }]),
    contains(input, 'fichier'),
  ],
  'a term of a glossary': (input) => [findTerms('Open the file.', [{ term: input, translations: [input] }])],
  'accepted text': (input) => findTranslation(input, TRANSLATION),
  'an accepted translation': (input) => findTranslation(`// ${TRANSLATION}\n// ${input}`, input),
  'corrected text': (input) =>
    acceptedIn({
      after: TRANSLATION,
      now: input,
      sentences: [{ source: 'a', translation: TRANSLATION }],
    }),
  'sentences to review': (input) =>
    reviewItems(
      { edits: [], sentences: [{ source: input, kept: 'length', passage: { start: 0, end: 0 } }] },
      input,
      () => undefined,
    ),
  'prose at the cursor': (input) =>
    [LANGUAGES[0], { kind: 'markdown' } as const, { kind: 'plain' } as const].map((format) =>
      proseAt(input, format, input.length >> 1),
    ),
  'a difference': (input) => difference(...halves(input)),
  comments: (input) => [
    commentedOut(input, { line: '//' }, '\n'),
    commentedOut(input, { block: ['/*', '*/'] }, '\n'),
  ],
  'a language configuration': (input) => signsOf(`{ "comments": { "lineComment": "//" } } ${input}`),
  'a glossary': (input) => [termFiles.isGlossary(input), termFiles.parseGlossary(`${input}\tx`, 'en-fr')],
  'kept translations': (input) => {
    const line = { pair: 'en-fr', source: input, translation: input };
    const file = termFiles.withMemory(`en-fr\t${input}\tx\n${input}`, [line]);
    return [termFiles.isMemory(input), termFiles.hasMemory(file, [line]), termFiles.parseMemory(file)];
  },
  'text in a message': (input) => inert(input),
  'a file name': (input) => formatOfFile(input),
  scores: (input) => {
    const [a, b] = halves(input);
    return [sentenceBleu(a, [b]), sentenceChrf(a, [b])];
  },
  'a pair of a corpus': (input) => {
    const pair = { source: input, target: input };
    return [clean([pair], { source: 'en', target: 'fr' }, {}), maskPair(pair)];
  },
  'a corpus': (input) => parsePairs(`${input}\t${input}`, 'x'),
  'a recipe': (input) => readRecipe(input, 'x'),
  ...Object.fromEntries(
    (['po', 'xliff', 'tmx', 'tsv', 'json'] as const).map((kind): [string, Reader] => [
      `translations: ${kind}`,
      (input) => bilingualPairs(input, kind, { source: 'en', target: 'fr' }),
    ]),
  ),
  ...Object.fromEntries(
    (['plain', 'markdown', 'json', 'properties', 'strings'] as const).map((kind): [string, Reader] => [
      `two documents: ${kind}`,
      (input) => pairDocuments(input, input, { kind }, { source: 'en', target: 'fr' }),
    ]),
  ),
};
