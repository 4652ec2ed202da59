/**
 * Models of other programs taken over, and models given away: as a .zip that this program adds again, or as weights for
 * PyTorch. The work is the workshop's; here files are chosen, read and written.
 *
 * Not here: what can be taken over (src/interchange).
 */
import * as vscode from 'vscode';
import type { ModelForm } from '../../protocol/workshop';
import { LearningError } from '../learning/learning-errors';
import type { LessonMaterial } from '../learning/lesson-material';
import type { WorkshopOptions } from '../learning/workshop';
import { inWorkshop } from '../learning/workshop';
import { saveFile } from '../panel/panel-files';
import { inert } from '../ui/inert';
import { withDelayedProgress } from '../ui/progress';
import type { CatalogModel } from './model-catalog';
import type { ModelFiles } from './model-files';

export interface ForeignContext {
  workshop: WorkshopOptions;
  material: LessonMaterial;
}

/** Larger archives are of other networks than this program computes. */
const MAX_BYTES = 2 ** 30;

/**
 * @returns undefined where no mapping file was chosen
 * @throws LearningError('unreadable'), RemoteError('InterchangeError')
 */
export async function importForeign({ workshop }: ForeignContext): Promise<ModelFiles | undefined> {
  const [uri] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('The mapping file, which says which tensor is which'),
      filters: { JSON: ['json'] },
      canSelectMany: false,
    })) ?? [];
  if (!uri) return undefined;
  const name = uri.path.split('/').at(-1) ?? '';
  const folder = vscode.Uri.joinPath(uri, '..');
  return withDelayedProgress(vscode.l10n.t('Taking over the model'), (_, signal) =>
    inWorkshop(
      workshop,
      async (ask) => {
        const mapping = new TextDecoder().decode(await readBeside(folder, name));
        return ask('importModel', { name, mapping }, { signal });
      },
      { read: (file) => readBeside(folder, file) },
    ),
  );
}

/** Where the user says. @throws RemoteError, FileSystemError */
export async function exportModel(
  { workshop, material }: ForeignContext,
  { id }: CatalogModel,
  form: ModelForm,
): Promise<void> {
  const bytes = await withDelayedProgress(vscode.l10n.t('Exporting the model'), async (_, signal) => {
    const files = await material.model(id);
    const transfer = Object.values(files).map(({ buffer }) => buffer as ArrayBuffer);
    return inWorkshop(workshop, (ask) => ask('exportModel', { files, form }, { signal, transfer }));
  });
  const file = `${id}.${form}`;
  if (await saveFile(file, bytes))
    vscode.window.setStatusBarMessage(vscode.l10n.t('The model was exported: {0}', inert(file)), 5000);
}

/** What a mapping file names lies in its folder, or below. */
async function readBeside(folder: vscode.Uri, file: string): Promise<Uint8Array> {
  try {
    if (/^[/\\]|(?:^|[/\\])\.\.(?:[/\\]|$)/.test(file)) throw new Error('it lies outside of the folder');
    const uri = vscode.Uri.joinPath(folder, ...file.split('/'));
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > MAX_BYTES) throw new Error('it is too large');
    return (await vscode.workspace.fs.readFile(uri)).slice();
  } catch (error) {
    throw new LearningError('unreadable', (error as Error).message, file);
  }
}
