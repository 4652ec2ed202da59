/**
 * The last translation that was put into a document, followed while the user edits it: what he has made of it is what
 * the memory should keep.
 */
import * as vscode from 'vscode';
import type { DocumentTranslation } from '../../protocol/document';
import { mapSpan, spansAfter } from '../../text/edits';
import type { Span } from '../../text/span';
import { acceptedIn } from './accepted';
import { pairOf } from '../direction/direction';
import type { MemoryLine } from '../../protocol/term-files';
import type { TranslatedDocument } from './translation';
import { editsOf } from './write';

interface Followed extends Span {
  after: string;
}

export class LastTranslation implements vscode.Disposable {
  private document: vscode.TextDocument | undefined;
  private places: Followed[] = [];
  private translation: DocumentTranslation = { edits: [], sentences: [] };
  private pair = '';
  private readonly listener = vscode.workspace.onDidChangeTextDocument((event) => this.follow(event));

  /** Called when the document has been edited. */
  keep({ document, translation, direction }: TranslatedDocument): void {
    this.document = document;
    this.translation = translation;
    this.pair = pairOf(direction);
    const spans = spansAfter(translation.edits);
    this.places = translation.edits.map(({ text: after }, i) => ({ ...spans[i], after }));
  }

  private follow({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    if (document !== this.document) return;
    const edits = editsOf(contentChanges);
    this.places = this.places.map((place) => ({ ...place, ...mapSpan(place, edits) }));
  }

  /** Sources with the translations that stand in the document now, corrected or not. */
  lines(): MemoryLine[] {
    const { document, pair, translation } = this;
    if (!document || document.isClosed) return [];
    const text = document.getText();
    return this.places.flatMap(({ start, end, after }, i) => {
      const sentences = translation.sentences.filter(({ edit }) => edit === i);
      const place = { after, now: text.slice(start, end), sentences };
      return acceptedIn(place).map((one) => ({ ...one, pair }));
    });
  }

  /** @returns where an edit of that translation stands now; undefined where another one has come after it */
  placeOf(translation: DocumentTranslation, edit: number): Span | undefined {
    return translation === this.translation ? this.places[edit] : undefined;
  }

  dispose(): void {
    this.listener.dispose();
  }
}
