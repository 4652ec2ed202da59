/** What went wrong, as a sentence for people in their language. The log has the original. */
import { l10n } from 'vscode';
import { RemoteError, toWire } from '../../rpc/errors';
import { EditError } from '../documents/edits';
import { TermFileError } from '../terms/term-errors';
import { EngineClientError } from '../engine/engine-errors';
import { ModelStoreError } from '../models/model-store';
import { LearningError } from '../learning/learning-errors';
import { SettingsError } from '../settings';
import { inert } from './inert';

/** @returns a sentence that says what happened and what to do, whatever was thrown */
export function sentenceFor(error: unknown): string {
  if (error instanceof SettingsError) return ofSettings(error);
  if (error instanceof EditError) return ofEdit(error);
  if (error instanceof TermFileError) return ofTermFile(error);
  if (error instanceof ModelStoreError) return ofModelStore(error);
  if (error instanceof EngineClientError) return ofClient(error);
  if (error instanceof LearningError) return ofLearning(error);
  if (error instanceof RemoteError && error.name === 'LearnError') return ofLesson(error);
  if (error instanceof RemoteError && error.name === 'TrainError') return ofTraining(error);
  if (error instanceof RemoteError && error.name === 'InterchangeError') return ofForeign(error);
  if (error instanceof RemoteError && error.name === 'ModelError') return ofModel(error);
  if (error instanceof RemoteError && error.name === 'DocumentError') return ofDocument(error);
  if (error instanceof RemoteError && error.name === 'RuntimeError') return ofRuntime(error);
  return l10n.t('It did not work, and nothing was changed: {0}', inert(toWire(error).message));
}

function ofSettings({ code, setting, value, allowed }: SettingsError): string {
  const name = inert(setting);
  const shown = inert(JSON.stringify(value) ?? '–');
  if (!('min' in allowed))
    return l10n.t(
      'The setting {0} names the model {1}, which does not exist. Choose one of: {2}.',
      name,
      shown,
      inert(allowed.join(', ')),
    );
  const { min, max } = allowed;
  return code === 'not-an-integer'
    ? l10n.t('The setting {0} is {1}. It must be a whole number from {2} to {3}.', name, shown, min, max)
    : l10n.t('The setting {0} is {1}. It must be a number from {2} to {3}.', name, shown, min, max);
}

function ofEdit({ code }: EditError): string {
  switch (code) {
    case 'no-editor':
      return l10n.t('Open a text document and select what you want to translate.');
    case 'nothing-selected':
      return l10n.t('There are no words to translate in the selection.');
    case 'no-words':
      return l10n.t('There are no words to translate in this document.');
    case 'read-only':
      return l10n.t('This document is read-only, so the translation cannot be put into it.');
    case 'changed':
      return l10n.t(
        'The document changed while it was being translated, so nothing was replaced. Run the command again.',
      );
    case 'no-comments':
      return l10n.t('This language has no comments that the editor knows of.');
    case 'no-comparison':
      return l10n.t('This is no comparison with a translation any more. Run the command "Compare" again.');
    case 'no-folder':
      return l10n.t('Open a folder first: the glossary and the kept translations are files in it.');
    case 'nothing-translated':
      return l10n.t('There is no translation to keep: translate something first.');
    case 'no-completion':
      return l10n.t(
        'There is nothing here that a model could go on with. Put the cursor behind the beginning of a sentence, in prose or in a comment, in a language that a completion model knows.',
      );
    case 'no-model':
      return l10n.t('There is no model for this. Add one with the command "Interlinear: Manage Models".');
    case 'closed':
      return l10n.t('The document was closed while it was being translated, so nothing was replaced.');
  }
}

function ofTermFile({ code, file, reason }: TermFileError): string {
  const name = inert(file);
  switch (code) {
    case 'name':
      return l10n.t(
        'The file {0} cannot hold a glossary or kept translations, so nothing was written. It must end in .tsv and lie inside the folder, not where tools keep their own files.',
        name,
      );
    case 'link':
      return l10n.t(
        'The file {0} is reached through a symbolic link, so nothing was written. Name a file that lies in the folder itself.',
        name,
      );
    case 'content':
      return l10n.t(
        'The file {0} holds something else than a glossary or kept translations, so nothing was written. Name another file.',
        name,
      );
    case 'unreadable':
      return l10n.t('The file {0} cannot be read, so nothing was written: {1}.', name, inert(reason));
    case 'unwritable':
      return l10n.t('The file {0} could not be written and is as it was: {1}.', name, inert(reason));
    case 'encoding':
      return l10n.t(
        'The file {0} is in an encoding that lacks some of these characters, so nothing was written. Save it in UTF-8 first.',
        name,
      );
    case 'too-big':
      return l10n.t('The file {0} is too large to be read, so nothing was written.', name);
    case 'busy':
      return l10n.t('The file {0} is being changed all the time by another program. Try it again.', name);
  }
}

