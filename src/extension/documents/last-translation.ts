/**
 * The last translation that was put into a document, followed while the user edits it: what he has made of it is what
 * the memory should keep.
 */
import * as vscode from 'vscode';
import type { DocumentRange, DocumentTranslation } from '../../protocol/document';
import { acceptedIn } from './accepted';
import { pairOf } from '../direction/direction';
import type { MemoryLine } from '../terms/term-files';
import type { TranslatedDocument } from './translation';

interface Followed extends DocumentRange {
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
    let shift = 0;
    this.document = document;
    this.translation = translation;
    this.pair = pairOf(direction);
    this.places = translation.edits.map(({ start, end, text: after }) => {
      const place = { start: start + shift, end: start + shift + after.length };
      shift += after.length - (end - start);
      return { ...place, after };
    });
  }

  private follow({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    if (document !== this.document) return;
    for (const { rangeOffset, rangeLength, text } of contentChanges) {
      const delta = text.length - rangeLength;
      for (const place of this.places) {
        if (rangeOffset + rangeLength <= place.start && rangeOffset < place.start) {
          place.start += delta;
          place.end += delta;
        } else if (rangeOffset <= place.end) place.end = Math.max(place.start, place.end + delta);
      }
    }
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
  placeOf(translation: DocumentTranslation, edit: number): DocumentRange | undefined {
    return translation === this.translation ? this.places[edit] : undefined;
  }

  dispose(): void {
    this.listener.dispose();
  }
}
