import { assert } from 'chai';
import * as vscode from 'vscode';
import { messagesShown, openText, selectAll, translate } from './support';

const tryStep = (step?: string): Thenable<void> =>
  vscode.commands.executeCommand('interlinear.tryStep', step);

describe('the first minute', () => {
  beforeEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('translates a sample from an empty window', async () => {
    await tryStep('translate');
    const text = vscode.window.activeTextEditor!.document.getText();
    // The stand-in writes in capitals; what is not selected stays.
    assert.include(text, 'THE FILE COULD NOT BE OPENED.');
    assert.include(text, 'Close the window and try again.');
  });

  it('takes the first step for a name that is none', async () => {
    await tryStep('../../etc');
    assert.include(vscode.window.activeTextEditor!.document.getText(), 'THE FILE COULD NOT BE OPENED.');
  });

  it('compares a sample with its translation', async () => {
    await tryStep('document');
    const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
    assert.instanceOf(tab?.input, vscode.TabInputTextDiff);
  });

  it('tells what is to be expected as an information, with the button that helps', async () => {
    const [message] = await messagesShown(translate);
    assert.equal(message.kind, 'showInformationMessage');
    assert.deepEqual(message.buttons, ['Try a Sample']);
    const editor = await openText('  12 + 34\n');
    selectAll(editor);
    const [other] = await messagesShown(translate);
    assert.equal(other.kind, 'showInformationMessage');
  });
});