function ofModelStore({ code, model, file, message }: ModelStoreError): string {
  if (code === 'unwritable')
    return l10n.t(
      'The model "{0}" could not be added, and nothing was changed: {1}. Make room on the disk, and add it again.',
      inert(model),
      inert(message),
    );
  return code === 'unreadable'
    ? l10n.t(
        'The file {1} of the model "{0}" cannot be read. Reinstall the extension, or add the model again if it is your own.',
        inert(model),
        inert(file),
      )
    : l10n.t(
        'The file {1} of the model "{0}" is damaged. Reinstall the extension, or add the model again if it is your own.',
        inert(model),
        inert(file),
      );
}

function ofClient({ code }: EngineClientError): string {
  switch (code) {
    case 'start':
      return l10n.t('The translation engine could not be started. Nothing was changed; the log says why.');
    case 'crashed':
      return l10n.t(
        'The translation engine crashed. Nothing was changed; it starts again when you run the command again.',
      );
    case 'stopped':
      return l10n.t(
        'The translation engine had to be restarted. Nothing was changed; run the command again.',
      );
    case 'cancelled':
      return l10n.t('The translation was cancelled.');
    case 'disposed':
      return l10n.t('The extension is being shut down.');
  }
}

function ofLearning({ code, file, message }: LearningError): string {
  switch (code) {
    case 'no-worker':
      return l10n.t(
        'Models can only be made in a worker of their own, and this editor lets the extension have none. Open the folder in VS Code on this machine, or use the command line.',
      );
    case 'crashed':
      return l10n.t(
        'The worker in which models are made has ended, perhaps for want of memory. What was saved is kept: run the command again to go on.',
      );
    case 'stopped':
      return l10n.t('The work was stopped.');
    case 'unreadable':
      return l10n.t('The file {0} cannot be read: {1}.', inert(file), inert(message));
    case 'unwritable':
      return l10n.t(
        'What has been learnt cannot be saved ({0}: {1}). Make room on the disk, and run the command again to go on.',
        inert(file),
        inert(message),
      );
    case 'no-pairs':
      return l10n.t('Nothing in {0} says the same in both languages of this model.', inert(message));
  }
}

/** What a model cannot learn from: src/learn has the codes. */
function ofLesson({ code, details, message }: RemoteError): string {
  switch (code) {
    case 'too-few':
      return l10n.t(
        'Only {0} pairs are left to learn from when some are held out, and {1} are needed. Give more pairs.',
        Number(details.left),
        Number(details.needed),
      );
    case 'task':
      return l10n.t('This model cannot learn from translations. Choose another one.');
    default:
      return l10n.t('These files do not say the same in two languages: {0}', inert(message));
  }
}

/** Characters: it lists what is missing and what is too much. */
const FOREIGN = 600;

/** What src/interchange does not take over says so by name. */
const ofForeign = ({ message }: RemoteError): string =>
  l10n.t('This model cannot be taken over or given away: {0}', inert(message, FOREIGN));

/** src/train has the codes. */
const ofTraining = ({ code, message }: RemoteError): string =>
  code === 'checkpoint'
    ? l10n.t(
        'What was saved belongs to another lesson: the model or the extension has changed since. Discard it, and learn anew.',
      )
    : l10n.t('The training failed: {0}', inert(message, FOREIGN));

/** A folder that the engine refused: src/models has the codes. */
function ofModel({ code, details }: RemoteError): string {
  const file = inert(details.file ?? 'model.json');
  switch (code) {
    case 'missing':
      return l10n.t(
        'The file {0} of the model is missing. Reinstall the extension, or add the model again if it is your own.',
        file,
      );
    case 'too-big':
      return l10n.t(
        'The file {0} of the model is larger than this version takes. Choose a smaller model.',
        file,
      );
    default:
      return l10n.t(
        'The file {0} of the model is damaged, or not what it should be. Reinstall the extension, or add the model again if it is your own; the log says more.',
        file,
      );
  }
}

/** onnxruntime refused: src/runtime has the codes. */
/** A document that no parser takes: src/text/documents/errors.ts has the codes. */
function ofDocument({ code, message }: RemoteError): string {
  switch (code) {
    case 'unknown-format':
      return l10n.t(
        'The format of this document is not known, and it does not look like prose. Select what you want to translate.',
      );
    case 'too-deep':
      return l10n.t(
        'The parts of this document lie too deep in each other, so it cannot be translated: {0}.',
        inert(message),
      );
    case 'too-dense':
      return l10n.t(
        'This document has more signs of Markdown close together than can be read, so it cannot be translated as a whole: {0}.',
        inert(message),
      );
    default:
      return l10n.t(
        'This document is not well-formed, so it cannot be translated as a whole: {0}.',
        inert(message),
      );
  }
}

const ofRuntime = ({ code }: RemoteError): string =>
  code === 'load'
    ? l10n.t(
        'The engine could not load the network. Choose another model, or add this one again; the log says why.',
      )
    : l10n.t(
        'The engine failed while it was computing and will start again. Nothing was changed; the log says more.',
      );
