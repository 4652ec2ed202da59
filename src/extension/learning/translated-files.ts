/**
 * Which files of a workspace say the same in two languages, by their names: README.md and README.fr.md, en.json and fr.json,
 * locales/en/app.yml and locales/fr/app.yml, and files that hold both. Knows nothing of VS Code.
 */
import { languageOf } from '../../text/language-tag';
import { bilingualKind } from '../../text/parallel/bilingual-kind';

/** BCP 47 tags. */
interface Languages {
  source: string;
  target: string;
}

/** Whether a file that was chosen holds both languages. */
export const holdsBoth = (path: string): boolean => bilingualKind(path) !== undefined;

/** Lines with tabs may hold anything, so nobody looks for them unasked. */
const isFormatOfTranslations = (path: string): boolean => !['tsv', undefined].includes(bilingualKind(path));

/** A language's tag as a part of a path, with what separates it before it: "/fr", ".fr-CA", "_zh_Hans". */
const tagIn = (language: string): RegExp =>
  new RegExp(
    `(^|[/._-])(?:${languageOf(language)})(?:[-_][a-z]{2}|[-_][a-z]{4}|[-_]r[a-z]{2})?(?=[/._-])`,
    'gi',
  );

/** @returns a file for itself, or two with the source first */
export function translatedFiles(paths: readonly string[], languages: Languages): string[][] {
  const known = new Set(paths);
  return paths.flatMap((path) => {
    if (isFormatOfTranslations(path)) return isOfOthers(path, languages) ? [] : [[path]];
    const source = sourcesOf(path, languages).find((one) => one !== path && known.has(one));
    return source === undefined ? [] : [[source, path]];
  });
}

/** Files that were chosen, each source before its translation; those whose names say nothing as they come. */
export function inOrder(paths: readonly string[], languages: Languages): string[] {
  const pairs = translatedFiles(paths, languages).filter((files) => files.length === 2);
  const paired = new Set(pairs.flat());
  const others = paths.filter((path) => !paired.has(path));
  const alone = others.filter((path) => !holdsBoth(path));
  // README.md beside LISEZMOI.fr.md: what is marked as a translation comes second.
  alone.sort((a, b) => Number(isMarked(a, languages.target)) - Number(isMarked(b, languages.target)));
  return [...pairs.flat(), ...others.filter(holdsBoth), ...alone];
}

const isMarked = (path: string, language: string): boolean => tagIn(language).test(path);

/** A PO file in a folder of a third language. */
function isOfOthers(path: string, { source, target }: Languages): boolean {
  const tag = /(?:^|\/)([a-z]{2})(?:[-_][A-Za-z]{2,4})?(?:\/LC_MESSAGES\/[^/]+|\.(?:po|xlf|xliff))$/.exec(
    path,
  )?.[1];
  return tag !== undefined && tag !== languageOf(source) && tag !== languageOf(target);
}

/** What a translation's source may be called: each mark of the language in the source's language, or without any. */
function sourcesOf(path: string, { source, target }: Languages): string[] {
  const own = languageOf(source);
  const names = [own, own.toUpperCase(), `${own}-US`, `${own}_US`, `${own}-us`, `${own}-GB`, source];
  return [...path.matchAll(tagIn(target))].flatMap((match) => {
    const [before, after] = [path.slice(0, match.index), path.slice(match.index + match[0].length)];
    const sign = match[1];
    const named = names.map((name) => before + sign + name + after);
    // README.fr.md, values-fr/strings.xml; /fr/ cannot go.
    return sign === '/' || sign === '' ? named : [...named, before + after];
  });
}
