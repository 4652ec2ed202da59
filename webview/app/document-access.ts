/** Text to and from the document in the editor, for one element: what went wrong with it is drawn there. */
import { html, nothing } from 'lit';
import type { ReactiveController } from 'lit';
import type { DocumentLanguage, InsertParams } from '../../src/protocol/panel';
import { l10n } from './l10n';
import type { RequestHost } from './panel-request';

export class DocumentAccess implements ReactiveController {
  private failure: string | undefined;

  constructor(private readonly host: RequestHost) {
    host.addController(this);
  }

  hostConnected(): void {
    this.failure = undefined;
  }

  /** @returns the selection, or the line of the cursor; null where there is no editor, and that is drawn */
  async take(): Promise<string | null> {
    const text = await this.attempt(() => this.host.app.connection.request('takeSelection', null));
    if (text === null) this.fail(l10n.t('Open a text document first.'));
    return text ?? null;
  }

  /** Behind the cursor or the selection. @returns whether it stands there now */
  insert(text: string): Promise<boolean> {
    return this.write({ text, where: 'cursor', replaces: null }, l10n.t('Inserted.'));
  }

  /**
   * @param replaces the text that was taken; null: what is selected now
   * @returns whether it stands there now
   */
  replace(text: string, replaces: string | null): Promise<boolean> {
    return this.write({ text, where: 'selection', replaces }, l10n.t('Replaced.'));
  }

  /** To the clipboard. */
  async copy(text: string): Promise<void> {
    const done = await this.attempt(() => this.host.app.connection.request('copy', { text }));
    if (done !== undefined) this.host.app.announce(l10n.t('Copied.'));
  }

  private async write(params: InsertParams, told: string): Promise<boolean> {
    const done = await this.attempt(() => this.host.app.connection.request('insert', params));
    if (done === undefined) return false;
    this.host.app.announce(told);
    return true;
  }

  /** Where the user says. @param name that is proposed */
  async save(name: string, bytes: Uint8Array): Promise<void> {
    const done = await this.attempt(() => this.host.app.connection.request('saveFile', { name, bytes }));
    if (done) this.host.app.announce(l10n.t('Saved.'));
  }

  /** A new document with this content. */
  async open(content: string, language: DocumentLanguage): Promise<void> {
    await this.attempt(() => this.host.app.connection.request('openDocument', { content, language }));
  }

  /** @returns what the work gives; undefined where it failed, and that is drawn */
  async attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      const result = await work();
      this.fail(undefined);
      return result;
    } catch (error) {
      this.fail((error as Error).message);
      return undefined;
    }
  }

  /** What went wrong last; nothing where nothing did. */
  alert() {
    return this.failure ? html`<div class="failure" role="alert">${this.failure}</div>` : nothing;
  }

  private fail(failure: string | undefined): void {
    this.failure = failure;
    this.host.requestUpdate();
  }
}
