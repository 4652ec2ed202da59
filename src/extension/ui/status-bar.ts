/** The status-bar item: which direction, model and backend, and whether the engine works. There from the first document on. */
import * as vscode from 'vscode';
import type { BackendChoice, ModelInfo } from '../../protocol/model';
import type { COMMANDS } from '../contributions';
import type { EngineState } from '../engine/engine-client';
import { inert } from './inert';
import { restriction } from './restricted-mode';

/** Characters of what a model's card says of it. */
const DESCRIBED = 500;

export class StatusBar implements vscode.Disposable {
  private item: vscode.StatusBarItem | undefined;
  private used = false;

  constructor(readonly commands: Pick<typeof COMMANDS, 'showLog' | 'chooseTarget'>) {}

  /**
   * Before the engine is used: what would be translated into what is not known yet, but how to begin is.
   * @param target the language that was chosen, by its name
   */
  invite(target: string | undefined): void {
    if (this.used) return;
    const item = (this.item ??= this.create());
    item.text = `$(arrow-swap) ${target ? vscode.l10n.t('into {0}', inert(target)) : 'Interlinear'}`;
    item.tooltip = vscode.l10n.t(
      'Select text and run "Translate Selection" to translate it on this machine. Click to choose the language to translate into.',
    );
    item.command = this.commands.chooseTarget;
    item.show();
  }

  show(state: EngineState): void {
    this.used = true;
    const item = (this.item ??= this.create());
    item.text = textOf(state);
    item.tooltip = tooltipOf(state, this.commands);
    const { showLog, chooseTarget } = this.commands;
    item.command = state.kind === 'ready' || state.kind === 'working' ? chooseTarget : showLog;
    item.accessibilityInformation = { label: textOf(state).replace(/\$\([^)]*\)\s*/, '') };
    item.show();
  }

  dispose(): void {
    this.item?.dispose();
  }

  private create(): vscode.StatusBarItem {
    const item = vscode.window.createStatusBarItem('interlinear.engine', vscode.StatusBarAlignment.Right, 50);
    item.name = 'Interlinear';
    return item;
  }
}

function textOf(state: EngineState): string {
  switch (state.kind) {
    case 'stopped':
      return `$(debug-pause) ${vscode.l10n.t('Interlinear: resting')}`;
    case 'failed':
      return `$(error) ${vscode.l10n.t('Interlinear: engine failed')}`;
    case 'starting':
      return `$(loading~spin) ${vscode.l10n.t('Interlinear: loading')}`;
    case 'working':
      return `$(loading~spin) ${direction(state.model)}`;
    case 'ready':
      return `$(arrow-swap) ${direction(state.model)}`;
  }
}

function direction(model: ModelInfo | undefined): string {
  if (!model) return 'Interlinear';
  const [source, target] = [inert(model.source), inert(model.target)];
  return source === target ? source : `${source} → ${target}`;
}

function tooltipOf(state: EngineState, commands: StatusBar['commands']): vscode.MarkdownString | string {
  if (state.kind === 'stopped')
    return vscode.l10n.t('The engine is not running. It starts with the next use. Click for the log.');
  if (state.kind === 'failed')
    return vscode.l10n.t('The engine failed. It starts again with the next use. Click for the log.');
  if (state.kind === 'starting') return vscode.l10n.t('The engine and its model are being loaded.');
  if (!state.model) return 'Interlinear';
  const { id, description, licence, backend, choice, loadMilliseconds } = state.model;
  const text = new vscode.MarkdownString();
  text.isTrusted = { enabledCommands: Object.values(commands) };
  const line = (label: string, value: string): void => {
    text
      .appendMarkdown('**')
      .appendText(label)
      .appendMarkdown('** ')
      .appendText(value)
      .appendMarkdown('\n\n');
  };
  line(vscode.l10n.t('Model'), inert(`${id}: ${description} (${licence})`, DESCRIBED));
  line(
    vscode.l10n.t('Engine'),
    state.place === 'worker'
      ? vscode.l10n.t('{0}, in a worker of its own', inert(backend))
      : vscode.l10n.t('{0}, in the extension host', inert(backend)),
  );
  if (choice) line(vscode.l10n.t('Why'), reasonOf(choice));
  line(vscode.l10n.t('Loaded in'), `${Math.round(loadMilliseconds)} ms`);
  if (!vscode.workspace.isTrusted) text.appendText(restriction()).appendMarkdown('\n\n');
  text.appendText(vscode.l10n.t('Computed on this machine; nothing is sent.')).appendMarkdown('\n\n');
  const link = (label: string, command: string): string => `[${label}](command:${command})`;
  text
    .appendMarkdown(link(vscode.l10n.t('Change the target language'), commands.chooseTarget))
    .appendMarkdown(' · ')
    .appendMarkdown(link(vscode.l10n.t('Show Log'), commands.showLog));
  return text;
}

/** Why this backend and not the other. */
function reasonOf({ backend, reason, milliseconds }: BackendChoice): string {
  switch (reason) {
    case 'setting':
      return vscode.l10n.t('chosen in the settings');
    case 'measured':
    case 'remembered': {
      const own = milliseconds?.[backend] ?? NaN;
      const other = Object.entries(milliseconds ?? {}).find(([name]) => name !== backend)?.[1] ?? NaN;
      return vscode.l10n.t(
        'the faster one here: {0} ms a step, the other {1} ms',
        inert(own.toFixed(1)),
        inert(other.toFixed(1)),
      );
    }
    case 'measuring':
      return vscode.l10n.t('until the graphics card has been timed beside it in a quiet moment');
    case 'software':
      return vscode.l10n.t('WebGL would be computed by the processor here');
    case 'refused':
      return vscode.l10n.t('the faster kernels do not compute this model; the log says why');
    case 'unavailable':
      return vscode.l10n.t('WebGL cannot run this model here; the log says why');
    case 'context-lost':
      return vscode.l10n.t('the graphics driver took WebGL away');
  }
}
