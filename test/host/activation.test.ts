import { assert } from 'chai';
import * as vscode from 'vscode';
import { EXTENSION, translateAll } from './support';

interface Manifest {
  contributes: { commands: { command: string }[] };
}

describe('activation', () => {
  const extension = vscode.extensions.getExtension(EXTENSION)!;

  it('comes with the first command at the latest', async () => {
    await translateAll('hello');
    assert.isTrue(extension.isActive);
  });

  it('registers every command of the manifest, and no other of its name', async () => {
    const registered = await vscode.commands.getCommands(true);
    const { commands } = (extension.packageJSON as Manifest).contributes;
    assert.sameMembers(
      // VS Code adds some of its own for the view.
      registered.filter((id) => id.startsWith('interlinear.') && !id.startsWith('interlinear.panel.')),
      commands.map(({ command }) => command),
    );
  });
});
