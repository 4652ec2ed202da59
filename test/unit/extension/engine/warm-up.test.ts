import assert from 'node:assert/strict';
import { WarmUp } from '../../../../src/extension/engine/warm-up';

const turn = (milliseconds = 0): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('the warm-up', () => {
  let warmed: AbortSignal[];
  let lines: string[];
  let wanted: boolean;
  let finish: (() => void) | undefined;
  let warmUp: WarmUp;

  const create = (warm = (): Promise<void> => Promise.resolve(), quietMilliseconds = 1): WarmUp =>
    new WarmUp({
      wanted: () => wanted,
      warm: (signal) => (warmed.push(signal), warm()),
      log: (line) => lines.push(line),
      quietMilliseconds,
    });
  const until = async (condition: () => boolean): Promise<void> => {
    while (!condition()) await turn(1);
  };

  beforeEach(() => {
    [warmed, lines, wanted, finish] = [[], [], true, undefined];
  });
  afterEach(() => warmUp.dispose());

  it('comes for a document that profits, and not for another in front of it or where it is not wanted', async () => {
    warmUp = create();
    warmUp.show(true);
    await until(() => warmed.length === 1);
    warmUp.show(true);
    warmUp.show(false);
    await turn(20);
    wanted = false;
    warmUp.show(true);
    await turn(20);
    assert.equal(warmed.length, 1);
  });

  it('waits until the user does nothing, and is not begun by what the user does', async () => {
    warmUp = create(undefined, 40);
    warmUp.postpone();
    warmUp.show(true);
    for (let i = 0; i < 20; i++) {
      await turn(4);
      warmUp.postpone();
      assert.equal(warmed.length, 0);
    }
    await until(() => warmed.length === 1);
    warmUp.postpone();
    await turn(60);
    assert.equal(warmed.length, 1);
  });

  it('happens once at a time, ends with the extension, and says in the log alone what went wrong', async () => {
    warmUp = create(() => new Promise((_, reject) => (finish = () => reject(new Error('no model')))));
    warmUp.show(true);
    await until(() => finish !== undefined);
    warmUp.show(true);
    await turn(20);
    assert.equal(warmed.length, 1);
    warmUp.dispose();
    assert.equal(warmed[0].aborted, true);
    finish!();
    await until(() => lines.length === 1);
    assert.match(lines[0], /no model/);
  });
});
