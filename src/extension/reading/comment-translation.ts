/** Comments of source code in the language of the person who reads them. Writes nothing into any document. */
import * as vscode from 'vscode';
import type { DocumentFormat, DocumentTranslation } from '../../protocol/document';
import type { Span } from '../../text/span';
import { languagesOf, targetOf } from '../direction/direction';
import type { TranslationContext } from '../documents/translation';
import { translateText } from '../documents/translation';

type CodeFormat = Extract<DocumentFormat, { kind: 'code' }>;

export const isCode = (format: DocumentFormat): format is CodeFormat => format.kind === 'code';

/** What the user has chosen to translate into, a variant as its language, or else what VS Code speaks; undefined where no model writes it. */
export async function readingLanguage(context: TranslationContext): Promise<string | undefined> {
  const translators = await context.catalog.translators();
  const wanted = targetOf(context.target.chosen ?? vscode.env.language.split('-')[0], translators);
  return translators.some(({ target }) => target === wanted) ? wanted : undefined;
}

/**
 * @param selected undefined: all comments
 * @returns undefined where they are in the reader's language already, or no model writes that
 * @throws EditError('no-model'), EngineClientError, RemoteError, ModelStoreError, SettingsError
 */
export async function translateForReading(
  context: TranslationContext,
  text: string,
  format: CodeFormat,
  selected: Span[] | undefined,
  signal: AbortSignal,
): Promise<DocumentTranslation | undefined> {
  const target = await readingLanguage(context);
  if (target === undefined) return undefined;
  const among = languagesOf(await context.catalog.translators());
  // Before any model is loaded: most comments are in a language that their reader reads.
  const languages = await context.engine().request('detectLanguages', {
    models: [],
    params: () => ({ text, format, selected, among, target }),
    signal,
  });
  if (languages.every((language) => language === target)) return undefined;
  const { chosen = target } = context.target;
  return (await translateText(context, { text, format, selected, target: chosen, languages }, signal))
    .translation;
}
