/**
 * Interlinear as a translation source of the extension Comment Translate (intellsmi.comment-translate): what that
 * extension asks of every source, answered by our own services. It finds the source in package.json
 * (`contributes.translates`) and calls `extendTranslate` of what `activate` returns.
 *
 * Interface: https://www.npmjs.com/package/comment-translate-manager (ITranslate, ITranslateRegistry).
 */
import type { InterlinearApi } from './api';

/** As package.json has it. */
export const SOURCE_ID = 'interlinear';

export interface TranslateSource {
  /** UTF-16 units that are taken at once. */
  readonly maxLen: number;
  /** @param to a language tag in any case, "auto" where the extension has none */
  translate(content: string, languages: { from?: string; to?: string }): Promise<string>;
  /** What a click on the translation opens: Markdown; nothing here is online. */
  link(content: string, languages: { from?: string; to?: string }): string;
  /** @param source a language tag that a text is in, or "auto" */
  isSupported(source: string): boolean;
}

export type TranslateRegistry = (source: string, translate: new () => TranslateSource) => void;

/** What `activate` returns: the services for everybody, and what Comment Translate calls. */
export interface InterlinearExports extends InterlinearApi {
  extendTranslate(registry: TranslateRegistry): void;
}

export const withTranslateSource = (api: InterlinearApi): InterlinearExports => ({
  ...api,
  extendTranslate: (registry) => registry(SOURCE_ID, createTranslateSource(api)),
});

const MOST = 20_000;

/** @returns what is registered under the source's id: a class without arguments, as the extension wants it */
export function createTranslateSource(api: Pick<InterlinearApi, 'translate'>): new () => TranslateSource {
  return class implements TranslateSource {
    readonly maxLen = MOST;

    async translate(content: string, { to }: { to?: string }): Promise<string> {
      const target = to === undefined || to === 'auto' ? undefined : to.toLowerCase().split('-')[0];
      return (await api.translate(content, { target })).text;
    }

    link(): string {
      return 'Interlinear';
    }

    /** The language is told from the text, whatever the extension takes it for. */
    isSupported(): boolean {
      return true;
    }
  };
}
