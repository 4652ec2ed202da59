/**
 * What of the last translation should be looked at, among the editor's problems: from one to the next with F8, and at each
 * the sentence may be accepted or taken back.
 *
 * Not here: which sentences those are (review-items.ts), and the message at the end (report.ts).
 */
import * as vscode from 'vscode';
import type { Inert } from '../ui/inert';
import { inert } from '../ui/inert';
import { keptBecause } from './kept-because';
import type { LastTranslation } from './last-translation';
import type { AlternativeEdit, ReviewItem } from './review-items';
import { alternativeEdits, reviewItems } from './review-items';
import type { TranslatedDocument } from './translation';

const SOURCE = 'Interlinear';
/** Not for the palette: it belongs to one problem. */
const ACCEPT = '_interlinear.acceptSentence';

export class TranslationReview implements vscode.Disposable, vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  };

  private readonly problems = vscode.languages.createDiagnosticCollection('interlinear');
  private translated: TranslatedDocument | undefined;
  private readonly accepted = new Set<ReviewItem['sentence']>();
  private items: ReviewItem[] = [];
  private readonly subscriptions = [
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document === this.translated?.document) this.locate();
    }),
    vscode.workspace.onDidCloseTextDocument((document) => {
      if (document === this.translated?.document) this.clear();
    }),
    vscode.commands.registerCommand(ACCEPT, (index: number) => this.accept(index)),
  ];

  /** @param last follows where the translation is; made before this, so that it is told of changes first */
  constructor(private readonly last: LastTranslation) {}

  /** Called when the document has been edited. */
  show(translated: TranslatedDocument): void {
    this.clear();
    this.translated = translated;
    this.locate();
  }

  private clear(): void {
    this.translated = undefined;
    this.items = [];
    this.accepted.clear();
    this.problems.clear();
  }

  private locate(): void {
    const { document, translation } = this.translated!;
    const placeOf = (edit: number): ReturnType<LastTranslation['placeOf']> =>
      this.last.placeOf(translation, edit);
    this.items = reviewItems(translation, document.getText(), placeOf).filter(
      ({ sentence }) => !this.accepted.has(sentence),
    );
    this.problems.set(
      document.uri,
      this.items.map((item, i) => {
        const kept = item.kind === 'kept';
        const message = kept ? keptBecause(item.reason) : unsureOf(item.word, item.probability);
        const severity = kept ? vscode.DiagnosticSeverity.Information : vscode.DiagnosticSeverity.Hint;
        const problem = new vscode.Diagnostic(this.rangeOf(item), message, severity);
        problem.source = SOURCE;
        problem.code = i;
        return problem;
      }),
    );
  }

  private rangeOf({ start, end }: { start: number; end: number }): vscode.Range {
    const { document } = this.translated!;
    return new vscode.Range(document.positionAt(start), document.positionAt(end));
  }

  private accept(index: number): void {
    const item = this.items[index] as ReviewItem | undefined;
    if (!item || !this.translated) return;
    this.accepted.add(item.sentence);
    this.locate();
  }

  provideCodeActions(
    document: vscode.TextDocument,
    _range: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    if (document !== this.translated?.document) return [];
    return diagnostics
      .filter(({ source }) => source === SOURCE)
      .flatMap((problem) => this.actionsFor(document, problem));
  }

  private actionsFor(document: vscode.TextDocument, problem: vscode.Diagnostic): vscode.CodeAction[] {
    const index = problem.code as number;
    const item = this.items[index] as ReviewItem | undefined;
    if (!item) return [];
    const make = (title: string): vscode.CodeAction => {
      const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
      action.diagnostics = [problem];
      return action;
    };
    const accept = make(vscode.l10n.t('Accept this sentence (Interlinear)'));
    accept.command = { title: inert(accept.title), command: ACCEPT, arguments: [index] };
    if (item.kind === 'kept') return [accept];
    const back = make(vscode.l10n.t('Take this sentence back (Interlinear)'));
    back.edit = new vscode.WorkspaceEdit();
    back.edit.replace(document.uri, this.rangeOf(item.whole), item.sentence.source);
    return [
      ...this.alternativesTo(item).map(({ translation, edit }) => {
        const other = make(vscode.l10n.t('Instead: {0} (Interlinear)', shortened(translation)));
        other.edit = new vscode.WorkspaceEdit();
        other.edit.replace(document.uri, this.rangeOf(edit), edit.text);
        return other;
      }),
      accept,
      back,
    ];
  }

  private alternativesTo({ sentence }: ReviewItem): AlternativeEdit[] {
    const { document, translation } = this.translated!;
    const place = sentence.edit === undefined ? undefined : this.last.placeOf(translation, sentence.edit);
    return alternativeEdits(translation, sentence, document.getText(), place);
  }

  dispose(): void {
    this.problems.dispose();
    for (const one of this.subscriptions) one.dispose();
  }
}

/** Characters of a translation that a menu shows. */
const LONGEST = 80;

const shortened = (text: string): Inert =>
  inert(text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);

const unsureOf = (word: string, probability: number): string =>
  vscode.l10n.t(
    'The model was not sure of "{0}" ({1} %).',
    inert(word),
    inert((100 * probability).toFixed(probability < 0.01 ? 2 : 1)),
  );
