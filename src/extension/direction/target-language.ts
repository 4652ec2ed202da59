/** The language to translate into, remembered for each workspace, and the item in the editor's language status that shows it. */
import * as vscode from 'vscode';
import { COMMANDS } from '../contributions';
import type { Inert } from '../ui/inert';
import { inert } from '../ui/inert';
import type { Direction } from './direction';

const KEY = 'target';
/** The languages chosen before, the last one first. */
const RECENT = 'recentTargets';

export class TargetLanguage implements vscode.Disposable {
  private readonly item: vscode.LanguageStatusItem;
  private last: Direction | undefined;

  constructor(private readonly memento: vscode.Memento) {
    this.item = vscode.languages.createLanguageStatusItem('interlinear.direction', { pattern: '**' });
    this.item.name = 'Interlinear';
    this.item.command = { command: COMMANDS.chooseTarget, title: vscode.l10n.t('Change') };
    this.item.text = this.chosen ? vscode.l10n.t('Into {0}', languageName(this.chosen)) : 'Interlinear';
    this.item.detail = vscode.l10n.t('Interlinear: language to translate into');
  }

  /** Undefined: what fits the text. */
  get chosen(): string | undefined {
    return this.memento.get<string>(KEY);
  }

  get recent(): readonly string[] {
    return this.memento.get<string[]>(RECENT) ?? [];
  }

  /** Of the last translation, unless another target has been chosen since. */
  get current(): { source?: string; target?: string } {
    const { last, chosen } = this;
    return last && (chosen === undefined || chosen === (last.variant ?? last.target))
      ? last
      : { target: chosen };
  }

  async choose(target: string | undefined): Promise<void> {
    await this.memento.update(KEY, target);
    if (target) await this.memento.update(RECENT, [...new Set([target, ...this.recent])]);
    this.item.text = target ? vscode.l10n.t('Into {0}', languageName(target)) : 'Interlinear';
  }

  /** What a translation is done with just now. */
  show(direction: Direction): void {
    const { source, target, variant, models } = direction;
    this.last = direction;
    this.item.text = `${languageName(source)} → ${languageName(variant ?? target)}`;
    this.item.detail = inert(models.join(', '));
  }

  dispose(): void {
    this.item.dispose();
  }
}

/** In the user's language; a tag that is none as it is. */
export function languageName(tag: string): Inert {
  try {
    return inert(new Intl.DisplayNames([vscode.env.language], { type: 'language' }).of(tag) ?? tag);
  } catch {
    return inert(tag);
  }
}
